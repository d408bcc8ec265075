using System.Globalization;

namespace Heed.Storage.Intake;

/// <summary>Where a delivery stands.</summary>
public enum IntakeState
{
    /// <summary>A lane still has to read it.</summary>
    Pending,

    /// <summary>Every event of it was taken, known before, or given up knowingly.</summary>
    Done,

    /// <summary>At least one of its events could not be taken.</summary>
    SetAside,
}

/// <summary>An event that could not be taken.</summary>
/// <param name="EventIndex">Place in its delivery, from 0.</param>
public sealed record SetAsideEvent(Guid Id, int EventIndex, string Reason, DateTimeOffset At, int Attempts);

/// <summary>A delivery of the intake log, without its bytes.</summary>
/// <param name="Aside">The events of it that are set aside now.</param>
/// <param name="PurgedAt">When its bytes went, being past their time: it cannot be replayed any more. Null: they are here.</param>
public sealed record IntakeEntry(
    long Seq, Guid AccountId, string Network, string Account, DeliverySource Source, DateTimeOffset ReceivedAt, string? ContentType, int Size,
    IntakeState State, IReadOnlyList<SetAsideEvent> Aside, DateTimeOffset? PurgedAt);

/// <param name="Next">Pass it on to read the next page; null at the end.</param>
public sealed record IntakePage(IReadOnlyList<IntakeEntry> Items, long? Next);

/// <summary>Deliveries by state, and what can be done with those set aside. Replaying is harmless: what was taken already ends as a duplicate.</summary>
public sealed class SetAsideStore(Database database)
{
    public const int LargestPage = 500;

