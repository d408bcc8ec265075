using Heed.Storage.Sqlite;

namespace Heed.Storage.Intake;

public sealed partial class DeliveryStore
{
    private static void AppendToSqlite(SqliteWriteSession session, IReadOnlyList<IncomingDelivery> incoming, bool[] fresh)
    {
        var insert = session.Prepared(
            """
            insert into deliveries (account_id, source, received_at, content_type, headers, body, hash)
            values (@account, @source, @at, @type, @headers, @body, @hash)
            on conflict (account_id, hash) do nothing
            returning seq
            """);
        var queue = session.Prepared("insert into lane_queue (lane, seq) values (@lane, @seq)");
        for (var i = 0; i < incoming.Count; i++)
        {
            var d = incoming[i].Delivery;
            insert.Add("account", d.AccountId).Add("source", (int)d.Source).Add("at", d.ReceivedAt.ToUnixTimeMilliseconds())
                .Add("type", d.ContentType).Add("headers", d.Headers).Add("body", d.Body).Add("hash", d.Hash)
                .Run(out var seq);
            if (seq is null)
                continue;
            fresh[i] = true;
            foreach (var lane in incoming[i].Lanes)
                queue.Add("lane", lane).Add("seq", seq).Run();
        }
    }
}
