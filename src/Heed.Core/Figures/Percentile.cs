using System.Numerics;

namespace Heed.Core.Figures;

/// <summary>Percentiles by linear interpolation between the two nearest values: type 7 of Hyndman and Fan (1996), as in R, NumPy and Excel's PERCENTILE.INC.</summary>
public static class Percentile
{
    /// <summary>The value below which <paramref name="share"/> of the values lie, in their own unit; null when there are none.</summary>
    /// <param name="sorted">Ascending; checked only in debug builds, a sort would cost more than the answer.</param>
    /// <param name="share">0–1: 0.5 is the median.</param>
    public static double? OfSorted<T>(ReadOnlySpan<T> sorted, double share)
        where T : struct, INumber<T>
    {
        if (share is not (>= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(share), share, "Must lie between 0 and 1.");
        DebugCheckSorted(sorted);
        if (sorted.IsEmpty)
            return null;

        var rank = share * (sorted.Length - 1);
        var below = (int)rank;
        var low = double.CreateChecked(sorted[below]);
        return below + 1 == sorted.Length ? low : low + (rank - below) * (double.CreateChecked(sorted[below + 1]) - low);
    }

    [System.Diagnostics.Conditional("DEBUG")]
    private static void DebugCheckSorted<T>(ReadOnlySpan<T> values)
        where T : INumber<T>
    {
        for (var i = 1; i < values.Length; i++)
            System.Diagnostics.Debug.Assert(values[i - 1] <= values[i], "The values are not sorted.");
    }
}