    /// <summary>The newest deliveries first.</summary>
    /// <param name="state">Null: all.</param>
    /// <param name="cursor">From the page before: only older deliveries.</param>
    public async Task<IntakePage> ListAsync(IntakeState? state, long? cursor, int limit, CancellationToken ct)
    {
        limit = Math.Clamp(limit, 1, LargestPage);
        await using var connection = await database.OpenAsync(ct);
        var raw = connection.CreateCommand();
        raw.CommandText = $"""
            select d.seq, d.account_id, a.network, a.name, d.source, d.received_at, d.content_type, length(d.body),
                   case when {IsPending} then 0 when {IsAside} then 2 else 1 end, d.purged_at
              from deliveries d join channel_accounts a on a.id = d.account_id
             where d.seq < @before and {Which(state)}
             order by d.seq desc
             limit @limit
            """;
        var items = new List<IntakeEntry>();
        await using (var command = new SqlCommand(raw).Add("before", cursor ?? long.MaxValue).Add("limit", limit))
        await using (var reader = await command.ReadAsync(ct))
        {
            while (await reader.ReadAsync(ct))
            {
                items.Add(new IntakeEntry(
                    reader.GetInt64(0), reader.GetGuid(1), reader.GetString(2), reader.GetString(3), (DeliverySource)reader.GetInt32(4),
                    DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(5)), reader.IsDBNull(6) ? null : reader.GetString(6), reader.GetInt32(7),
                    (IntakeState)reader.GetInt32(8), [], reader.IsDBNull(9) ? null : DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(9))));
            }
        }

        for (var i = 0; i < items.Count; i++)
        {
            if (items[i].State == IntakeState.SetAside)
                items[i] = items[i] with { Aside = await EventsAsync(connection, items[i].Seq, ct) };
        }

        return new IntakePage(items, items.Count == limit ? items[^1].Seq : null);
    }

    /// <summary>How many events are set aside now.</summary>
    public async Task<long> CountAsync(CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
        var raw = connection.CreateCommand();
        raw.CommandText = "select count(*) from set_asides where state = 0";
        await using var command = new SqlCommand(raw);
        return Convert.ToInt64(await command.ScalarAsync(ct), CultureInfo.InvariantCulture);
    }

    /// <summary>When the bytes of a delivery went; null: they are here, or there is no such delivery.</summary>
    public Task<DateTimeOffset?> PurgedAtAsync(long seq, CancellationToken ct) =>
        PurgedAtAsync("select purged_at from deliveries where seq = @seq", c => c.Add("seq", seq), ct);

    /// <summary>The same for the delivery of an event that was set aside once.</summary>
    public Task<DateTimeOffset?> PurgedAtAsync(Guid id, CancellationToken ct) =>
        PurgedAtAsync("select d.purged_at from set_asides s join deliveries d on d.seq = s.delivery_seq where s.id = @id", c => c.Add("id", id), ct);

    /// <summary>Puts the delivery of one set-aside event back into the lanes. False: it is not set aside (any more).</summary>
    public async Task<bool> ReplayAsync(Guid id, CancellationToken ct) =>
        await ReplayAsync("update set_asides set state = 1 where state = 0 and id = @id returning delivery_seq", c => c.Add("id", id), ct) > 0;

    /// <summary>The same for every set-aside event of one delivery.</summary>
    public async Task<bool> ReplayDeliveryAsync(long seq, CancellationToken ct) =>
        await ReplayAsync("update set_asides set state = 1 where state = 0 and delivery_seq = @seq returning delivery_seq", c => c.Add("seq", seq), ct) > 0;

    /// <returns>Events that are on their way again.</returns>
    public Task<int> ReplayAllAsync(CancellationToken ct) =>
        ReplayAsync("update set_asides set state = 1 where state = 0 returning delivery_seq", _ => { }, ct);

    /// <summary>Gives an event up knowingly; it stays in the log. False: it is not set aside (any more).</summary>
    public async Task<bool> DismissAsync(Guid id, CancellationToken ct)
    {
        await using var session = await database.BeginWriteAsync(durable: true, ct);
        await using var dismiss = session.Command("update set_asides set state = 2 where state = 0 and id = @id");
        var done = await dismiss.Add("id", id).RunAsync(ct) > 0;
        await session.CommitAsync(ct);
        return done;
    }

    // Of a delivery d. Driven by the lanes: the queue's key begins with the lane, so this is one look-up for each, however long the queues are.
    internal const string IsPending = "exists (select 1 from lanes l join lane_queue q on q.lane = l.lane and q.seq = d.seq)";

    internal const string IsAside = "exists (select 1 from set_asides s where s.delivery_seq = d.seq and s.state = 0)";

    private static string Which(IntakeState? state) => state switch
    {
        null => "1 = 1",
        IntakeState.Pending => "d.seq in (select seq from lane_queue)",
        IntakeState.SetAside => $"d.seq in (select delivery_seq from set_asides where state = 0) and not {IsPending}",
        IntakeState.Done => $"not {IsPending} and not {IsAside}",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    // The lane of an event is told by its bytes alone, so all lanes look at the delivery again; each takes only what is its own.
    private async Task<int> ReplayAsync(string mark, Action<SqlCommand> bind, CancellationToken ct)
    {
        await using var session = await database.BeginWriteAsync(durable: true, ct);
        var marked = new List<long>();
        await using (var command = session.Command(mark))
        {
            bind(command);
            await using var reader = await command.ReadAsync(ct);
            while (await reader.ReadAsync(ct))
                marked.Add(reader.GetInt64(0));
        }

        await session.ForEachAsync(
            "insert into lane_queue (lane, seq) select lane, @seq from lanes where true on conflict do nothing",
            marked.Distinct().Order().ToList(), (c, seq) => c.Add("seq", seq), ct);
        await session.CommitAsync(ct);
        return marked.Count;
    }

    private async Task<DateTimeOffset?> PurgedAtAsync(string sql, Action<SqlCommand> bind, CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
        var raw = connection.CreateCommand();
        raw.CommandText = sql;
        await using var command = new SqlCommand(raw);
        bind(command);
        return await command.ScalarAsync(ct) is long at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null;
    }

    private static async Task<IReadOnlyList<SetAsideEvent>> EventsAsync(System.Data.Common.DbConnection connection, long seq, CancellationToken ct)
    {
        var raw = connection.CreateCommand();
        raw.CommandText = "select id, event_index, reason, at, attempts from set_asides where delivery_seq = @seq and state = 0 order by event_index";
        await using var command = new SqlCommand(raw).Add("seq", seq);
        await using var reader = await command.ReadAsync(ct);
        var events = new List<SetAsideEvent>();
        while (await reader.ReadAsync(ct))
        {
            events.Add(new SetAsideEvent(
                reader.GetGuid(0), reader.GetInt32(1), reader.GetString(2), DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(3)), reader.GetInt32(4)));
        }

        return events;
    }
}
