using System.Text.Json;
using Heed.Core.Channels;
using Heed.Core.Clocks;
using Heed.Core.Guard;
using Heed.Core.Ingest;
using Heed.Core.Language;
using Heed.Core.Routing;
using Heed.Server.Guard;
using Heed.Server.Language;
using Heed.Server.Surveys;
using Heed.Storage;
using Heed.Storage.Settings;
using Microsoft.EntityFrameworkCore;

namespace Heed.Server.Settings;

/// <summary>What the workspace has set up, as the hot path reads it: accounts with their secrets opened, departments, the router.</summary>
internal sealed record CatalogSnapshot(
    IReadOnlyDictionary<(string Network, string Name), ChannelAccount> ByName,
    IReadOnlyDictionary<Guid, ChannelAccount> ById,
    IReadOnlyDictionary<Guid, ChannelAccountState> States,
    IReadOnlyDictionary<Guid, DepartmentPlan> Departments,
    Router Router,
    RoutingDefaults Defaults,
    IReadOnlyList<ShopWords> Shops,
    OwnTopics Topics,
    CaseTimes CaseTimes,
    CarePolicy Care,
    TonePolicies Tone,
    ToneReader Ear,
    WorkspaceReader? Reading,
    DateTimeOffset At)
{
    public SurveyPolicy Surveys { get; init; } = SurveyPolicy.Default;

    /// <summary>An empty set to decide in, by these settings.</summary>
    public WorkingSet NewSet() => new(
        CaseTimes.Ingest with { ReturnWithin = TimeSpan.FromDays(Care.ReturnDays), ThanksWaitForNothing = Care.ThanksWaitForNothing }, Departments, Router)
    {
        HearsSurveys = Surveys.Hears,
        Reader = Reading is null ? null : Reading.Read,
        Ear = Reading is null ? null : (answer, c) => Hear(answer.Text, c.Language, c.DepartmentId, answer.Network, ToneTrace.None),
    };

    /// <summary>How an answer sounds, and what the policy of its department and channel makes of it.</summary>
    /// <param name="language">The case's, for what is too short to tell its own.</param>
    public ToneHeard Hear(string text, string? language, Guid? departmentId, string network, ToneTrace trace) =>
        new(Ear.Judge(text, language), Tone.For(departmentId, network), trace);
}

