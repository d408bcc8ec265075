using System.Collections.Concurrent;
using Heed.Core.Cases;
using Heed.Core.Channels;
using Heed.Core.Ingest;
using Heed.Core.Language;
using Heed.Core.Messages;
using Heed.Server.Cluster;
using Heed.Server.Replies;
using Heed.Server.Settings;
using Heed.Storage;
using Heed.Storage.Surveys;
using Microsoft.EntityFrameworkCore;

namespace Heed.Server.Surveys;

/// <summary>
/// Asks customers how it went: privately, on the channel they wrote on, while its box is open. Several nodes may ask: the person's turn
/// in the database lets one of them through.
/// </summary>
internal sealed partial class SurveyAsker(
    Notices notices, ReplyBoxes boxes, SurveyLinks links, SurveyStore surveys, ChannelCatalog catalog, IDbContextFactory<HeedDb> contexts, TimeProvider clock, ILogger<SurveyAsker> logger)
    : BackgroundService
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(15);

    // Later than this after its time, nobody remembers how it was; and switching surveys on asks nobody about last week.
    private static readonly TimeSpan Late = TimeSpan.FromHours(24);
    private static readonly TimeSpan LookAgain = TimeSpan.FromMinutes(5);
    private const int AtOnce = 50;

    // Meta grants it to people who answer, not to programs that ask.
    private const string ForPeopleOnly = "message-human-agent";

    private readonly ConcurrentDictionary<Guid, DateTimeOffset> lookedAt = [];

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => clock.EveryAsync(Beat, RoundAsync, LogFailed, stoppingToken);

    private async Task RoundAsync(CancellationToken ct)
    {
        await AskAsync(ct);
        await surveys.ForgetSecretsAsync(clock.GetUtcNow(), ct);
    }

    /// <summary>Asks everybody whose time has come.</summary>
    public async Task AskAsync(CancellationToken ct)
    {
        var settings = await catalog.GetAsync(ct);
        if (!settings.Surveys.Asks || links.Site is null)
            return;
        var now = clock.GetUtcNow();
        foreach (var (id, _) in lookedAt.Where(l => now - l.Value > LookAgain).ToList())
            lookedAt.TryRemove(id, out _);
        foreach (var c in await CandidatesAsync(settings.Surveys, now, ct))
        {
            if (settings.Surveys.For(c.Brand, c.DepartmentId) is { } plan && Due(c, plan, now) && lookedAt.TryAdd(c.Id, now))
                await AskAsync(c, plan, settings.Surveys, ct);
        }
    }

    private async Task AskAsync(Case c, SurveyPlan plan, SurveyPolicy policy, CancellationToken ct)
    {
        if (await LanguageOfAsync(c, ct) is not { } language || await PathAsync(c, ct) is not { } path)
            return;
        var link = links.New();
        if (path.Box.Limit is { } limit && boxes.Measure(path.Account.Network, SurveysWords.Message(plan, language, link.Address), path.Box.Rule).Length > limit)
            return;

        var now = clock.GetUtcNow();
        SurveyRow? survey = null;
        string? Decide(WorkingSet set, Case open, Message notice)
        {
            // As it stands now: reopened or become part of another, there is nothing to ask yet.
            if (open.Id != c.Id || open.Status != CaseStatus.Resolved || open.ResolvedAt != c.ResolvedAt)
                return "settled";
            survey = new SurveyRow
            {
                Id = Guid.CreateVersion7(now),
                CaseId = open.Id,
                CustomerId = open.CustomerId,
                Brand = open.Brand,
                DepartmentId = open.DepartmentId,
                AccountId = path.Account.Id,
                Network = path.Account.Network,
                Language = language,
                MessageId = notice.Id,
                ByMessage = SurveyRow.Written(plan.ByMessage),
                OnPage = SurveyRow.Written(plan.OnPage),
                TokenHash = link.Hash,
                SealedSecret = link.Sealed,
                AskedAt = now,
                ExpiresAt = now.AddDays(policy.LinkDays),
            };
            return null;
        }

        try
        {
            await notices.PlanAsync(
                c.Id, path, SurveysWords.Message(plan, language, links.Veiled), Decide, ct,
                (session, token) => SurveyStore.AskAsync(session, survey!, TimeSpan.FromDays(policy.QuietDays), token)); // decided before it is written
        }
        catch (AskedTooSoonException)
        {
            // Another case of theirs, or another node, was first.
        }
    }

    private async Task<string?> LanguageOfAsync(Case c, CancellationToken ct)
    {
        if (c.Language is { } written)
            return Known(written);
        await using var db = await contexts.CreateDbContextAsync(ct);
        return Known(await db.Customers.Where(p => p.Id == c.CustomerId).Select(p => p.Language).FirstOrDefaultAsync(ct));

        // In any other language nothing is asked.
        static string? Known(string? language) => language is { Length: >= 2 } && SurveysWords.Languages.Contains(language[..2]) ? language[..2] : null;
    }

    // Where the customer wrote privately: under a public post anybody could answer, and a private message nobody began is no place for a question.
    private async Task<ReplyPath?> PathAsync(Case c, CancellationToken ct)
    {
        var open = (await boxes.OfAsync(c.Id, ct)).Where(b => b.Visibility == Visibility.Private && b.Box is { Open: true, Mode: not ForPeopleOnly } && b.Recipient is not null).ToList();
        if (open.Count == 0)
            return null;
        await using var db = await contexts.CreateDbContextAsync(ct);
        var wroteOn = await db.Messages.Where(m => m.CaseId == c.Id && m.Direction == Direction.Inbound && m.Visibility == Visibility.Private && !m.Automatic)
            .Select(m => m.AccountId).Distinct().ToListAsync(ct);
        return open.Find(b => wroteOn.Contains(b.Account.Id));
    }

    private static bool Due(Case c, SurveyPlan plan, DateTimeOffset now) =>
        c.ResolvedAt is { } at && now >= at.AddMinutes(plan.AfterMinutes) && now <= at.AddMinutes(plan.AfterMinutes) + Late;

    private async Task<List<Case>> CandidatesAsync(SurveyPolicy policy, DateTimeOffset now, CancellationToken ct)
    {
        var on = policy.Plans.Where(p => p.On).ToList();
        var from = now.AddMinutes(-on.Max(p => p.AfterMinutes)) - Late;
        var to = now.AddMinutes(-on.Min(p => p.AfterMinutes));
        var turn = now.AddDays(-policy.QuietDays);
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Cases.AsNoTracking()
            .Where(c => c.Status == CaseStatus.Resolved && c.ResolvedAt >= from && c.ResolvedAt <= to && c.InboundCount > 0 && c.LastInboundAt != null
                && c.Topic != Topics.Spam && !db.CaseTags.Any(t => t.CaseId == c.Id && t.Tag == Topics.Spam)
                && !db.Surveys.Any(s => s.CaseId == c.Id)
                && !db.SurveyTurns.Any(t => t.CustomerId == c.CustomerId && t.AskedAt > turn)
                // Whoever waits for something else is not asked how it was.
                && !db.Cases.Any(o => o.CustomerId == c.CustomerId && o.Status == CaseStatus.Open))
            .OrderByDescending(c => c.ResolvedAt).Take(AtOnce).ToListAsync(ct);
    }

    [LoggerMessage(LogLevel.Warning, "Could not ask customers how it went; trying again")]
    private partial void LogFailed(Exception e);
}
