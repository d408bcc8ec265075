using Heed.Core.Cases;
using Heed.Core.Clocks;
using Heed.Core.Customers;
using Heed.Core.Messages;
using Heed.Storage;
using Heed.Storage.Settings;
using Microsoft.EntityFrameworkCore;

namespace Heed.Load.Inbox;

/// <summary>
/// A brand's two years: cases of four messages, one in five still open, in five departments, half of the open ones taken by
/// one of twenty people. Folded by the product's own <see cref="Case"/>, written in bulk.
/// </summary>
internal sealed class InboxSeed(Database database, IDbContextFactory<HeedDb> contexts, Tables tables, int messages)
{
    private const int MessagesPerCase = 4;
    private const int CasesPerBatch = 5_000;

    private static readonly string[] Names = ["Delivery", "Billing", "Returns", "Shop Calle Mayor", "Press"];

    private readonly Random random = new(20261122);
    private readonly DateTimeOffset now = TimeProvider.System.GetUtcNow();
    private readonly List<Department> departments = [];
    private ChannelAccountRow? account;

    public SeedWords Words { get; } = new();

    public IReadOnlyList<Guid> People { get; } = [.. Enumerable.Range(0, 20).Select(_ => Guid.CreateVersion7())];

    public IReadOnlyList<Guid> Departments => departments.ConvertAll(d => d.Id);

    /// <summary>Some of the cases, from all over the two years.</summary>
    public List<Guid> SomeCases { get; } = [];

    public async Task RunAsync(CancellationToken ct)
    {
        await SetUpAsync(ct);
        var cases = messages / MessagesPerCase;
        for (var done = 0; done < cases; done += CasesPerBatch)
            await BatchAsync(done, Math.Min(CasesPerBatch, cases - done), cases, ct);
        // What autovacuum would have done by the next morning.
        await using var session = await database.BeginWriteAsync(durable: true, ct);
        await session.ExecuteAsync("analyze", ct);
        await session.CommitAsync(ct);
    }

    private async Task SetUpAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        foreach (var (name, i) in Names.Select((n, i) => (n, i)))
            departments.Add(new Department { Id = Guid.CreateVersion7(), Name = name, Calendar = BusinessCalendar.AlwaysOpen.ToJson(), Position = i + 1 });
        account = new ChannelAccountRow
        {
            Id = Guid.CreateVersion7(),
            Network = "x",
            Name = "acme",
            Brand = "acme",
            ExternalId = "100",
            Handle = "acme",
            Settings = "{}",
            Secrets = "",
            State = ChannelAccountState.Archive,
            AddedAt = now,
            ChangedAt = now,
        };
        db.Departments.AddRange(departments);
        db.ChannelAccounts.Add(account);
        await db.SaveChangesAsync(ct);
    }

    private async Task BatchAsync(int from, int count, int all, CancellationToken ct)
    {
        var customers = new List<Customer>();
        var identities = new List<Identity>();
        var cases = new List<Case>();
        var events = new List<CaseEventRow>();
        var written = new List<Message>();
        for (var i = from; i < from + count; i++)
        {
            var opened = now.AddDays(-730.0 * (all - i) / all);
            // Two cases to a customer.
            if (i % 2 == 0 || customers.Count == 0)
            {
                var id = Guid.CreateVersion7(opened);
                customers.Add(new Customer { Id = id, Name = Words.Name(random), Language = "en", CreatedAt = opened, CaseCount = 2 });
                identities.Add(new Identity { Id = Guid.CreateVersion7(opened), CustomerId = id, Space = "x", ExternalId = $"{900_000_000 + i}", Name = customers[^1].Name, Handle = $"user{i}", FirstSeenAt = opened });
            }

            OneCase(i, opened, customers[^1], identities[^1], cases, events, written);
        }

        await using var session = await database.BeginWriteAsync(durable: true, ct);
        await session.InsertAsync(tables.Shapes.Customers, customers, ct);
        await session.InsertAsync(tables.Shapes.Identities, identities, ct);
        await session.InsertAsync(tables.Shapes.Cases, cases, ct);
        await session.InsertAsync(tables.Shapes.CaseEvents, events, ct);
        await session.InsertAsync(tables.Shapes.Messages, written, ct);
        await session.CommitAsync(ct);
    }

    private void OneCase(int number, DateTimeOffset opened, Customer customer, Identity identity, List<Case> cases, List<CaseEventRow> events, List<Message> written)
    {
        var c = new Case { Id = Guid.CreateVersion7(opened), CustomerId = customer.Id };
        void Add(CaseEvent e)
        {
            c.Apply(e);
            events.Add(CaseEventRow.Of(c.Id, c.Version, e));
        }

        Add(new CaseOpened("acme", Account.Id, "x", Visibility.Public, null, "en") { At = opened });
        Add(new Routed(departments[random.Next(departments.Count)].Id, null, 0, null) { At = opened });
        for (var i = 0; i < MessagesPerCase; i++)
        {
            var at = opened.AddMinutes(i * 7);
            var message = OneMessage(number * MessagesPerCase + i, c, identity, i % 2 == 0 ? Direction.Inbound : Direction.Outbound, at);
            written.Add(message);
            var preview = message.Text.Length <= 160 ? message.Text : message.Text[..160];
            Add(message.Direction == Direction.Inbound
                ? new MessageIn(message.Id, at, Account.Id, "x", Visibility.Public, preview, "en", false, c.Clock.CustomerWrote(message.Id, at, Visibility.Public, BusinessCalendar.AlwaysOpen, AnswerTargets.Default)) { At = at }
                : new MessageOut(message.Id, at, Account.Id, "x", Visibility.Public, preview, null, false, c.Clock.Answered(at, BusinessCalendar.AlwaysOpen, AnswerTargets.Default)) { At = at });
            // Every second open case ends with the customer's word: somebody waits.
            if (number % 10 == 0 && i == 2)
                break;
        }

        if (number % 5 != 0)
            Add(new Resolved("agent") { At = c.LastMessageAt });
        else if (random.Next(2) == 0)
            Add(new Assigned(People[random.Next(People.Count)]) { At = c.LastMessageAt });
        cases.Add(c);
        if (number % Math.Max(1, messages / MessagesPerCase / 300) == 0)
            SomeCases.Add(c.Id);
    }

    private ChannelAccountRow Account => account ?? throw new InvalidOperationException("Seed first.");

    private Message OneMessage(int number, Case c, Identity identity, Direction direction, DateTimeOffset at) => new()
    {
        Id = Guid.CreateVersion7(at),
        CaseId = c.Id,
        CustomerId = c.CustomerId,
        AccountId = Account.Id,
        ExternalId = $"{2_000_000_000L + number}",
        Network = "x",
        Direction = direction,
        Visibility = Visibility.Public,
        Kind = direction == Direction.Inbound ? "mention" : "reply",
        ThreadKey = $"conversation:{c.Id:n}",
        Text = Words.Text(random),
        Language = "en",
        State = direction == Direction.Inbound ? MessageState.Received : MessageState.Sent,
        At = at,
        ReceivedAt = at,
        IdentityId = identity.Id,
        AuthorName = identity.Name ?? "",
    };
}
