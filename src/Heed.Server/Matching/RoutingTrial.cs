using Heed.Core.Cases;
using Heed.Core.Channels;
using Heed.Core.Language;
using Heed.Core.Messages;
using Heed.Core.Routing;
using Heed.Server.Settings;
using Heed.Storage;
using Microsoft.EntityFrameworkCore;

namespace Heed.Server.Matching;

/// <summary>Tries routing rules on the cases of the last days, by the message that opened each. Reads only, page by page.</summary>
internal sealed class RoutingTrial(IDbContextFactory<HeedDb> contexts, ChannelCatalog catalog, TimeProvider clock)
{
    /// <summary>More cases than these are not looked at: the latest count.</summary>
    public const int Most = 20_000;

    private const int PageSize = 500;

    /// <param name="progress">Told after each page how many cases were looked at.</param>
    public async Task<TrialResult> RunAsync(TrialAsk ask, Action<int>? progress, CancellationToken ct)
    {
        var settings = await catalog.GetAsync(ct);
        var router = new Router(ask.Rules, settings.Defaults with { Topics = ask.Topics });
        var tally = new TrialTally();
        var since = clock.GetUtcNow().AddDays(-Math.Clamp(ask.Days, 1, TrialAsk.MostDays));
        (DateTimeOffset At, Guid Id)? before = null;
        while (tally.Cases < Most)
        {
            var page = await PageAsync(since, before, ct);
            foreach (var opening in page.Where(o => o.Message is not null).Take(Most - tally.Cases))
                Try(router, settings.ById, opening, tally);
            if (page.Count < PageSize)
                return tally.Result(cut: false);
            before = (page[^1].OpenedAt, page[^1].Id);
            progress?.Invoke(tally.Cases);
        }

        return tally.Result(cut: true);
    }

    private static void Try(Router router, IReadOnlyDictionary<Guid, ChannelAccount> accounts, Opening opening, TrialTally tally)
    {
        var m = opening.Message!; // the caller asks
        if (!accounts.TryGetValue(m.AccountId, out var account))
            return; // the channel was removed: nobody knows what its rules were
        var reading = Reading.Read(m.Reading);
        var decision = router.Decide(new RoutingInput(account, m.Visibility, m.Kind, m.Language ?? opening.Language, opening.Subject is { } subject ? subject + "\n" + m.Text : m.Text)
        {
            Topic = reading.Topic,
            Shop = reading.Shop,
            Urgency = reading.Urgency,
        });
        // Back with the same matter: it went where it was known, and would again, whatever the rules say.
        var to = opening.Routed?.Why?.Reason == RoutingReason.Returned ? opening.Routed.DepartmentId : decision.DepartmentId;
        tally.Add(opening.Number, m.Text, opening.Routed?.DepartmentId, to, opening.HandedTo, decision);
    }

    private async Task<List<Opening>> PageAsync(DateTimeOffset since, (DateTimeOffset At, Guid Id)? before, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var cases = db.Cases.AsNoTracking().Where(c => c.OpenedAt >= since);
        if (before is var (at, last))
            cases = cases.Where(c => c.OpenedAt < at || (c.OpenedAt == at && c.Id.CompareTo(last) < 0));
        var page = await cases.OrderByDescending(c => c.OpenedAt).ThenByDescending(c => c.Id).Take(PageSize)
            .Select(c => new Opening { Id = c.Id, Number = c.Number, Language = c.Language, Subject = c.Subject, OpenedAt = c.OpenedAt }).ToListAsync(ct);
        var ids = page.ConvertAll(c => c.Id);
        var first = (await db.Messages.AsNoTracking()
            .Where(m => ids.Contains(m.CaseId) && m.Direction == Direction.Inbound && m.Visibility != Visibility.Note
                && m.At == db.Messages.Where(o => o.CaseId == m.CaseId && o.Direction == Direction.Inbound && o.Visibility != Visibility.Note).Min(o => o.At))
            .OrderBy(m => m.Id)
            .Select(m => new Opened(m.CaseId, m.AccountId, m.Visibility, m.Kind, m.Language, m.Text, m.Reading)).ToListAsync(ct)).DistinctBy(m => m.CaseId).ToDictionary(m => m.CaseId);
        var events = (await db.CaseEvents.AsNoTracking().Where(e => ids.Contains(e.CaseId) && (e.Kind == "routed" || e.Kind == "handed-over")).OrderBy(e => e.Version).ToListAsync(ct))
            .ToLookup(e => e.CaseId, e => e.Read());
        foreach (var c in page)
        {
            c.Message = first.GetValueOrDefault(c.Id);
            c.Routed = events[c.Id].OfType<Routed>().FirstOrDefault();
            c.HandedTo = [.. events[c.Id].OfType<HandedOver>().Select(h => h.ToDepartmentId).OfType<Guid>()];
        }

        return page;
    }

    private sealed record Opened(Guid CaseId, Guid AccountId, Visibility Visibility, string Kind, string? Language, string Text, string? Reading);

    private sealed class Opening
    {
        public Guid Id { get; init; }

        public long Number { get; init; }

        public string? Language { get; init; }

        public string? Subject { get; init; }

        public DateTimeOffset OpenedAt { get; init; }

        public Opened? Message { get; set; }

        public Routed? Routed { get; set; }

        public IReadOnlyList<Guid> HandedTo { get; set; } = [];
    }
}
