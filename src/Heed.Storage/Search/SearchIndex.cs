using System.Globalization;

namespace Heed.Storage.Search;

/// <summary>
/// Brings SQLite's full-text indexes up to what was written since. PostgreSQL keeps its own and has nothing to do here.
/// </summary>
public sealed class SearchIndex(Database database)
{
    // So many rows hold the writer for some twenty milliseconds; a fifth of them takes nearly as long.
    private const int RowsAtOnce = 1000;

    // A row costs less the more share one commit; for when nobody waits for the writer.
    private const int RowsInBulk = 4000;

    private static readonly (string Queue, string[] Steps)[] Indexes =
    [
        ("message_search_queue",
        [
            "delete from message_search where rowid in (select seq from message_search_queue where seq <= @last)",
            """
            insert into message_search (rowid, text)
            select m.seq, m.text from message_search_queue q join messages m on m.seq = q.seq where q.seq <= @last and m.text <> ''
            """,
            "delete from message_search_queue where seq <= @last",
        ]),
        ("identity_search_queue",
        [
            "delete from identity_search where rowid in (select seq from identity_search_queue where seq <= @last)",
            """
            insert into identity_search (rowid, words)
            select i.seq, coalesce(i.name, '') || ' ' || coalesce(i.handle, '') || ' ' || i.external_id
              from identity_search_queue q join identities i on i.seq = q.seq where q.seq <= @last
            """,
            "delete from identity_search_queue where seq <= @last",
        ]),
    ];

    /// <summary>Looks at the oldest rows that wait.</summary>
    /// <param name="bulk">Takes many at once: nothing comes in just now, and much is left (an import, a restore).</param>
    /// <returns>False when none is left.</returns>
    public async Task<bool> CatchUpAsync(CancellationToken ct, bool bulk = false)
    {
        if (database.Dialect.Name != "sqlite")
            return false;
        var more = false;
        foreach (var (queue, steps) in Indexes)
            more |= await CatchUpAsync(queue, steps, bulk ? RowsInBulk : RowsAtOnce, ct);
        return more;
    }

    private async Task<bool> CatchUpAsync(string queue, string[] steps, int limit, CancellationToken ct)
    {
        if (!await IsWaitingAsync(queue, ct))
            return false;

        // Not durable: the queue's rows go in the same commit, so what a power cut takes back is queued again.
        await using var session = await database.BeginWriteAsync(durable: false, ct);
        await using var oldest = session.Command($"select max(seq), count(*) from (select seq from {queue} order by seq limit {limit})");
        long last, count;
        await using (var row = await oldest.ReadAsync(ct))
        {
            if (!await row.ReadAsync(ct) || await row.IsDBNullAsync(0, ct))
                return false;
            (last, count) = (row.GetInt64(0), row.GetInt64(1));
        }

        foreach (var step in steps)
            await session.ForEachAsync(step, [last], (c, seq) => c.Add("last", seq), ct);
        await session.CommitAsync(ct);
        return count == limit;
    }

    // Asked without the writer's turn: there is mostly nothing to do.
    private async Task<bool> IsWaitingAsync(string queue, CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
        await using var command = connection.CreateCommand();
        command.CommandText = $"select exists (select 1 from {queue})";
        return Convert.ToBoolean(await command.ExecuteScalarAsync(ct), CultureInfo.InvariantCulture);
    }
}
