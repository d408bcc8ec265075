namespace Heed.Server.Settings;

/// <summary>Names the texts of this room: SettingsWords.resx, .fr.resx, .es.resx.</summary>
public sealed class SettingsWords;
