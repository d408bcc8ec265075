namespace Heed.Server.Care;

/// <summary>Names the texts of this room: CareWords.resx, .fr.resx, .es.resx.</summary>
public sealed class CareWords;
