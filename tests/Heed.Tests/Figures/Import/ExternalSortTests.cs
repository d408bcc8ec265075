using CsCheck;
using Heed.Server.Figures.Import;
using Shouldly;
using Xunit;

namespace Heed.Tests.Figures.Import;

public sealed class ExternalSortTests
{
    [Fact]
    public void Runs_on_disk_give_the_same_order_as_memory() =>
        Gen.Select(Gen.Int[0, 50].Array[0, 300], Gen.Int[1, 60]).Sample((numbers, limit) =>
        {
            var folder = Directory.CreateTempSubdirectory("heed-sort-").FullName;
            try
            {
                var sort = new ExternalSort<(int Key, int Place)>(
                    folder, "n", (a, b) => a.Key != b.Key ? a.Key.CompareTo(b.Key) : a.Place.CompareTo(b.Place),
                    (w, x) => { w.Write(x.Key); w.Write(x.Place); }, r => (r.ReadInt32(), r.ReadInt32()), _ => 1, limit);
                for (var i = 0; i < numbers.Length; i++)
                    sort.Add((numbers[i], i));
                sort.Sorted().ShouldBe(numbers.Select((n, i) => (n, i)).OrderBy(x => x.n).ThenBy(x => x.i));
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }, iter: 50);

    [Theory]
    [InlineData("Tue Oct 31 22:10:47 +0000 2017", "2017-10-31T22:10:47Z")]
    [InlineData("Tue Oct 31 22:10:47 +0130 2017", "2017-10-31T20:40:47Z")]
    [InlineData("2017-10-31T22:10:47Z", "2017-10-31T22:10:47Z")]
    [InlineData("2017-10-31 22:10:47+00:00", "2017-10-31T22:10:47Z")]
    public void Times_are_read_in_both_writings(string text, string iso) =>
        TwcsDate.Parse(text).ShouldBe(DateTimeOffset.Parse(iso, System.Globalization.CultureInfo.InvariantCulture).ToUnixTimeMilliseconds());

    [Theory]
    [InlineData("")]
    [InlineData("yesterday")]
    [InlineData("Tue Feb 31 22:10:47 +0000 2017")]
    [InlineData("10/31/2017")]
    public void What_is_no_time_is_none(string text) => TwcsDate.Parse(text).ShouldBeNull();
}
