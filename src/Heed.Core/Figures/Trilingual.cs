using System.Globalization;

namespace Heed.Core.Figures;

/// <summary>A sentence that belongs to a definition, not to a screen: it is told in the API and the files too, so it lives beside its formula.</summary>
public sealed record Trilingual(string En, string Fr, string Es)
{
    public string In(CultureInfo culture) => culture.TwoLetterISOLanguageName switch
    {
        "fr" => Fr,
        "es" => Es,
        _ => En,
    };
}
