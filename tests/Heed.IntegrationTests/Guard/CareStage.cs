using Heed.Core.Cases;
using Heed.Core.Clocks;
using Heed.Core.Customers;
using Heed.Core.Messages;
using Heed.Sandbox;
using Heed.Sandbox.Accounts;
using Heed.Sandbox.Control;
using Heed.Server.Access;
using Heed.Server.Settings;
using Heed.Storage;
using Heed.Storage.Access;
using Heed.Storage.Cases;
using Heed.Storage.Settings;
using Heed.Testing.Servers;
using Microsoft.EntityFrameworkCore;
using Xunit;
using Case = Heed.Core.Cases.Case;

namespace Heed.IntegrationTests.Guard;

/// <summary>A Heed with a Facebook Page and Messenger of the sandbox, three departments and two people.</summary>
internal sealed class CareStage : IAsyncDisposable
{
    private readonly TestDatabase database;
    private readonly string folder;

    private CareStage(TestDatabase database, TestHeed heed, SandboxHandle sandbox, string folder) =>
        (this.database, Heed, Sandbox, this.folder) = (database, heed, sandbox, folder);

    public TestHeed Heed { get; }

    public SandboxHandle Sandbox { get; }

    public Guid Billing { get; private set; }

    public Guid Delivery { get; private set; }

    public Actor Agent { get; private set; } = null!; // hired in SetAsync

    public Actor Lead { get; private set; } = null!; // likewise

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<CareStage> SetAsync(string kind)
    {
        var database = await TestDatabase.CreateAsync(kind);
        var heed = await TestHeed.StartAsync(database);
        var folder = Directory.CreateTempSubdirectory("heed-care-").FullName;
        var sandbox = await SandboxHost.StartAsync(
            new SandboxOptions { Urls = "http://127.0.0.1:0", SmtpPort = 0, Data = folder, Heed = heed.Address.ToString().TrimEnd('/') }, Ct);
        await heed.AddFacebookAsync(sandbox.BaseAddress);
        sandbox.Register(new BrandAccount { Network = "facebook", Account = "acme", ExternalId = "200", Secret = "fb-secret", VerifyToken = "fb-verify", Token = "fb-token", Name = "Acme" });
        var stage = new CareStage(database, heed, sandbox, folder);
        await using (var db = heed.Db())
        {
            stage.Billing = Add(db, "Billing");
            stage.Delivery = Add(db, "Delivery");
            await db.SaveChangesAsync(Ct);
        }

        var people = heed.Get<People>();
        stage.Agent = new Actor(await people.AddAsync("nadia@acme.example", "Nadia", Role.Agent, [], Ct), "Nadia", Role.Agent);
        stage.Lead = new Actor(await people.AddAsync("leo@acme.example", "Leo", Role.Lead, [], Ct), "Leo", Role.Lead);
        await heed.Get<ChannelCatalog>().RenewAsync(Ct);
        return stage;
    }

    /// <summary>A customer writes by Messenger; the case that comes of it.</summary>
    public async Task<Case> WriteAsync(string customer, string text)
    {
        var said = await Sandbox.SayAsync(new SayRequest { Network = "facebook", Account = "acme", From = new Speaker(customer, "Jo"), Text = text, Kind = "message" }, Ct);
        Guid? found = null;
        await TestHeed.EventuallyAsync(async () =>
        {
            await using var db = Heed.Db();
            return (found = await db.Messages.Where(m => m.ExternalId == said.ExternalId).Select(m => (Guid?)m.CaseId).FirstOrDefaultAsync(Ct)) is not null;
        });
        return await CaseAsync(found!.Value); // found above
    }

    public async Task<Case> CaseAsync(Guid id)
    {
        await using var db = Heed.Db();
        return await db.Cases.AsNoTracking().SingleAsync(c => c.Id == id, Ct);
    }

    public async Task<IReadOnlyList<CaseEvent>> EventsAsync(Guid id)
    {
        await using var db = Heed.Db();
        return [.. (await db.CaseEvents.AsNoTracking().Where(e => e.CaseId == id).OrderBy(e => e.Version).ToListAsync(Ct)).Select(e => e.Read())];
    }

    /// <summary>History: customers of the last weeks who had their first answer after this long.</summary>
    public async Task RememberAsync(Guid department, Case like, int count, TimeSpan waited)
    {
        var settings = await Heed.Get<ChannelCatalog>().GetAsync(Ct);
        var set = settings.NewSet();
        for (var i = 1; i <= count; i++)
        {
            var at = TimeProvider.System.GetUtcNow().AddHours(-7 * i);
            var customer = new Customer { Id = Guid.CreateVersion7(at), Name = $"Earlier {i}", CreatedAt = at };
            set.Add(customer);
            var past = new Case { Id = Guid.CreateVersion7(at), CustomerId = customer.Id };
            set.Add(past);
            foreach (var e in new CaseEvent[]
            {
                new CaseOpened("acme", like.OriginAccountId, "facebook", Visibility.Private, null, "en"),
                new Routed(department, null, 0, null),
                new MessageIn(Guid.CreateVersion7(at), at, like.OriginAccountId, "facebook", Visibility.Private, "…", "en", false, null),
                new MessageOut(Guid.CreateVersion7(at), at + waited, like.OriginAccountId, "facebook", Visibility.Private, "…", null, false, null),
            })
                set.Append(past, e with { At = at });
            set.Append(past, new Resolved("agent") { At = at + waited });
        }

        await using var session = await Heed.Get<Database>().BeginWriteAsync(durable: true, Ct);
        await Heed.Get<IngestStore>().SaveAsync(session, set, TimeProvider.System.GetUtcNow(), Ct);
        await session.CommitAsync(Ct);
    }

    public async ValueTask DisposeAsync()
    {
        await Heed.DisposeAsync();
        await Sandbox.DisposeAsync();
        await database.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private static Guid Add(HeedDb db, string name)
    {
        var id = Guid.CreateVersion7();
        db.Departments.Add(new Department { Id = id, Name = name, Calendar = BusinessCalendar.AlwaysOpen.ToJson(), Position = 10 });
        return id;
    }
}
