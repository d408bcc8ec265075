namespace Heed.Server.Cluster;

/// <summary>Work that every node does again and again. A round that fails is told, and the next one comes all the same: what is due stays due.</summary>
internal static class Rounds
{
    /// <summary>Ends when <paramref name="stop"/> says so.</summary>
    /// <param name="failed">Writes down why a round failed.</param>
    /// <param name="atOnce">The first round begins now; else after <paramref name="every"/>.</param>
    public static async Task EveryAsync(
        this TimeProvider clock, TimeSpan every, Func<CancellationToken, Task> round, Action<Exception> failed, CancellationToken stop, bool atOnce = true)
    {
        using var timer = new PeriodicTimer(every, clock);
        if (!atOnce)
            await timer.WaitForNextTickAsync(stop);
        do
        {
            try
            {
                await round(stop);
            }
            // A call that took too long is "cancelled" as well, and ends no more than its round.
            catch (Exception e) when (e is not OperationCanceledException || !stop.IsCancellationRequested)
            {
                failed(e);
            }
        }
        while (await timer.WaitForNextTickAsync(stop));
    }
}
