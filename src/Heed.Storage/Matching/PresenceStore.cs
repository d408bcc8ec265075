using System.Globalization;
using Heed.Core.Matching;
using Microsoft.EntityFrameworkCore;

namespace Heed.Storage.Matching;

/// <summary>Who is here. Someone is while an inbox of theirs is open somewhere, and as they chose.</summary>
public sealed class PresenceStore(Database database, IDbContextFactory<HeedDb> contexts)
{
    /// <summary>How long nobody is taken to be away whose line is down: a reload, a train in a tunnel.</summary>
    public static TimeSpan Grace { get; } = TimeSpan.FromMinutes(2);

    public async Task<PresenceRow?> FindAsync(Guid userId, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Presences.AsNoTracking().SingleOrDefaultAsync(p => p.UserId == userId, ct);
    }

    /// <summary>Their inboxes are open, now. Whoever had gone away is back, as they chose.</summary>
    /// <returns>Whether anyone's state changed.</returns>
    public async Task<bool> SeenAsync(IReadOnlyCollection<Guid> users, DateTimeOffset now, CancellationToken ct)
    {
        // Replays from the next heartbeat: not worth a flush.
        await using var session = await database.BeginWriteAsync(durable: false, ct);
        var known = await session.ForEachAsync(
            "update presences set last_seen_at = @now where user_id = @user and state = chosen", users, (c, u) => c.Add("now", now.ToUnixTimeMilliseconds()).Add("user", u), ct);
        if (known < users.Count)
            await session.ForEachAsync(
                """
                insert into presences (user_id, state, chosen, since, last_seen_at) values (@user, 2, 2, @now, @now)
                on conflict (user_id) do update
                   set last_seen_at = excluded.last_seen_at,
                       since = case when presences.state = presences.chosen then presences.since else excluded.since end,
                       state = presences.chosen
                """,
                users, (c, u) => c.Add("user", u).Add("now", now.ToUnixTimeMilliseconds()), ct);
        await session.CommitAsync(ct);
        return known < users.Count;
    }

    /// <summary>What someone chose: it holds at once where an inbox of theirs is open.</summary>
    public async Task ChooseAsync(Guid userId, PresenceState chosen, DateTimeOffset now, CancellationToken ct)
    {
        await using var session = await database.BeginWriteAsync(durable: true, ct);
        // Who never had an inbox open is away until it is.
        await using var choose = session.Command(
            """
            insert into presences (user_id, state, chosen, since, last_seen_at) values (@user, 0, @chosen, @now, 0)
            on conflict (user_id) do update
               set chosen = excluded.chosen,
                   since = case when presences.last_seen_at < @late or presences.state = excluded.chosen then presences.since else excluded.since end,
                   state = case when presences.last_seen_at < @late then presences.state else excluded.chosen end
            """);
        await choose.Add("user", userId).Add("chosen", (int)chosen).Add("now", now.ToUnixTimeMilliseconds()).Add("late", (now - Grace).ToUnixTimeMilliseconds()).RunAsync(ct);
        await session.CommitAsync(ct);
    }

    /// <summary>Whose inboxes are closed for longer than the grace, on every node, are away: since they were last seen.</summary>
    /// <returns>How many went.</returns>
    public async Task<int> SweepAsync(DateTimeOffset now, CancellationToken ct)
    {
        var late = (now - Grace).ToUnixTimeMilliseconds();
        await using (var connection = await database.OpenAsync(ct))
        {
            await using var look = connection.CreateCommand();
            look.CommandText = "select count(*) from presences where state <> 0 and last_seen_at < " + late.ToString(CultureInfo.InvariantCulture);
            if (Convert.ToInt64(await look.ExecuteScalarAsync(ct), CultureInfo.InvariantCulture) == 0)
                return 0;
        }

        await using var session = await database.BeginWriteAsync(durable: true, ct);
        await using var sweep = session.Command("update presences set state = 0, since = last_seen_at where state <> 0 and last_seen_at < @late");
        var gone = await sweep.Add("late", late).RunAsync(ct);
        await session.CommitAsync(ct);
        return gone;
    }
}
