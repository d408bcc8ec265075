namespace Heed.Core.Figures;

/// <summary>What a figure says about a scope.</summary>
/// <param name="Value">Null when nothing was counted: a share of nothing is not zero.</param>
/// <param name="N">The rows it rests on: the denominator of a share, the values under a percentile, the count itself.</param>
/// <param name="Low">Lower end of the 95 % interval; null where there is none or too few rows.</param>
/// <param name="High">Upper end of the 95 % interval.</param>
public sealed record Reading(double? Value, long N, double? Low = null, double? High = null)
{
    /// <summary>The parts of a figure that is more than one number (hours, channels); null otherwise.</summary>
    public IReadOnlyList<FigureCell>? Cells { get; init; }

    public static Reading Count(long n) => new(n, n);

    /// <summary>A share with its Wilson interval.</summary>
    public static Reading Share(long part, long whole)
    {
        var (low, high) = Wilson.Interval(part, whole);
        return new(whole == 0 ? null : (double)part / whole, whole, low, high);
    }

    /// <summary>A percentile in minutes, with the interval of its order statistics.</summary>
    public static Reading Minutes(TimeHistogram times, double share)
    {
        const double minute = 60_000;
        var (low, high) = OrderStatistics.Ranks(times.Count, share);
        return new(
            times.Percentile(share) / minute,
            times.Count,
            low is { } l ? times.At(l - 1) / minute : null,
            high is { } h ? times.At(h - 1) / minute : null);
    }

    /// <summary>An average with the interval of the normal approximation, told from thirty rows on: below, it would claim too much.</summary>
    /// <param name="squares">Sum of the squares of what was counted per row.</param>
    public static Reading Average(long sum, long squares, long n)
    {
        if (n == 0)
            return new(null, 0);
        var mean = (double)sum / n;
        if (n < 30)
            return new(mean, n);
        var half = NormalQuantile.Of(0.975) * Math.Sqrt(Math.Max(0, squares - (n * mean * mean)) / (n - 1) / n);
        return new(mean, n, Math.Max(0, mean - half), mean + half);
    }

    /// <summary>A total with its parts.</summary>
    public static Reading Parts(IReadOnlyList<FigureCell> cells)
    {
        var total = cells.Sum(c => c.Count);
        return new(total, total) { Cells = cells };
    }
}

/// <summary>One part of a figure.</summary>
/// <param name="Key">A channel (<c>x</c>), a weekday and hour (<c>1-09</c>: Monday, 9:00–9:59), a number of cases (<c>2</c>, <c>10+</c>),
/// a department's id, or a word of the definition (<c>kept</c>).</param>
/// <param name="Value">The figure of this part alone, in the figure's unit; null where the part is a mere count.</param>
public sealed record FigureCell(string Key, long Count, double? Value = null);
