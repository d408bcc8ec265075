namespace Heed.Storage.Intake;

public sealed partial class DeliveryStore
{
    // A group is two statements, however many deliveries it holds: there, each statement of its own is a round trip to another process.
    private static async Task AppendToPostgresAsync(WriteSession session, IReadOnlyList<IncomingDelivery> incoming, bool[] fresh, CancellationToken ct)
    {
        // Rows get their numbers in the order of the arrays: deliveries of one customer stay in the order they came.
        await using var insert = session.Command(
            """
            insert into deliveries (account_id, source, received_at, content_type, headers, body, hash)
            select n.account_id, n.source, n.received_at, n.content_type, n.headers, n.body, n.hash
              from unnest(@account, @source, @at, @type, @headers, @body, @hash)
                   as n (account_id, source, received_at, content_type, headers, body, hash)
            on conflict (account_id, hash) do nothing
            returning seq, account_id, hash
            """);
        insert.Add("account", incoming.Select(i => i.Delivery.AccountId).ToArray())
            .Add("source", incoming.Select(i => (int)i.Delivery.Source).ToArray())
            .Add("at", incoming.Select(i => i.Delivery.ReceivedAt.ToUnixTimeMilliseconds()).ToArray())
            .Add("type", incoming.Select(i => i.Delivery.ContentType).ToArray())
            .Add("headers", incoming.Select(i => i.Delivery.Headers).ToArray())
            .Add("body", incoming.Select(i => i.Delivery.Body).ToArray())
            .Add("hash", incoming.Select(i => i.Delivery.Hash).ToArray());

        // The same bytes twice in one group: the first of them is the new one.
        var places = new Dictionary<(Guid Account, string Hash), int>(incoming.Count);
        for (var i = 0; i < incoming.Count; i++)
            places.TryAdd((incoming[i].Delivery.AccountId, Convert.ToHexString(incoming[i].Delivery.Hash)), i);

        var lanes = new List<int>();
        var seqs = new List<long>();
        await using (var reader = await insert.ReadAsync(ct))
        {
            while (await reader.ReadAsync(ct))
            {
                var place = places[(reader.GetGuid(1), Convert.ToHexString((byte[])reader.GetValue(2)))];
                fresh[place] = true;
                foreach (var lane in incoming[place].Lanes)
                {
                    lanes.Add(lane);
                    seqs.Add(reader.GetInt64(0));
                }
            }
        }

        if (lanes.Count == 0)
            return;
        await using var queue = session.Command("insert into lane_queue (lane, seq) select n.lane, n.seq from unnest(@lanes, @seqs) as n (lane, seq)");
        await queue.Add("lanes", lanes.ToArray()).Add("seqs", seqs.ToArray()).RunAsync(ct);
    }
}
