namespace Heed.Core.Figures;

/// <summary>
/// Many durations in little room: counted by second, exact where a percentile needs it. Ten million answer times are
/// about a hundred thousand buckets, and only the few seconds a percentile falls into are ever read row by row.
/// </summary>
/// <remarks>Bucket <c>s</c> holds the durations above <c>s − 1</c> and up to <c>s</c> seconds, so "within 15 minutes" ends with a bucket.</remarks>
public sealed class TimeHistogram
{
    private readonly SortedDictionary<long, Bucket> buckets = [];
    private readonly Dictionary<long, long[]> exact = [];

    /// <summary>Number of durations.</summary>
    public long Count { get; private set; }

    /// <summary>The second a duration is counted in.</summary>
    public static long BucketOf(long milliseconds) => (milliseconds + 999) / 1000;

    /// <param name="min">Shortest duration in the bucket, in milliseconds.</param>
    /// <param name="max">Longest duration in the bucket, in milliseconds.</param>
    public void Add(long bucket, long count, long min, long max)
    {
        Count += count;
        buckets[bucket] = buckets.TryGetValue(bucket, out var b)
            ? new Bucket(b.Count + count, Math.Min(b.Min, min), Math.Max(b.Max, max))
            : new Bucket(count, min, max);
    }

    /// <summary>Number of durations up to and including so many seconds.</summary>
    public long Within(long seconds)
    {
        long n = 0;
        foreach (var (second, bucket) in buckets)
        {
            if (second > seconds)
                break;
            n += bucket.Count;
        }

        return n;
    }

    /// <summary>Which buckets must be read row by row before <see cref="Percentile"/> and <see cref="At"/> are exact for these percentiles.</summary>
    public IReadOnlyList<long> Unresolved(IReadOnlyList<double> shares)
    {
        var open = new SortedSet<long>();
        foreach (var rank in shares.SelectMany(Needed))
        {
            var (second, bucket, _) = Find(rank);
            if (bucket.Min != bucket.Max && !exact.ContainsKey(second))
                open.Add(second);
        }

        return [.. open];
    }

    /// <summary>Gives a bucket its rows, ascending, in milliseconds.</summary>
    public void Resolve(long bucket, long[] sorted)
    {
        // Rows may have come or gone between the two readings; the count that was told stays the count.
        if (buckets.TryGetValue(bucket, out var b) && b.Count == sorted.Length)
            exact[bucket] = sorted;
    }

    /// <summary>Percentile by linear interpolation, in milliseconds; null when there are no durations.</summary>
    public double? Percentile(double share)
    {
        if (Count == 0)
            return null;
        var rank = share * (Count - 1);
        var below = (long)rank;
        var low = At(below);
        return below + 1 == Count ? low : low + ((rank - below) * (At(below + 1) - low));
    }

    /// <summary>The duration at a place in the sorted order (0 = shortest), in milliseconds.</summary>
    public double At(long rank)
    {
        var (second, bucket, place) = Find(rank);
        if (exact.TryGetValue(second, out var rows))
            return rows[place];
        return bucket.Min + ((double)(bucket.Max - bucket.Min) * place / Math.Max(1, bucket.Count - 1));
    }

    /// <summary>How many durations lie in each of the ranges that end at these seconds; the last range is open.</summary>
    public IReadOnlyList<long> Spread(IReadOnlyList<long> ends)
    {
        var counts = new long[ends.Count + 1];
        var range = 0;
        foreach (var (second, bucket) in buckets)
        {
            while (range < ends.Count && second > ends[range])
                range++;
            counts[range] += bucket.Count;
        }

        return counts;
    }

    public void Merge(TimeHistogram other)
    {
        foreach (var (second, bucket) in other.buckets)
            Add(second, bucket.Count, bucket.Min, bucket.Max);
    }

    private IEnumerable<long> Needed(double share)
    {
        if (Count == 0)
            yield break;
        var below = (long)(share * (Count - 1));
        yield return below;
        yield return Math.Min(below + 1, Count - 1);
        var (low, high) = OrderStatistics.Ranks(Count, share);
        if (low is { } l)
            yield return l - 1;
        if (high is { } h)
            yield return h - 1;
    }

    private (long Second, Bucket Bucket, long Place) Find(long rank)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rank);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(rank, Count);
        foreach (var (second, bucket) in buckets)
        {
            if (rank < bucket.Count)
                return (second, bucket, rank);
            rank -= bucket.Count;
        }

        throw new System.Diagnostics.UnreachableException("A rank below the count is in a bucket.");
    }

    private readonly record struct Bucket(long Count, long Min, long Max);
}
