using Heed.Core.Cases;
using Heed.Core.Clocks;
using Heed.Core.Customers;
using Heed.Core.Messages;
using Heed.Sandbox;
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
    private readonly ConnectedHeed connected;

    private CareStage(ConnectedHeed connected) => this.connected = connected;

    public TestHeed Heed => connected.Heed;

    public SandboxHandle Sandbox => connected.Sandbox;

    public Guid Billing { get; private set; }

    public Guid Delivery { get; private set; }

    public Actor Agent { get; private set; } = null!; // hired in SetAsync

    public Actor Lead { get; private set; } = null!; // likewise

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<CareStage> SetAsync(string kind)
    {
        var stage = new CareStage(await ConnectedHeed.StartAsync(kind));
        var heed = stage.Heed;
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
        var (_, id) = await connected.HearAsync(new SayRequest { Network = "facebook", Account = "acme", From = new Speaker(customer, "Jo"), Text = text, Kind = "message" }, Ct);
        return await CaseAsync(id);
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

    public ValueTask DisposeAsync() => connected.DisposeAsync();

    private static Guid Add(HeedDb db, string name)
    {
        var id = Guid.CreateVersion7();
        db.Departments.Add(new Department { Id = id, Name = name, Calendar = BusinessCalendar.AlwaysOpen.ToJson(), Position = 10 });
        return id;
    }
}
