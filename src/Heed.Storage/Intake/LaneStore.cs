namespace Heed.Storage.Intake;

/// <summary>A delivery, and those of its lanes that have not read it yet.</summary>
public sealed record ClaimedDelivery(Delivery Delivery, IReadOnlyList<int> Lanes);

/// <summary>Deliveries that some lanes have to read next, and the versions the lanes' positions had then.</summary>
public sealed record LaneClaim(IReadOnlyList<(int Lane, long Version)> Lanes, IReadOnlyList<ClaimedDelivery> Deliveries);

/// <summary>Two owners during a partition cannot both win: the commit compares the lane's version.</summary>
public sealed class LaneTakenException() : Exception("Another node has moved this lane on.");

/// <summary>The lanes' queues. A row goes in the transaction that saves what was decided from it.</summary>
public sealed class LaneStore(Database database)
{
    /// <summary>Makes the lanes of a new database.</summary>
    public async Task EnsureAsync(int count, CancellationToken ct)
    {
        await using var session = await database.BeginWriteAsync(durable: true, ct);
        await session.ForEachAsync(
            "insert into lanes (lane, version) values (@lane, 0) on conflict do nothing",
            Enumerable.Range(0, count).ToList(), (c, lane) => c.Add("lane", lane), ct);
        await session.CommitAsync(ct);
    }

    /// <summary>The oldest rows of neighbouring lanes, in the order they came.</summary>
    /// <param name="first">The first of the lanes.</param>
    /// <param name="last">The last of them, included.</param>
    /// <param name="limit">Rows at most.</param>
    public async Task<LaneClaim> ClaimAsync(int first, int last, int limit, CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
        // Read before the rows: whoever moves a lane on in between makes the commit fail, and the rows are read again.
        var versions = await VersionsAsync(connection, first, last, ct);
        var raw = connection.CreateCommand();
        raw.CommandText = """
            select q.lane, d.seq, d.account_id, d.source, d.received_at, d.content_type, d.headers, d.body
              from (select lane, seq from lane_queue where lane between @first and @last order by seq, lane limit @limit) q
              join deliveries d on d.seq = q.seq
             order by q.seq, q.lane
            """;
        await using var command = new SqlCommand(raw).Add("first", first).Add("last", last).Add("limit", limit);
        await using var reader = await command.ReadAsync(ct);
        var deliveries = new List<ClaimedDelivery>();
        while (await reader.ReadAsync(ct))
        {
            var lane = reader.GetInt32(0);
            var seq = reader.GetInt64(1);
            if (deliveries.Count > 0 && deliveries[^1] is { } before && before.Delivery.Seq == seq)
            {
                deliveries[^1] = before with { Lanes = [.. before.Lanes, lane] };
                continue;
            }

            deliveries.Add(new ClaimedDelivery(
                new Delivery
                {
                    Seq = seq,
                    AccountId = reader.GetGuid(2),
                    Source = (DeliverySource)reader.GetInt32(3),
                    ReceivedAt = DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(4)),
                    ContentType = reader.IsDBNull(5) ? null : reader.GetString(5),
                    Headers = reader.IsDBNull(6) ? null : reader.GetString(6),
                    Body = (byte[])reader.GetValue(7),
                    Hash = [],
                },
                [lane]));
        }

        var claimed = deliveries.SelectMany(d => d.Lanes).ToHashSet();
        return new LaneClaim([.. versions.Where(v => claimed.Contains(v.Lane))], deliveries);
    }

    /// <summary>Takes the claim off the queues and writes what was set aside, inside the caller's transaction.</summary>
    /// <exception cref="LaneTakenException">A lane moved on since the claim.</exception>
    public static async Task FinishAsync(WriteSession session, LaneClaim claim, IReadOnlyCollection<SetAside> aside, CancellationToken ct)
    {
        var moved = await session.ForEachAsync(
            "update lanes set version = version + 1 where lane = @lane and version = @version",
            claim.Lanes, (c, l) => c.Add("lane", l.Lane).Add("version", l.Version), ct);
        if (moved != claim.Lanes.Count)
            throw new LaneTakenException();

        await session.ForEachAsync(
            "delete from lane_queue where lane = @lane and seq = @seq",
            [.. claim.Deliveries.SelectMany(d => d.Lanes, (d, lane) => (Lane: lane, d.Delivery.Seq))],
            (c, row) => c.Add("lane", row.Lane).Add("seq", row.Seq), ct);

        // A replayed event that fails again keeps its row: the reason and the count are renewed.
        await session.ForEachAsync(
            """
            insert into set_asides (id, delivery_seq, event_index, account_id, reason, at, state, attempts)
            values (@id, @seq, @index, @account, @reason, @at, 0, 1)
            on conflict (delivery_seq, event_index) do update
               set reason = excluded.reason, at = excluded.at, state = 0, attempts = set_asides.attempts + 1
            """,
            aside,
            (c, a) => c.Add("id", a.Id).Add("seq", a.DeliverySeq).Add("index", a.EventIndex).Add("account", a.AccountId)
                .Add("reason", a.Reason).Add("at", a.At.ToUnixTimeMilliseconds()),
            ct);
    }

    /// <summary>Lanes that have something to do.</summary>
    public async Task<IReadOnlyList<int>> BusyAsync(CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
        var raw = connection.CreateCommand();
        raw.CommandText = "select distinct lane from lane_queue";
        await using var command = new SqlCommand(raw);
        await using var reader = await command.ReadAsync(ct);
        var lanes = new List<int>();
        while (await reader.ReadAsync(ct))
            lanes.Add(reader.GetInt32(0));
        return lanes;
    }

    private static async Task<List<(int Lane, long Version)>> VersionsAsync(System.Data.Common.DbConnection connection, int first, int last, CancellationToken ct)
    {
        var raw = connection.CreateCommand();
        raw.CommandText = "select lane, version from lanes where lane between @first and @last";
        await using var command = new SqlCommand(raw).Add("first", first).Add("last", last);
        await using var reader = await command.ReadAsync(ct);
        var versions = new List<(int, long)>();
        while (await reader.ReadAsync(ct))
            versions.Add((reader.GetInt32(0), reader.GetInt64(1)));
        return versions;
    }
}
