using CsCheck;
using Heed.Core.Figures;
using Shouldly;
using Xunit;

namespace Heed.Tests.Figures;

public sealed class PercentileTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(0.5, 2.5)] // rank 0.5·3 = 1.5: halfway from 2 to 3
    [InlineData(0.75, 4.75)] // rank 2.25: a quarter from 3 to 10
    [InlineData(0.9, 7.9)] // rank 2.7
    [InlineData(1, 10)]
    public void Between_two_values_it_is_interpolated(double share, double expected) =>
        Percentile.OfSorted<double>([1, 2, 3, 10], share)!.Value.ShouldBe(expected, 1e-12);

    [Fact]
    public void Whole_numbers_are_interpolated_too()
    {
        Percentile.OfSorted<long>([3, 4], 0.5).ShouldBe(3.5);
        Percentile.OfSorted<long>([7], 0.9).ShouldBe(7);
    }

    [Fact]
    public void No_values_have_no_percentile() => Percentile.OfSorted<double>([], 0.5).ShouldBeNull();

    [Fact]
    public void A_share_outside_0_to_1_is_refused()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => Percentile.OfSorted<double>([1], 1.01));
        Should.Throw<ArgumentOutOfRangeException>(() => Percentile.OfSorted<double>([1], double.NaN));
    }

    [Fact]
    public void A_greater_share_never_gives_less_and_never_leaves_the_values() =>
        Gen.Select(Gen.Long[-1000, 1000].Array[1, 30], Gen.Double[0, 1], Gen.Double[0, 1]).Sample((values, a, b) =>
        {
            Array.Sort(values);
            var low = Percentile.OfSorted<long>(values, Math.Min(a, b))!.Value;
            var high = Percentile.OfSorted<long>(values, Math.Max(a, b))!.Value;
            low.ShouldBeLessThanOrEqualTo(high + 1e-9);
            low.ShouldBeGreaterThanOrEqualTo(values[0]);
            high.ShouldBeLessThanOrEqualTo(values[^1]);
        });
}
