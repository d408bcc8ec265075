namespace Heed.Core.Figures;

/// <summary>Wilson score interval of a share: honest for few cases and for shares near 0 and 1, where the usual ± is not.</summary>
/// <remarks>E. B. Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22 (1927), without continuity correction.</remarks>
public static class Wilson
{
    // The standard normal quantile at 0.975: the interval nearly everyone asks for needs no approximation.
    private const double Z95 = 1.959963984540054;

    /// <summary>Bounds of the share (0–1) behind <paramref name="successes"/> out of <paramref name="n"/>; nulls when nothing was counted.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Counts are negative or inconsistent, or the confidence is not strictly between 0 and 1.</exception>
    public static (double? Low, double? High) Interval(long successes, long n, double confidence = 0.95)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(successes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(successes, n);
        if (confidence is not (> 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(confidence), confidence, "Must lie strictly between 0 and 1.");
        if (n == 0)
            return (null, null);

        // A caller writes 0.95, so the literal is compared, not a computed number.
        var z = confidence == 0.95 ? Z95 : NormalQuantile.Of(0.5 + confidence / 2);
        var share = (double)successes / n;
        var z2n = z * z / n;
        var centre = share + z2n / 2;
        var half = z * Math.Sqrt((share * (1 - share) + z2n / 4) / n);

        // At the ends the bound is exactly 0 or 1; rounding would leave a stray 1e-17.
        return (successes == 0 ? 0 : (centre - half) / (1 + z2n), successes == n ? 1 : (centre + half) / (1 + z2n));
    }
}
