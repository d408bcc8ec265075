using Heed.Storage.Replies;

namespace Heed.Server.Replies;

/// <summary>Wakes the senders: when a reply's undo time is over, and every second those with something due.</summary>
internal sealed partial class SenderWaker(IGrainFactory grains, OutboxStore outbox, TimeProvider clock, ILogger<SenderWaker> logger) : BackgroundService
{
    public void WakeAt(Guid accountId, DateTimeOffset when) => _ = WakeLaterAsync(accountId, when);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), clock);
        do
        {
            try
            {
                foreach (var account in await outbox.AccountsDueAsync(clock.GetUtcNow(), stoppingToken))
                    grains.GetGrain<ISenderGrain>(account).WakeAsync().Ignore();
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogSweepFailed(e);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    // Only to be quick: the sweep finds whatever this misses.
    private async Task WakeLaterAsync(Guid accountId, DateTimeOffset when)
    {
        var wait = when - clock.GetUtcNow();
        if (wait > TimeSpan.Zero)
            await Task.Delay(wait, clock);
        grains.GetGrain<ISenderGrain>(accountId).WakeAsync().Ignore();
    }

    [LoggerMessage(LogLevel.Warning, "Could not look for due replies; trying again")]
    private partial void LogSweepFailed(Exception e);
}
