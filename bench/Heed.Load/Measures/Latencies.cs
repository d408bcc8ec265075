using System.Globalization;

namespace Heed.Load.Measures;

/// <summary>How long something took, many times; percentiles by linear interpolation.</summary>
internal sealed class Latencies
{
    private readonly double[] sorted;

    public Latencies(double[] milliseconds)
    {
        sorted = milliseconds;
        Array.Sort(sorted);
    }

    public double P50 => At(0.50);

    public double P95 => At(0.95);

    public double P99 => At(0.99);

    public double Max => sorted.Length == 0 ? 0 : sorted[^1];

    public static string Text(double milliseconds) =>
        milliseconds.ToString(milliseconds < 10 ? "0.00" : milliseconds < 100 ? "0.0" : "0", CultureInfo.InvariantCulture);

    private double At(double share)
    {
        if (sorted.Length == 0)
            return 0;
        var place = share * (sorted.Length - 1);
        var below = (int)place;
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((place - below) * (sorted[above] - sorted[below]));
    }
}
