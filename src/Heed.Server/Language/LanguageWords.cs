namespace Heed.Server.Language;

/// <summary>Names the texts of this room: LanguageWords.resx, .fr.resx, .es.resx.</summary>
public sealed class LanguageWords;
