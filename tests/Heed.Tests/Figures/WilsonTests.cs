using CsCheck;
using Heed.Core.Figures;
using Shouldly;
using Xunit;

namespace Heed.Tests.Figures;

public sealed class WilsonTests
{
    [Theory]
    [InlineData(8, 10, 0.490162, 0.943318)] // z² = 3.841459; (0.8 + 0.192073 ± 1.96·√(0.016 + 0.009604)) / 1.384146
    [InlineData(0, 10, 0, 0.277533)] // z² / (n + z²) = 3.841459 / 13.841459
    [InlineData(10, 10, 0.722467, 1)]
    [InlineData(50, 100, 0.403832, 0.596168)]
    public void Known_intervals_come_out(long successes, long n, double low, double high)
    {
        var interval = Wilson.Interval(successes, n);
        interval.Low!.Value.ShouldBe(low, 1e-6);
        interval.High!.Value.ShouldBe(high, 1e-6);
    }

    [Fact]
    public void Another_confidence_uses_its_own_quantile()
    {
        // z(0.90) = 1.644854, z(0.99) = 2.575829: with no success the upper bound is z²/(n + z²).
        Wilson.Interval(0, 10, 0.90).High!.Value.ShouldBe(2.705543 / 12.705543, 1e-6);
        Wilson.Interval(0, 10, 0.99).High!.Value.ShouldBe(6.634897 / 16.634897, 1e-6);
        Wilson.Interval(0, 10, 0.9999).High!.Value.ShouldBe(15.136705 / 25.136705, 1e-5);
    }

    [Fact]
    public void Nothing_counted_has_no_interval() => Wilson.Interval(0, 0).ShouldBe((null, null));

    [Fact]
    public void The_share_lies_within_and_more_cases_narrow_it() =>
        Gen.Select(Gen.Long[0, 10_000], Gen.Long[1, 10_000]).Sample((a, b) =>
        {
            var (successes, n) = (Math.Min(a, b), b);
            var (low, high) = Wilson.Interval(successes, n);
            var share = (double)successes / n;
            low!.Value.ShouldBeInRange(0, share);
            high!.Value.ShouldBeInRange(share, 1);
            var more = Wilson.Interval(successes * 4, n * 4);
            (more.High - more.Low)!.Value.ShouldBeLessThan((high - low)!.Value);
        });

    [Fact]
    public void Impossible_counts_are_refused()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => Wilson.Interval(11, 10));
        Should.Throw<ArgumentOutOfRangeException>(() => Wilson.Interval(-1, 10));
        Should.Throw<ArgumentOutOfRangeException>(() => Wilson.Interval(1, 10, 1));
        Should.Throw<ArgumentOutOfRangeException>(() => Wilson.Interval(1, 10, double.NaN));
    }
}
