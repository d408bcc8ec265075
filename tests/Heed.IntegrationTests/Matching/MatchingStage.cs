using Heed.Core.Cases;
using Heed.Core.Clocks;
using Heed.Core.Customers;
using Heed.Core.Matching;
using Heed.Core.Messages;
using Heed.Server;
using Heed.Server.Inbox;
using Heed.Server.Live;
using Heed.Server.Matching;
using Heed.Server.Replies;
using Heed.Server.Settings;
using Heed.Storage;
using Heed.Storage.Access;
using Heed.Storage.Blobs;
using Heed.Storage.Cases;
using Heed.Storage.Matching;
using Heed.Storage.Migrations;
using Heed.Storage.Settings;
using Heed.Testing.Servers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Heed.IntegrationTests.Matching;

/// <summary>One department that matches, on a real database with a clock of the test; no server and no grain.</summary>
internal sealed class MatchingStage : IAsyncDisposable
{
    private readonly TestDatabase database;
    private int made;

    private MatchingStage(TestDatabase database, FakeTimeProvider clock, ServiceProvider services) => (this.database, Clock, Services) = (database, clock, services);

    public FakeTimeProvider Clock { get; }

    public ServiceProvider Services { get; }

    public Guid Billing { get; private set; }

    public static async Task<MatchingStage> OpenAsync(string kind, CancellationToken ct)
    {
        var database = await TestDatabase.CreateAsync(kind);
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
        var options = database.Options();
        var services = new ServiceCollection().AddLogging().AddSingleton(options).AddHeedStorage(options).AddSingleton<TimeProvider>(clock)
            .AddCatalog().AddSingleton<Tables>().AddSingleton<IngestStore>().AddSingleton<LiveFeed>().AddSingleton<CaseWriter>()
            .AddSingleton<UploadStore>().AddSingleton<ReplyBoxes>().AddSingleton<Uploads>()
            .AddSingleton<MatchingStore>().AddSingleton<PresenceStore>().AddSingleton<DepartmentMatcher>()
            .BuildServiceProvider();
        await services.GetRequiredService<Migrator>().ApplyAsync(ct);
        var stage = new MatchingStage(database, clock, services);
        stage.Billing = await stage.AddDepartmentAsync("Billing", ct);
        return stage;
    }

    public HeedDb Db() => Services.GetRequiredService<IDbContextFactory<HeedDb>>().CreateDbContext();

    public Task<int> MatchAsync(CancellationToken ct) => Services.GetRequiredService<DepartmentMatcher>().RunAsync(Billing, ct);

    public async Task<Guid> AddDepartmentAsync(string name, CancellationToken ct)
    {
        await using var db = Db();
        var department = new Department { Id = Guid.CreateVersion7(), Name = name, Calendar = BusinessCalendar.AlwaysOpen.ToJson(), Matching = true };
        db.Add(department);
        await db.SaveChangesAsync(ct);
        return department.Id;
    }

    /// <summary>Someone of the department, with an inbox open.</summary>
    public async Task<Guid> AddAgentAsync(string name, int capacity, CancellationToken ct, string languages = "[]", bool here = true, params Guid[] departments)
    {
        var id = Guid.CreateVersion7();
        await using (var db = Db())
        {
            db.Add(new User { Id = id, Name = name, Role = Role.Agent, CreatedAt = Clock.GetUtcNow(), UserName = name, NormalizedUserName = name.ToUpperInvariant(), SecurityStamp = name });
            db.AddRange(departments.Append(Billing).Select(d => new UserDepartment { UserId = id, DepartmentId = d }));
            db.Add(new WorkProfile { UserId = id, Capacity = capacity, Languages = languages });
            await db.SaveChangesAsync(ct);
        }

        if (here)
            await SeenAsync(ct, id);
        return id;
    }

    public Task SeenAsync(CancellationToken ct, params Guid[] people) => Services.GetRequiredService<PresenceStore>().SeenAsync(people, Clock.GetUtcNow(), ct);

    /// <summary>A customer writes; the case stands in the department and nobody has it.</summary>
    public async Task<Guid> WriteAsync(CancellationToken ct, Guid? customer = null, string? language = null, Guid? department = null, IReadOnlyList<string>? skills = null)
    {
        var at = Clock.GetUtcNow();
        var set = (await Services.GetRequiredService<ChannelCatalog>().GetAsync(ct)).NewSet();
        if (customer is null)
        {
            customer = Guid.CreateVersion7();
            set.Add(new Customer { Id = customer.Value, Name = $"Customer {++made}", CreatedAt = at });
        }

        var c = new Case { Id = Guid.CreateVersion7(), CustomerId = customer.Value };
        set.Add(c);
        set.Append(c, new CaseOpened("acme", Guid.Empty, "x", Visibility.Private, null, language) { At = at });
        set.Append(c, new Routed(department ?? Billing, null, 0, null, skills) { At = at });
        var (message, clock) = (Guid.CreateVersion7(), c.Clock.CustomerWrote(Guid.CreateVersion7(), at, Visibility.Private, BusinessCalendar.AlwaysOpen, AnswerTargets.Default));
        set.Append(c, new MessageIn(message, at, Guid.Empty, "x", Visibility.Private, "help", language, false, clock) { At = at });
        await using var session = await Services.GetRequiredService<Database>().BeginWriteAsync(durable: false, ct);
        await Services.GetRequiredService<IngestStore>().SaveAsync(session, set, at, ct);
        await session.CommitAsync(ct);
        return c.Id;
    }

    public Task AnswerAsync(Guid caseId, CancellationToken ct) => AppendAsync(caseId, c => new ClockSet(c.Clock.Closed(), "no-answer-needed"), ct);

    public Task AppendAsync(Guid caseId, Func<Case, CaseEvent> what, CancellationToken ct) => Services.GetRequiredService<CaseWriter>().ChangeAsync(
        caseId,
        (set, c) =>
        {
            set.Append(c, what(c) with { At = Clock.GetUtcNow() });
            return null;
        },
        alsoInTransaction: null, ct);

    public async Task<Case> CaseAsync(Guid id, CancellationToken ct)
    {
        await using var db = Db();
        return await db.Cases.AsNoTracking().SingleAsync(c => c.Id == id, ct);
    }

    /// <summary>Why the case went where it is, as it was written.</summary>
    public async Task<MatchWhy?> WhyAsync(Guid id, CancellationToken ct)
    {
        await using var db = Db();
        var last = await db.CaseEvents.AsNoTracking().Where(e => e.CaseId == id && e.Kind == "assigned").OrderByDescending(e => e.Version).FirstOrDefaultAsync(ct);
        return MatchWhy.Read(((Assigned?)last?.Read())?.Why);
    }

    public async ValueTask DisposeAsync()
    {
        await Services.DisposeAsync();
        await database.DisposeAsync();
    }
}
