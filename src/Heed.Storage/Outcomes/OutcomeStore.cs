using Heed.Core.Outcomes;

namespace Heed.Storage.Outcomes;

/// <summary>How much of the outcomes of one system is known, and of whom.</summary>
/// <param name="Joined">Those of them whose customer is known here.</param>
/// <param name="Last">When the latest of them happened.</param>
public sealed record OutcomeCount(string Source, OutcomeKind Kind, long Count, long Joined, DateTimeOffset Last);

/// <summary>Keeps outcomes. The same reference of the same system twice is one; who they belong to is decided by proven identifiers alone.</summary>
public sealed class OutcomeStore(Database database, TimeProvider clock)
{
    // The networks whose ids are identifiers that other systems know as well.
    private const string MailSpace = "mail";
    private const string PhoneSpace = "phone";

    private const int JoinedAtOnce = 5_000;

    // Whose it is, by what people said and by the addresses and numbers that customers wrote from.
    private static string Owner(string space, string key) =>
        $"""
        coalesce(
          (select k.customer_id from customer_keys k where k.space = {space} and k.value = {key}),
          (select i.customer_id from identities i where i.external_id = {key} and i.space = case {space} when 0 then '{MailSpace}' when 1 then '{PhoneSpace}' end))
        """;

    /// <summary>Takes outcomes in, in a transaction of the caller's.</summary>
    /// <returns>How many were new.</returns>
    public async Task<int> TakeAsync(WriteSession session, IReadOnlyCollection<Outcome> outcomes, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        return await session.ForEachAsync(
            $"""
            insert into outcomes (id, source, reference, kind, key_space, key, customer_id, at, cents, currency, reason, taken_at)
            values (@id, @source, @reference, @kind, @space, @key, {Owner("@space", "@key")}, @at, @cents, @currency, @reason, @now)
            on conflict do nothing
            """,
            outcomes,
            (c, o) => c.Add("id", Guid.CreateVersion7(now)).Add("source", o.Source).Add("reference", o.Reference).Add("kind", (int)o.Kind)
                .Add("space", (int)o.Customer.Space).Add("key", o.Customer.Value).Add("at", o.At.ToUnixTimeMilliseconds())
                .Add("cents", o.Cents).Add("currency", o.Currency).Add("reason", o.Reason).Add("now", now.ToUnixTimeMilliseconds()),
            ct);
    }

    /// <summary>Takes outcomes in, on disk when it returns.</summary>
    public async Task<int> TakeAsync(IReadOnlyCollection<Outcome> outcomes, CancellationToken ct)
    {
        await using var session = await database.BeginWriteAsync(durable: true, ct);
        var taken = await TakeAsync(session, outcomes, ct);
        await session.CommitAsync(ct);
        return taken;
    }

    /// <summary>Gives outcomes that belonged to nobody to those who have become known since.</summary>
    /// <returns>How many found their customer.</returns>
    public async Task<int> JoinAsync(CancellationToken ct)
    {
        var joined = 0;
        while (true)
        {
            // Looked for beside the writer: most belong to nobody known, and the intake does not wait while they are gone through.
            var found = await FoundAsync(ct);
            if (found.Count == 0)
                return joined;
            await using var session = await database.BeginWriteAsync(durable: false, ct);
            joined += await session.ForEachAsync(
                "update outcomes set customer_id = (select id from customers where id = @customer) where id = @id and customer_id is null",
                found, (c, f) => c.Add("customer", f.Customer).Add("id", f.Outcome), ct);
            await session.CommitAsync(ct);
            if (found.Count < JoinedAtOnce)
                return joined;
        }
    }

    /// <summary>Gives a customer the outcomes that bear an identifier of theirs, in a transaction of the caller's.</summary>
    public static async Task GiveAsync(WriteSession session, CustomerKey key, Guid customerId, CancellationToken ct)
    {
        await using var give = session.Command("update outcomes set customer_id = @customer where customer_id is null and key_space = @space and key = @key");
        await give.Add("customer", customerId).Add("space", (int)key.Space).Add("key", key.Value).RunAsync(ct);
    }

    private async Task<List<(Guid Outcome, Guid Customer)>> FoundAsync(CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
        var raw = connection.CreateCommand();
        raw.CommandText =
            $"""
            select id, owner from (select o.id, {Owner("o.key_space", "o.key")} as owner from outcomes o where o.customer_id is null) as found
             where owner is not null limit {JoinedAtOnce}
            """;
        await using var command = new SqlCommand(raw);
        await using var reader = await command.ReadAsync(ct);
        var found = new List<(Guid, Guid)>();
        while (await reader.ReadAsync(ct))
            found.Add((reader.GetGuid(0), reader.GetGuid(1)));
        return found;
    }

    /// <summary>What is known, by system and kind.</summary>
    public async Task<IReadOnlyList<OutcomeCount>> CountAsync(CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
        var raw = connection.CreateCommand();
        raw.CommandText = "select source, kind, count(*), count(customer_id), max(at) from outcomes group by source, kind order by source, kind";
        await using var command = new SqlCommand(raw);
        await using var reader = await command.ReadAsync(ct);
        var counts = new List<OutcomeCount>();
        while (await reader.ReadAsync(ct))
            counts.Add(new OutcomeCount(reader.GetString(0), (OutcomeKind)reader.GetInt32(1), reader.GetInt64(2), reader.GetInt64(3), DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(4))));
        return counts;
    }

    /// <summary>Forgets everything one system told.</summary>
    public async Task<int> ForgetAsync(string source, CancellationToken ct)
    {
        await using var session = await database.BeginWriteAsync(durable: true, ct);
        await using var command = session.Command("delete from outcomes where source = @source");
        var gone = await command.Add("source", source).RunAsync(ct);
        await session.CommitAsync(ct);
        return gone;
    }
}
