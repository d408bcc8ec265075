using System.Globalization;
using Heed.Core.Figures;
using Heed.Server.Design;
using Microsoft.Extensions.Localization;

namespace Heed.Server.Figures.Screens;

/// <summary>Numbers as the reader writes them.</summary>
internal sealed class Shown(IStringLocalizer<Words> words)
{
    public string Value(double? value, FigureUnit unit) => value is not { } v ? "–" : unit switch
    {
        // The sign stays with its number at the end of a line.
        FigureUnit.Share => v.ToString("P1", CultureInfo.CurrentCulture).Replace(' ', '\u00a0'),
        FigureUnit.Minutes => Minutes(v),
        FigureUnit.PerCase => v.ToString("N2", CultureInfo.CurrentCulture),
        FigureUnit.Messages or FigureUnit.Cases or FigureUnit.Customers or FigureUnit.Stays or FigureUnit.Promises => v.ToString("N0", CultureInfo.CurrentCulture),
    };

    public string Minutes(double minutes) => minutes switch
    {
        < 10 => words["time.minutes", Short(minutes)],
        < 120 => words["time.minutes", Short(Math.Round(minutes))],
        < 2880 => words["time.hours", Short(minutes / 60)],
        _ => words["time.days", Short(minutes / 1440)],
    };

    public string NameOf(string network) => words["network." + network];

    public static string Count(long n) => n.ToString("N0", CultureInfo.CurrentCulture);

    /// <summary>A coordinate, as SVG reads it.</summary>
    public static string Point(double x) => x.ToString("0.##", CultureInfo.InvariantCulture);

    private static string Short(double x) => x.ToString("0.#", CultureInfo.CurrentCulture);
}
