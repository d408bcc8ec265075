using System.Collections.Concurrent;
using Heed.Core.Cases;
using Heed.Core.Clocks;
using Heed.Core.Guard;
using Heed.Core.Messages;
using Heed.Server.Replies;
using Heed.Server.Settings;
using Heed.Storage;
using Microsoft.EntityFrameworkCore;

namespace Heed.Server.Guard;

/// <summary>
/// Tells customers how long it will take: once in a case, in their language, where the workspace wants it and the channel has an open box.
/// What is told is a promise, and watched like one.
/// </summary>
internal sealed class WaitTeller(
    Notices notices, ReplyBoxes boxes, ExpectedWaits waits, ChannelCatalog catalog, IDbContextFactory<HeedDb> contexts, TimeProvider clock)
{
    // Whoever is answered at once needs no notice; whoever has waited for long would take it for mockery.
    private static readonly TimeSpan Earliest = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Latest = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan LookAgain = TimeSpan.FromMinutes(5);
    private const int AtOnce = 50;

    private readonly ConcurrentDictionary<Guid, DateTimeOffset> lookedAt = [];

    public async Task TellAsync(CancellationToken ct)
    {
        var settings = await catalog.GetAsync(ct);
        if (settings.Care is { Tell: TellWait.Never } care && care.TellByDepartment.Values.All(t => t == TellWait.Never))
            return;
        var now = clock.GetUtcNow();
        foreach (var (id, _) in lookedAt.Where(l => now - l.Value > LookAgain).ToList())
            lookedAt.TryRemove(id, out _);
        foreach (var c in await CandidatesAsync(now, ct))
        {
            if (lookedAt.TryAdd(c.Id, now))
                await TellAsync(c, settings, ct);
        }
    }

    private async Task TellAsync(Case c, CatalogSnapshot settings, CancellationToken ct)
    {
        var visibility = c.WaitVisibility;
        if (c.DepartmentId is not { } department || !settings.Departments.TryGetValue(department, out var plan) || !settings.Care.Tells(department, visibility))
            return;
        if (await waits.OfAsync(department, c.QueueAt, ct) is not { } expected || expected.Longest < TimeSpan.FromMinutes(settings.Care.LeastWaitMinutes))
            return;
        var now = clock.GetUtcNow();
        if (BusinessTime.Add(plan.Calendar, now, expected.Shortest) is not { } notBefore || BusinessTime.Add(plan.Calendar, now, expected.Longest) is not { } until)
            return;
        if (WaitWords.Say(c.Language, now, notBefore, until, plan.Calendar) is not { } text)
            return;
        var path = (await boxes.OfAsync(c.Id, ct)).FirstOrDefault(b => b.Visibility == visibility && b.Box.Open && b.Recipient is not null);
        if (path is null || (path.Box.Limit is { } limit && boxes.Measure(path.Account.Network, text, path.Box.Rule).Length > limit))
            return;

        await notices.PlanAsync(c.Id, path, text, (set, open, notice) =>
        {
            // As it stands now: answered meanwhile, or told by another node, there is nothing left to say.
            if (open.WaitingSince is null || open.PromiseId is not null || open.FirstAnswerAt is not null)
                return "settled";
            set.Append(open, new Promised(Guid.CreateVersion7(now), PromiseKind.Answer, notBefore, until, notice.Id) { At = now });
            return null;
        }, ct);
    }

    private async Task<List<Case>> CandidatesAsync(DateTimeOffset now, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var (from, to) = (now - Latest, now - Earliest);
        return await db.Cases.AsNoTracking()
            .Where(c => c.Status == CaseStatus.Open && c.WaitingSince >= from && c.WaitingSince <= to && c.FirstAnswerAt == null && c.PromiseId == null
                && c.Language != null && !db.Promises.Any(p => p.CaseId == c.Id && p.AgentId == null))
            .OrderBy(c => c.QueueAt).Take(AtOnce).ToListAsync(ct);
    }
}
