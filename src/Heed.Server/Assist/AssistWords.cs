namespace Heed.Server.Assist;

/// <summary>Names the texts of this room: AssistWords.resx, .fr.resx, .es.resx.</summary>
public sealed class AssistWords;
