namespace Heed.Server.Access;

/// <summary>Names the texts of this room: AccessWords.resx, .fr.resx, .es.resx.</summary>
public sealed class AccessWords;
