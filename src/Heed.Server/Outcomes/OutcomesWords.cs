namespace Heed.Server.Outcomes;

/// <summary>Names the texts of this room: OutcomesWords.resx, .fr.resx, .es.resx.</summary>
public sealed class OutcomesWords;
