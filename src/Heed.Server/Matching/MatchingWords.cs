namespace Heed.Server.Matching;

/// <summary>Names the texts of this room: MatchingWords.resx, .fr.resx, .es.resx.</summary>
public sealed class MatchingWords;
