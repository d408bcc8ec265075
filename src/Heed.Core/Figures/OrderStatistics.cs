namespace Heed.Core.Figures;

/// <summary>
/// Distribution-free interval of a percentile: whatever the shape of the answer times, the number of values below the true
/// percentile is binomial, so two of the sorted values enclose it.
/// </summary>
/// <remarks>H. A. David and H. N. Nagaraja, Order Statistics, 3rd ed., section 7.1. Coverage is at least 95 % for independent values.</remarks>
public static class OrderStatistics
{
    private const double Tail = 0.025;
    private const double Z = 1.959963984540054;

    // Beyond this the normal approximation is off by less than one rank, and summing the binomial costs more than it tells.
    private const long Exact = 10_000;

    /// <summary>Ranks (1 = smallest) of the two values that enclose the percentile; null on a side where too few values lie beyond it.</summary>
    public static (long? Low, long? High) Ranks(long n, double share)
    {
        if (share is not (> 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(share), share, "Must lie strictly between 0 and 1.");
        if (n == 0)
            return (null, null);
        var (low, high) = n <= Exact ? Binomial(n, share) : Normal(n, share);
        return (low >= 1 ? low : null, high <= n ? high : null);
    }

    // Low: the largest l with P(B < l) ≤ 2.5 %. High: the smallest u with P(B < u) ≥ 97.5 %.
    private static (long Low, long High) Binomial(long n, double share)
    {
        long low = 0;
        var odds = Math.Log(share) - Math.Log(1 - share);
        var log = n * Math.Log(1 - share);
        var below = 0.0;
        for (long k = 0; k <= n; k++)
        {
            below += Math.Exp(log); // P(B < k + 1)
            if (below <= Tail)
                low = k + 1;
            if (below >= 1 - Tail)
                return (low, k + 1);
            log += Math.Log(n - k) - Math.Log(k + 1) + odds;
        }

        return (low, n + 1);
    }

    private static (long Low, long High) Normal(long n, double share)
    {
        var centre = n * share;
        var half = Z * Math.Sqrt(n * share * (1 - share));
        return ((long)Math.Floor(centre - half), (long)Math.Ceiling(centre + half) + 1);
    }
}
