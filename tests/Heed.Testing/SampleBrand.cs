using Heed.Core.Cases;
using Heed.Core.Customers;
using Heed.Core.Messages;
using Heed.Storage;
using Heed.Storage.Access;
using Heed.Storage.Cases;
using Heed.Storage.Replies;
using Heed.Storage.Settings;
using Microsoft.EntityFrameworkCore;

namespace Heed.Testing;

/// <summary>
/// A small brand in the middle of a working day: two hundred cases in three languages on three networks, with every state a message can have,
/// edits, deletions, hidden comments, notes and hand-overs. The same seed gives the same day.
/// </summary>
public static class SampleBrand
{
    private static readonly string[] Departments = ["Delivery", "Billing", "Shops"];
    private static readonly string[] Agents = ["Nadia Rousseau", "Marc Delmas", "Elena Vidal", "Tom Whitaker"];
    private static readonly string[] Networks = ["x", "facebook", "mail"];

    /// <summary>Writes the brand into an empty, migrated database; the first agent is the administrator.</summary>
    /// <param name="secrets">Of its accounts, sealed with the keys of the server that will read them.</param>
    public static async Task SeedAsync(Database database, IDbContextFactory<HeedDb> contexts, TimeProvider clock, int cases, string secrets, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(ct);
        var departments = Departments.Select((name, i) => new Department { Id = Guid.CreateVersion7(now), Name = name, Calendar = """{"timeZone":"Europe/Paris","week":{"monday":["08:00-20:00"]}}""", Position = i }).ToList();
        var agents = Agents.Select((name, i) => new User
        {
            Id = Guid.CreateVersion7(now.AddDays(-90).AddMinutes(i)),
            Name = name,
            Role = i == 0 ? Role.Administrator : Role.Agent,
            CreatedAt = now.AddDays(-90).AddMinutes(i),
            UserName = Address(name),
            NormalizedUserName = Address(name).ToUpperInvariant(),
            Email = Address(name),
            NormalizedEmail = Address(name).ToUpperInvariant(),
            SecurityStamp = $"sample-{i}",
        }).ToList();
        var accounts = Networks.Select(network => new ChannelAccountRow
        {
            Id = Guid.CreateVersion7(now),
            Network = network,
            Name = "solane",
            Brand = "solane",
            ExternalId = network == "mail" ? "hello@solane.example" : "100",
            Handle = network switch { "x" => "@solane", "facebook" => "Solane", _ => "hello@solane.example" },
            Settings = "{}",
            Secrets = secrets,
            AddedAt = now.AddDays(-90),
            ChangedAt = now.AddDays(-90),
        }).ToList();
        db.AddRange(departments);
        db.AddRange(agents);
        db.AddRange(accounts);
        await db.SaveChangesAsync(ct);

        var day = new SampleDay(now, departments, agents, accounts);
        for (var i = 0; i < cases; i++)
            day.Add(i);

        await using var session = await database.BeginWriteAsync(durable: false, ct);
        await session.InsertAsync(TableShape.Of<Customer>(db.Model), day.Customers, ct);
        await session.InsertAsync(TableShape.Of<Identity>(db.Model), day.Identities, ct);
        await session.InsertAsync(TableShape.Of<Case>(db.Model, "number"), day.Cases, ct);
        await session.InsertAsync(TableShape.Of<CaseEventRow>(db.Model), day.Events, ct);
        await session.InsertAsync(TableShape.Of<CaseTag>(db.Model), day.Tags, ct);
        await session.InsertAsync(TableShape.Of<Message>(db.Model), day.Messages, ct);
        await session.InsertAsync(TableShape.Of<OutboxEntry>(db.Model), day.Outbox, ct);
        await session.CommitAsync(ct);
    }

    private static string Address(string name) => name.Split(' ')[0].ToLowerInvariant() + "@solane.example";
}
