using System.Globalization;
using System.Resources;

namespace Heed.Server.Figures.Infographic;

/// <summary>The words on the page, in the language of the page rather than of whoever asks for it.</summary>
internal sealed class InfographicWords
{
    private static readonly ResourceManager Texts = new(typeof(InfographicWords));

    /// <summary>The languages a page can be told in.</summary>
    public static readonly IReadOnlyList<string> Languages = ["en", "fr", "es"];

    public static string In(CultureInfo language, string key, params ReadOnlySpan<object?> places)
    {
        var text = Texts.GetString(key, language) ?? throw new ArgumentException($"There is no text '{key}'.", nameof(key));
        return places.IsEmpty ? text : string.Format(language, text, places);
    }
}
