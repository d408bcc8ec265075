using System.Diagnostics;

namespace Heed.Load.Measures;

/// <summary>Times one thing after another.</summary>
internal static class Stopwatches
{
    private const int WarmUps = 10;

    /// <param name="act">Gets the number of the run.</param>
    public static async Task<Latencies> TimeAsync(int runs, Func<int, Task> act)
    {
        for (var i = 0; i < WarmUps; i++)
            await act(i);
        var took = new double[runs];
        for (var i = 0; i < runs; i++)
        {
            var began = Stopwatch.GetTimestamp();
            await act(i);
            took[i] = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        }

        return new Latencies(took);
    }
}
