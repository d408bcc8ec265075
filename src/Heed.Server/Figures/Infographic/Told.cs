using System.Globalization;
using Heed.Core.Figures;

namespace Heed.Server.Figures.Infographic;

/// <summary>One figure as the page tells it.</summary>
/// <param name="Value">With its unit, as the language writes it; <c>3 of 5</c> where there are too few rows for a percentage.</param>
/// <param name="Share">For the chart; null where none can be drawn: no share, or too few rows.</param>
/// <param name="Base">How many rows it rests on: <c>n = 1,250</c>.</param>
/// <param name="Interval">The 95 % interval; null where there is none.</param>
internal sealed record Told(Figure Figure, string Value, double? Share, string Base, string? Interval)
{
    /// <summary>With fewer rows nothing is told as a share or a percentile: one row more would change it by five points.</summary>
    public const int Enough = 20;

    public string Id => Figure.Definition.Id;

    public double? Low => Share is null ? null : Figure.Reading.Low;

    public double? High => Share is null ? null : Figure.Reading.High;

    /// <summary>Count and interval in one line.</summary>
    public string SmallPrint => Interval is null ? Base : $"{Base} · {Interval}";

    /// <returns>Null when nothing was counted, or when it is a time over too few.</returns>
    public static Told? Of(IReadOnlyList<Figure> figures, string id, CultureInfo language)
    {
        var figure = figures.First(f => f.Definition.Id == id);
        if (figure.Reading is not { Value: { } value, N: > 0 and var n })
            return null;
        var isShare = figure.Definition.Unit == FigureUnit.Share;
        if (n < Enough)
        {
            return isShare
                ? new Told(figure, InfographicWords.In(language, "part-of", Count((long)Math.Round(value * n), language), Count(n, language)), null, InfographicWords.In(language, "too-few"), null)
                : null;
        }

        string Show(double v) => isShare ? Percent(v, language) : Minutes(v, language);
        var interval = figure.Reading is { Low: { } low, High: { } high } ? InfographicWords.In(language, "interval", isShare ? Range(low, high, language) : Span(Show(low), Show(high))) : null;
        return new Told(figure, Show(value), isShare ? value : null, InfographicWords.In(language, "n", Count(n, language)), interval);
    }

    public static string Count(long n, CultureInfo language) => n.ToString("N0", language).Replace('\u00a0', '\u202f');

    /// <summary>Whole per cent where a tenth would say more than is known; what is not all is never told as 100 %, what is not none never as 0 %.</summary>
    public static string Percent(double share, CultureInfo language)
    {
        var digits = share is 0 or 1 or (>= 0.0995 and <= 0.9905) ? 0 : 1;
        var shown = Math.Clamp(share, share > 0 ? 0.001 : 0, share < 1 ? 0.999 : 1);
        return shown.ToString($"P{digits}", language).Replace(' ', '\u00a0').Replace("\u202f", "\u00a0", StringComparison.Ordinal);
    }

    public static string Minutes(double minutes, CultureInfo language) => minutes switch
    {
        < 1 => InfographicWords.In(language, "under-a-minute"),
        < 90 => InfographicWords.In(language, "minutes", Math.Round(minutes).ToString("0", language)),
        < 2880 => InfographicWords.In(language, "hours", (minutes / 60).ToString("0.#", language)),
        _ => InfographicWords.In(language, "days", (minutes / 1440).ToString("0.#", language)),
    };

    // "30–33 min": a unit they share is told once.
    private static string Span(string low, string high)
    {
        var (cut, unit) = (low.IndexOf('\u00a0', StringComparison.Ordinal), high.IndexOf('\u00a0', StringComparison.Ordinal));
        return cut > 0 && unit > 0 && low[cut..] == high[unit..] ? $"{low[..cut]}–{high}" : $"{low}–{high}";
    }

    // "81.2–82.6 %": the sign once.
    private static string Range(double low, double high, CultureInfo language)
    {
        var percent = high.ToString("P1", language).Replace(' ', '\u00a0').Replace("\u202f", "\u00a0", StringComparison.Ordinal);
        return $"{(low * 100).ToString("0.0", language)}–{percent}";
    }
}
