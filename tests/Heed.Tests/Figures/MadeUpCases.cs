using Heed.Core.Cases;
using Heed.Core.Channels;
using Heed.Core.Customers;
using Heed.Core.Guard;
using Heed.Core.Ingest;
using Heed.Core.Messages;
using Heed.Core.Routing;
using Heed.Server.Figures.Import;
using Heed.Storage;
using Heed.Storage.Cases;
using Heed.Storage.Settings;
using Xunit;
using Reading = Heed.Core.Language.Reading;

namespace Heed.Tests.Figures;

/// <summary>Writes cases event by event, as the rooms do, at hours after the start; two departments.</summary>
internal sealed class MadeUpCases(FiguresRig rig)
{
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private readonly Dictionary<string, Guid> accounts = [];
    private WorkingSet set = NewSet();

    public Guid Orders { get; } = Guid.CreateVersion7(Start);

    public Guid Billing { get; } = Guid.CreateVersion7(Start);

    public static DateTimeOffset At(double hour) => Start.AddHours(hour);

    public static async Task<MadeUpCases> StartAsync(FiguresRig rig)
    {
        var cases = new MadeUpCases(rig);
        await using var db = rig.Db();
        db.Departments.AddRange(
            new Department { Id = cases.Orders, Name = "Orders", Calendar = "{}", Position = 1 }, new Department { Id = cases.Billing, Name = "Billing", Calendar = "{}", Position = 2 });
        await db.SaveChangesAsync(Ct);
        foreach (var brand in new[] { "Acme", "Bolt" })
            cases.accounts[brand] = (await rig.Get<ArchiveAccounts>().OpenAsync(brand, Ct)).Id;
        return cases;
    }

    /// <summary>A case in the hands of a department.</summary>
    public MadeUpCase Open(double hour, Guid? department, string brand = "Acme", string network = Network.X, Direction by = Direction.Inbound, Reading? reading = null)
    {
        var customer = new Customer { Id = Guid.CreateVersion7(Start), Name = "Jo", CreatedAt = Start };
        set.Add(customer);
        var c = new Case { Id = Guid.CreateVersion7(Start), CustomerId = customer.Id };
        set.Add(c);
        var made = new MadeUpCase(set, c, accounts[brand], network);
        made.Then(new CaseOpened(brand, accounts[brand], network, Visibility.Public, null, null) { At = At(hour) });
        made.Then(new Routed(department, null, 0, null) { At = At(hour) });
        return by == Direction.Inbound
            ? made.Then(new MessageIn(Guid.CreateVersion7(Start), At(hour), accounts[brand], network, Visibility.Public, "Hello", null, false, null, reading) { At = At(hour) })
            : made.Write(hour);
    }

    public async Task SaveAsync()
    {
        await using var session = await rig.Get<Database>().BeginWriteAsync(durable: false, Ct);
        await rig.Get<IngestStore>().SaveAsync(session, set, Start, Ct);
        await session.CommitAsync(Ct);
        set = NewSet();
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static WorkingSet NewSet() => new(IngestSettings.Default, new Dictionary<Guid, DepartmentPlan>(), new Router([], null));
}

/// <summary>One of them.</summary>
internal sealed class MadeUpCase(WorkingSet set, Case c, Guid account, string network)
{
    public Guid Id => c.Id;

    public MadeUpCase Then(CaseEvent e)
    {
        set.Append(c, e);
        return this;
    }

    /// <summary>The brand writes.</summary>
    public MadeUpCase Write(double hour) => Then(
        new MessageOut(Guid.CreateVersion7(MadeUpCases.Start), MadeUpCases.At(hour), account, network, Visibility.Public, "Sorry", null, false, null) { At = MadeUpCases.At(hour) });

    /// <param name="to">Null: to somebody else of the team.</param>
    public MadeUpCase HandOver(double hour, Guid? to) => Then(
        new HandedOver(c.DepartmentId, to, null, Guid.CreateVersion7(MadeUpCases.Start), "not mine") { At = MadeUpCases.At(hour), ActorId = Guid.CreateVersion7(MadeUpCases.Start) });

    public MadeUpCase Rude(double hour) => Then(new ToneWeighed(Guid.CreateVersion7(MadeUpCases.Start), 0.8, [ToneFault.Aggressive], "sent", true) { At = MadeUpCases.At(hour) });

    /// <param name="end">Null: it stands until something ends it.</param>
    public MadeUpCase Promise(double hour, PromiseKind kind, PromiseEnd? end, bool byHeed = false)
    {
        var promise = Guid.CreateVersion7(MadeUpCases.Start);
        Then(new Promised(promise, kind, null, MadeUpCases.At(hour + 1), null) { At = MadeUpCases.At(hour), ActorId = byHeed ? null : Guid.CreateVersion7(MadeUpCases.Start) });
        return end is { } e ? Then(new PromiseSettled(promise, e) { At = MadeUpCases.At(hour + 1) }) : this;
    }

    public MadeUpCase Stop(double hour, Guid department) => Then(new BoomerangStopped(department) { At = MadeUpCases.At(hour) });

    public MadeUpCase Resolve(double hour) => Then(new Resolved("agent") { At = MadeUpCases.At(hour) });
}
