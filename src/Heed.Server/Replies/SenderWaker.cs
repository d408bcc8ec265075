using Heed.Server.Cluster;
using Heed.Storage.Replies;

namespace Heed.Server.Replies;

/// <summary>Wakes the senders: when a reply's undo time is over, and every second those with something due.</summary>
internal sealed partial class SenderWaker(IGrainFactory grains, OutboxStore outbox, TimeProvider clock, ILogger<SenderWaker> logger) : BackgroundService
{
    public void WakeAt(Guid accountId, DateTimeOffset when) => _ = WakeLaterAsync(accountId, when);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => clock.EveryAsync(TimeSpan.FromSeconds(1), RoundAsync, LogSweepFailed, stoppingToken);

    private async Task RoundAsync(CancellationToken ct)
    {
        foreach (var account in await outbox.AccountsDueAsync(clock.GetUtcNow(), ct))
            grains.GetGrain<ISenderGrain>(account).WakeAsync().Ignore();
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
