using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Heed.Storage;

namespace Heed.Server.Intake;

/// <summary>Counts what the door turns away: in the metrics at once, in the database every few seconds. Nothing else of it is kept.</summary>
internal sealed class Refusals(Database database, IMeterFactory meters, TimeProvider clock) : BackgroundService
{
    // Anyone can invent account names: beyond this many different ones they are counted together.
    private const int MaxNames = 1000;

    private readonly Counter<long> counter = meters.Create("Heed").CreateCounter<long>("heed.intake.refused", description: "Deliveries turned away at the door");
    private readonly ConcurrentDictionary<(string Network, string Account, string Reason), long> counts = [];

    public void Count(string network, string account, string reason)
    {
        counter.Add(1, new KeyValuePair<string, object?>("network", Short(network)), new KeyValuePair<string, object?>("reason", reason));
        var key = reason == "unknown-account" || counts.Count >= MaxNames ? (Short(network), "", reason) : (Short(network), Short(account), reason);
        counts.AddOrUpdate(key, 1, (_, n) => n + 1);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            using var timer = new PeriodicTimer(TimeSpan.FromSeconds(3), clock);
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await FlushAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await FlushAsync(CancellationToken.None);
        }
    }

    public async Task FlushAsync(CancellationToken ct)
    {
        var taken = counts.Keys.Select(k => (Key: k, Count: counts.TryRemove(k, out var n) ? n : 0)).Where(t => t.Count > 0).ToList();
        if (taken.Count == 0)
            return;
        var day = clock.GetUtcNow().ToUnixTimeSeconds() / 86_400;
        await using var session = await database.BeginWriteAsync(durable: false, ct);
        await session.ForEachAsync(
            """
            insert into refusals (network, account, reason, day, count) values (@network, @account, @reason, @day, @count)
            on conflict (network, account, reason, day) do update set count = refusals.count + excluded.count
            """,
            taken,
            (c, t) => c.Add("network", t.Key.Network).Add("account", t.Key.Account).Add("reason", t.Key.Reason).Add("day", day).Add("count", t.Count),
            ct);
        await session.CommitAsync(ct);
    }

    private static string Short(string name) => name.Length <= 64 ? name : name[..64];
}
