namespace Heed.Server.Guard;

/// <summary>Names the texts of this room: GuardWords.resx, .fr.resx, .es.resx.</summary>
public sealed class GuardWords;
