using System.Diagnostics;
using Heed.Testing;
using Shouldly;
using Xunit;

namespace Heed.Tests.Figures.Import;

/// <summary>The real collection, where it lies beside the repository.</summary>
public sealed class TwcsFileTests(ITestOutputHelper output)
{
    [Fact]
    public async Task The_real_history_imports_whole_and_quickly()
    {
        if (SharedData.Find("data/twcs/tweets.csv.gz") is not { } file)
        {
            Assert.Skip("needs ../shared");
            return;
        }

        var ct = TestContext.Current.CancellationToken;
        await using var rig = await FiguresRig.StartAsync("sqlite");
        var watch = Stopwatch.StartNew();
        var result = await rig.Import().RunAsync(file, null, null, ct);
        output.WriteLine($"{result} in {watch.Elapsed.TotalSeconds:0.0} s: {result.Read / watch.Elapsed.TotalSeconds:0} rows/s");

        result.Read.ShouldBe(48_500);
        (result.Taken + result.Broken + result.Elsewhere).ShouldBe(48_500);
        result.Broken.ShouldBeLessThan(700);
        Directory.EnumerateFileSystemEntries(rig.TempFolder).ShouldBeEmpty();

        watch.Restart();
        var figures = await rig.Book.ComputeEachAsync(new(), ct);
        output.WriteLine($"{figures.Count} figures in {watch.ElapsedMilliseconds} ms");
        foreach (var figure in figures.Where(f => f.Scope.Brand is null or "AmazonHelp" or "Delta").Select(f => f.View()))
            output.WriteLine($"{figure.Brand} {figure.Id} = {figure.Value} n={figure.N} [{figure.Low}; {figure.High}]");
    }
}
