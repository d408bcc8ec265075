namespace Heed.Storage.Intake;

/// <summary>A genuine delivery and the lanes that have to read it.</summary>
public sealed record IncomingDelivery(Delivery Delivery, IReadOnlyCollection<int> Lanes);

/// <summary>The intake log. Many deliveries are appended in one durable commit; one that is there already is a success.</summary>
public sealed partial class DeliveryStore(Database database)
{
    /// <returns>For each delivery whether it was new.</returns>
    public async Task<bool[]> AppendAsync(IReadOnlyList<IncomingDelivery> incoming, Func<WriteSession, CancellationToken, Task>? alsoInTransaction, CancellationToken ct)
    {
        var fresh = new bool[incoming.Count];
        await using var session = await database.BeginWriteAsync(durable: true, ct);
        if (database.Dialect.Name == "postgres")
            await AppendToPostgresAsync(session, incoming, fresh, ct);
        else
            await AppendToSqliteAsync(session, incoming, fresh, ct);
        if (alsoInTransaction is not null)
            await alsoInTransaction(session, ct);
        await session.CommitAsync(ct);
        return fresh;
    }

    private static async Task AppendToSqliteAsync(WriteSession session, IReadOnlyList<IncomingDelivery> incoming, bool[] fresh, CancellationToken ct)
    {
        await using var insert = session.Command(
            """
            insert into deliveries (account_id, source, received_at, content_type, headers, body, hash)
            values (@account, @source, @at, @type, @headers, @body, @hash)
            on conflict (account_id, hash) do nothing
            returning seq
            """);
        var entries = new List<(int Lane, long Seq)>();
        for (var i = 0; i < incoming.Count; i++)
        {
            var d = incoming[i].Delivery;
            insert.Add("account", d.AccountId).Add("source", (int)d.Source).Add("at", d.ReceivedAt.ToUnixTimeMilliseconds())
                .Add("type", d.ContentType).Add("headers", d.Headers).Add("body", d.Body).Add("hash", d.Hash);
            if (await insert.ScalarAsync(ct) is not long seq)
                continue;
            fresh[i] = true;
            entries.AddRange(incoming[i].Lanes.Select(lane => (lane, seq)));
        }

        await session.ForEachAsync(
            "insert into lane_queue (lane, seq) values (@lane, @seq)",
            entries, (c, e) => c.Add("lane", e.Lane).Add("seq", e.Seq), ct);
    }
}
