using System.Globalization;

namespace Heed.Server.Design;

/// <summary>Prices of the networks, which charge in US dollars, as the reader writes them: <c>$0.015</c>, <c>0,015 $US</c>, <c>0,015 US$</c>.</summary>
internal static class Dollars
{
    private const decimal Micro = 1_000_000m;

    /// <param name="microDollars">Millionths of a dollar.</param>
    /// <returns>At least two decimals, at most four: a post costs a cent and a half.</returns>
    public static string Say(long microDollars)
    {
        var format = (NumberFormatInfo)CultureInfo.CurrentCulture.NumberFormat.Clone();
        format.CurrencySymbol = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName switch { "fr" => "$US", "es" => "US$", _ => "$" };
        format.CurrencyDecimalDigits = (microDollars % 10_000, microDollars % 1_000) switch { (0, _) => 2, (_, 0) => 3, _ => 4 };
        return (microDollars / Micro).ToString("C", format);
    }
}