/// <summary>Keeps a snapshot of the settings and renews it every two seconds: a channel added by the command line is there without a restart.</summary>
internal sealed class ChannelCatalog(
    IDbContextFactory<HeedDb> contexts, IEnumerable<IChannel> channels, ChannelSecrets secrets, ToneReader ear, HeedOptions options, TimeProvider clock)
    : IDisposable
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(2);

    private readonly Dictionary<string, IChannel> channels = channels.ToDictionary(c => c.Network);
    private readonly SemaphoreSlim renewing = new(1, 1);
    private volatile CatalogSnapshot? snapshot;

    public IEnumerable<IChannel> Channels => channels.Values;

    public IChannel? FindChannel(string network) => channels.GetValueOrDefault(network);

    /// <summary>The channel of an account that exists: its network was checked when it was added.</summary>
    public IChannel ChannelOf(ChannelAccount account) => channels[account.Network];

    public async ValueTask<CatalogSnapshot> GetAsync(CancellationToken ct)
    {
        if (snapshot is { } current && clock.GetUtcNow() - current.At < Fresh)
            return current;
        // One renews; the others go on with what they have, if there is anything.
        if (snapshot is { } stale && !await renewing.WaitAsync(TimeSpan.Zero, ct))
            return stale;
        if (snapshot is null)
            await renewing.WaitAsync(ct);
        try
        {
            if (snapshot is { } done && clock.GetUtcNow() - done.At < Fresh)
                return done;
            return snapshot = await LoadAsync(ct);
        }
        finally
        {
            renewing.Release();
        }
    }

    /// <summary>Reads the settings anew at once; call it after changing them.</summary>
    public async Task RenewAsync(CancellationToken ct)
    {
        await renewing.WaitAsync(ct);
        try
        {
            snapshot = await LoadAsync(ct);
        }
        finally
        {
            renewing.Release();
        }
    }

    public void Dispose() => renewing.Dispose();

    private async Task<CatalogSnapshot> LoadAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var rows = await db.ChannelAccounts.AsNoTracking().ToListAsync(ct);
        var accounts = rows.Where(r => r.State != ChannelAccountState.Removed).Select(secrets.Open).ToList();
        var departments = await db.Departments.AsNoTracking().ToListAsync(ct);
        var rules = await db.RoutingRules.AsNoTracking().OrderBy(r => r.Position).ToListAsync(ct);
        var settings = await db.Settings.AsNoTracking().Where(s => s.Key == NewWorkspace.DefaultDepartment || s.Key == CaseTimes.Key || s.Key == TopicDepartments.Key || s.Key == CarePolicy.Key || s.Key == TonePolicies.Setting || s.Key == OwnTopicDesk.Key || s.Key == SurveyPolicy.Key).ToDictionaryAsync(s => s.Key, s => s.Value, ct);
        var fallback = settings.GetValueOrDefault(NewWorkspace.DefaultDepartment);
        var shops = await db.Shops.AsNoTracking().OrderBy(s => s.Code).ToListAsync(ct);
        var defaults = new RoutingDefaults(
            fallback is null ? null : JsonSerializer.Deserialize<Guid>(fallback),
            Known(TopicDepartments.Read(settings.GetValueOrDefault(TopicDepartments.Key)), departments),
            shops.Where(s => s.DepartmentId is not null).ToDictionary(s => s.Code, s => s.DepartmentId!.Value, StringComparer.OrdinalIgnoreCase)); // filtered before
        var topics = TopicsOf(settings.GetValueOrDefault(OwnTopicDesk.Key));
        return new CatalogSnapshot(
            accounts.ToDictionary(a => (a.Network, a.Name)),
            accounts.ToDictionary(a => a.Id),
            rows.ToDictionary(r => r.Id, r => r.State),
            departments.ToDictionary(d => d.Id, Plan),
            new Router(rules.Select(Rule).OfType<RoutingRule>(), defaults),
            defaults,
            [.. shops.Select(Named)],
            topics,
            CaseTimes.Read(settings.GetValueOrDefault(CaseTimes.Key)),
            CarePolicy.Read(settings.GetValueOrDefault(CarePolicy.Key)),
            TonePolicies.Read(settings.GetValueOrDefault(TonePolicies.Setting)),
            ear,
            options.Reading ? await ReadingAsync(db, [.. shops.Select(Named)], topics, ct) : null,
            clock.GetUtcNow())
        {
            Surveys = SurveyPolicy.Read(settings.GetValueOrDefault(SurveyPolicy.Key)),
        };
    }

    // The same object while nothing changed: screens compare it.
    private OwnTopics TopicsOf(string? setting)
    {
        var read = OwnTopics.Read(setting);
        return snapshot?.Topics is { } known && known.Write() == read.Write() ? known : read;
    }

    // The same lists again while nothing changed: what is prepared from them is kept.
    private async Task<WorkspaceReader> ReadingAsync(HeedDb db, IReadOnlyList<ShopWords> shops, OwnTopics topics, CancellationToken ct)
    {
        var lesson = await db.ReadingLessons.AsNoTracking().Where(l => l.InUse).OrderByDescending(l => l.MadeAt).Select(l => (Guid?)l.Id).FirstOrDefaultAsync(ct);
        var signature = string.Join('\n', shops.Select(s => $"{s.Code}\t{string.Join('\t', s.Names)}").Prepend(lesson?.ToString() ?? "").Append(topics.Write()));
        if (snapshot?.Reading is { } known && known.Signature == signature)
            return known;
        var weights = lesson is { } id ? await db.ReadingLessons.AsNoTracking().Where(l => l.Id == id).Select(l => new { l.Weights, l.OwnTopics }).FirstAsync(ct) : null;
        return WorkspaceReader.Of(signature, shops, topics, weights?.Weights, weights?.OwnTopics);
    }

    private static DepartmentPlan Plan(Department d)
    {
        static TimeSpan Minutes(int? minutes, TimeSpan otherwise) => minutes is { } m ? TimeSpan.FromMinutes(m) : otherwise;
        var standard = AnswerTargets.Default;
        return new DepartmentPlan(d.Id, BusinessCalendar.Parse(d.Calendar, out _) ?? BusinessCalendar.AlwaysOpen, new AnswerTargets
        {
            FirstPublic = Minutes(d.FirstPublicMinutes, standard.FirstPublic),
            FirstPrivate = Minutes(d.FirstPrivateMinutes, standard.FirstPrivate),
            NextPublic = Minutes(d.NextPublicMinutes, standard.NextPublic),
            NextPrivate = Minutes(d.NextPrivateMinutes, standard.NextPrivate),
        });
    }

    // As customers may call it; the reader looks for these words.
    private static ShopWords Named(Shop shop) =>
        new(shop.Code, [.. (JsonSerializer.Deserialize<string[]>(shop.Words) ?? []).Prepend(shop.Place).Prepend(shop.Name).Where(w => w.Length > 0)]);

    // A department that is gone takes nothing.
    private static Dictionary<string, Guid> Known(IReadOnlyDictionary<string, Guid> topics, List<Department> departments) =>
        topics.Where(t => departments.Exists(d => d.Id == t.Value)).ToDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>A stored rule, ready to be asked; null when its conditions can not be read.</summary>
    public static RoutingRule? Rule(RoutingRuleRow row) => RoutingConditions.Parse(row.Conditions, out _) is { } when
        ? new RoutingRule(row.Id, row.Name, row.Enabled, when, row.DepartmentId, JsonSerializer.Deserialize<string[]>(row.Tags) ?? [], row.Priority)
        {
            Skills = JsonSerializer.Deserialize<string[]>(row.Skills) ?? [],
            ToShop = row.ToShop,
        }
        : null;
}
