using Heed.Core.Cases;
using Heed.Core.Guard;
using Heed.Server.Cluster;
using Heed.Server.Inbox;
using Heed.Server.Settings;
using Heed.Storage;
using Microsoft.EntityFrameworkCore;

namespace Heed.Server.Guard;

/// <summary>
/// Watches over those who are about to be let down: calls the leads before it happens, and says plainly when it has. Several nodes may
/// watch: each change is decided on the case as it is, and the case's version lets one of them win.
/// </summary>
internal sealed partial class CareWatch(CaseWriter writer, WaitTeller teller, ChannelCatalog catalog, IDbContextFactory<HeedDb> contexts, TimeProvider clock, ILogger<CareWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(5);
    private const int AtOnce = 200;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => clock.EveryAsync(Beat, RoundAsync, LogWatchFailed, stoppingToken);

    private async Task RoundAsync(CancellationToken ct)
    {
        await LookAsync(ct);
        await teller.TellAsync(ct);
    }

    /// <summary>One look over all open cases that are near their time.</summary>
    public async Task LookAsync(CancellationToken ct)
    {
        var ahead = TimeSpan.FromMinutes((await catalog.GetAsync(ct)).Care.EscalateMinutes);
        foreach (var id in await NearAsync(clock.GetUtcNow() + ahead, ct))
            await writer.ChangeAsync(id, (set, c) => Decide(set, c, clock.GetUtcNow(), ahead), alsoInTransaction: null, ct, durable: false);
    }

    private static string? Decide(Heed.Core.Ingest.WorkingSet set, Case c, DateTimeOffset now, TimeSpan ahead)
    {
        if (c.Status != CaseStatus.Open)
            return "settled";
        var before = c.Version;
        if (c.PromiseId is { } promise && c.PromiseUntil < now)
            set.Append(c, new PromiseSettled(promise, PromiseEnd.Broken) { At = now });
        if (c.EscalatedAt is null && c.LetDownAt is { } at && at <= now + ahead)
            set.Append(c, new Escalated(c.PromiseUntil == at ? "promise-soon" : "due-soon", at) { At = now });
        return c.Version == before ? "settled" : null;
    }

    private async Task<List<Guid>> NearAsync(DateTimeOffset until, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var now = clock.GetUtcNow();
        // Not those that were called out already, nor those with neither target nor promise.
        var queue = until.ToUnixTimeMilliseconds();
        var due = await db.Cases.AsNoTracking()
            .Where(c => c.Status == CaseStatus.Open && c.QueueAt <= queue && c.EscalatedAt == null
                && ((c.WaitingSince != null && c.DueAt <= until) || c.PromiseUntil <= until))
            .OrderBy(c => c.QueueAt).Select(c => c.Id).Take(AtOnce).ToListAsync(ct);
        var broken = await db.Promises.AsNoTracking().Where(p => p.Ended == PromiseEnd.Open && p.Until < now).OrderBy(p => p.Until).Select(p => p.CaseId).Take(AtOnce).ToListAsync(ct);
        return [.. due.Concat(broken).Distinct()];
    }

    [LoggerMessage(LogLevel.Warning, "Could not look for customers about to be let down; trying again")]
    private partial void LogWatchFailed(Exception e);
}
