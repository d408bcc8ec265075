using System.Collections.Concurrent;
using Heed.Core.Matching;
using Heed.Server.Cluster;
using Heed.Storage.Matching;

namespace Heed.Server.Matching;

/// <summary>Knows whose inboxes are open on this node and says so every half minute; whoever is not heard of by any node is away.</summary>
internal sealed partial class PresenceKeeper(PresenceStore store, MatchWaker waker, TimeProvider clock, ILogger<PresenceKeeper> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<Guid, int> open = [];

    /// <summary>An inbox was opened, or its line is back.</summary>
    public async Task EnterAsync(Guid userId, CancellationToken ct)
    {
        open.AddOrUpdate(userId, 1, (_, count) => count + 1);
        if (await store.SeenAsync([userId], clock.GetUtcNow(), ct))
            waker.WakeFor(userId);
    }

    /// <summary>An inbox was closed, or its line is down: the grace begins.</summary>
    public void Leave(Guid userId)
    {
        if (open.AddOrUpdate(userId, 0, (_, count) => count - 1) <= 0)
            open.TryRemove(new(userId, 0));
    }

    public async Task ChooseAsync(Guid userId, PresenceState chosen, CancellationToken ct)
    {
        await store.ChooseAsync(userId, chosen, clock.GetUtcNow(), ct);
        waker.WakeFor(userId);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => clock.EveryAsync(Every, RoundAsync, LogFailed, stoppingToken, atOnce: false);

    private async Task RoundAsync(CancellationToken ct)
    {
        if (open.Keys.ToList() is { Count: > 0 } here)
            await store.SeenAsync(here, clock.GetUtcNow(), ct);
    }

    [LoggerMessage(LogLevel.Warning, "Could not say who is here; trying again in half a minute")]
    private partial void LogFailed(Exception e);
}
