using CsCheck;
using Heed.Core.Figures;
using Shouldly;
using Xunit;

namespace Heed.Tests.Figures;

public sealed class TimeHistogramTests
{
    private static TimeHistogram Of(long[] times)
    {
        var histogram = new TimeHistogram();
        foreach (var bucket in times.GroupBy(TimeHistogram.BucketOf))
            histogram.Add(bucket.Key, bucket.Count(), bucket.Min(), bucket.Max());
        foreach (var open in histogram.Unresolved(FigureFacts.Percentiles))
            histogram.Resolve(open, [.. times.Where(t => TimeHistogram.BucketOf(t) == open).Order()]);
        return histogram;
    }

    [Fact]
    public void Percentiles_of_a_histogram_are_those_of_the_sorted_values() =>
        Gen.Long[0, 20_000].Array[1, 200].Sample(times =>
        {
            var sorted = times.Order().ToArray();
            var histogram = Of(times);
            foreach (var share in FigureFacts.Percentiles)
                histogram.Percentile(share)!.Value.ShouldBe(Percentile.OfSorted<long>(sorted, share)!.Value, 1e-6);
        });

    [Fact]
    public void Within_counts_the_limit_itself() =>
        Gen.Long[0, 5_000].Array[0, 100].Sample(times => Of(times).Within(3) == times.Count(t => t <= 3000));

    [Fact]
    public void The_spread_loses_nobody() =>
        Gen.Long[0, 50_000].Array[0, 100].Sample(times => Of(times).Spread([1, 5, 20]).Sum() == times.Length);

    [Theory]
    [InlineData(10, 0.5, 2, 9)]
    [InlineData(100, 0.5, 40, 61)]
    public void Ranks_of_the_median_are_those_of_the_tables(long n, double share, long low, long high) =>
        OrderStatistics.Ranks(n, share).ShouldBe((low, high));

    [Fact]
    public void Five_values_are_too_few_for_an_interval_of_the_median() => OrderStatistics.Ranks(5, 0.5).ShouldBe((null, null));

    [Fact]
    public void Exact_and_approximate_ranks_meet()
    {
        var (low, high) = OrderStatistics.Ranks(10_000, 0.9);
        var (low2, high2) = OrderStatistics.Ranks(10_001, 0.9);
        Math.Abs(low!.Value - low2!.Value).ShouldBeLessThan(3);
        Math.Abs(high!.Value - high2!.Value).ShouldBeLessThan(3);
    }
}
