using Heed.Core.Channels;
using Heed.Core.Messages;
using Microsoft.EntityFrameworkCore;

namespace Heed.Storage.Replies;

/// <summary>A reply that is due, with its message.</summary>
public sealed record DueReply(OutboxEntry Entry, Message Message);

/// <summary>
/// The ledger of what goes out. Every step is committed before the next is taken, so that after a crash it is known what may have
/// left the house: <c>sending</c> then means "nobody knows", and becomes <c>unknown</c>.
/// </summary>
public sealed class OutboxStore(Database database, IDbContextFactory<HeedDb> contexts)
{
    /// <summary>Replies of an account to send or to look up now, oldest first.</summary>
    public async Task<IReadOnlyList<DueReply>> DueAsync(Guid accountId, DateTimeOffset now, int limit, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Outbox.AsNoTracking()
            .Where(o => o.AccountId == accountId && (o.State == MessageState.Planned || o.State == MessageState.Unknown) && o.SendAt <= now)
            .OrderBy(o => o.SendAt)
            .Join(db.Messages, o => o.MessageId, m => m.Id, (o, m) => new DueReply(o, m))
            .Take(limit)
            .ToListAsync(ct);
    }

    /// <summary>Accounts that have something due.</summary>
    public async Task<IReadOnlyList<Guid>> AccountsDueAsync(DateTimeOffset now, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Outbox.AsNoTracking()
            .Where(o => (o.State == MessageState.Planned || o.State == MessageState.Unknown || o.State == MessageState.Sending) && o.SendAt <= now)
            .Select(o => o.AccountId).Distinct().ToListAsync(ct);
    }

    /// <summary>What an earlier owner of the account left in <c>sending</c> may or may not have been sent.</summary>
    /// <param name="firstLook">How long after it was sent the platform can say whether it has it.</param>
    public async Task<int> OrphansAsync(Guid accountId, DateTimeOffset now, TimeSpan firstLook, CancellationToken ct)
    {
        await using var session = await database.BeginWriteAsync(durable: true, ct);
        await using var messages = session.Command(
            "update messages set state = 7 where id in (select message_id from outbox where account_id = @account and state = 2) and state = 2");
        await messages.Add("account", accountId).RunAsync(ct);
        await using var outbox = session.Command(
            "update outbox set state = 7, reason = @reason, send_at = updated_at + @wait, updated_at = @now where account_id = @account and state = 2");
        var orphans = await outbox.Add("account", accountId).Add("reason", LineTrouble.Interrupted.As().Stored)
            .Add("wait", (long)firstLook.TotalMilliseconds).Add("now", now.ToUnixTimeMilliseconds()).RunAsync(ct);
        await session.CommitAsync(ct);
        return orphans;
    }

    /// <summary>Moves a reply on, if it still stands where it was seen.</summary>
    /// <param name="reason">A <see cref="Trouble"/> as it is stored, or who took the reply back.</param>
    /// <returns>False when somebody else moved it: an echo, an undo.</returns>
    public async Task<bool> MoveAsync(Guid messageId, MessageState from, MessageState to, DateTimeOffset sendAt, int attempts, string? reason, DateTimeOffset now, CancellationToken ct)
    {
        await using var session = await database.BeginWriteAsync(durable: true, ct);
        if (!await MoveAsync(session, messageId, from, to, sendAt, attempts, reason, now, ct))
            return false;
        await session.CommitAsync(ct);
        return true;
    }

    /// <summary>Takes a planned reply back, and what was to follow it unless that has left: both or neither.</summary>
    /// <returns>False when the reply itself is not planned any more.</returns>
    public async Task<bool> CancelAsync(Guid messageId, Guid? follower, string reason, DateTimeOffset now, CancellationToken ct)
    {
        await using var session = await database.BeginWriteAsync(durable: true, ct);
        if (!await MoveAsync(session, messageId, MessageState.Planned, MessageState.Cancelled, now, 0, reason, now, ct))
            return false;
        if (follower is { } next)
            await MoveAsync(session, next, MessageState.Planned, MessageState.Cancelled, now, 0, reason, now, ct);
        await session.CommitAsync(ct);
        return true;
    }

    /// <summary>The same inside a transaction of the caller.</summary>
    public static async Task<bool> MoveAsync(
        WriteSession session, Guid messageId, MessageState from, MessageState to, DateTimeOffset sendAt, int attempts, string? reason, DateTimeOffset now, CancellationToken ct)
    {
        await using var outbox = session.Command(
            """
            update outbox set state = @to, send_at = @send, attempts = @attempts, reason = @reason, updated_at = @now
             where message_id = @id and state = @from
            """);
        outbox.Add("to", (int)to).Add("send", sendAt.ToUnixTimeMilliseconds()).Add("attempts", attempts).Add("reason", reason)
            .Add("now", now.ToUnixTimeMilliseconds()).Add("id", messageId).Add("from", (int)from);
        if (await outbox.RunAsync(ct) != 1)
            return false;
        await using var message = session.Command("update messages set state = @to, failure = @reason where id = @id and state = @from");
        await message.Add("to", (int)to).Add("reason", reason).Add("id", messageId).Add("from", (int)from).RunAsync(ct);
        return true;
    }

    public async Task<OutboxEntry?> FindAsync(Guid messageId, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Outbox.AsNoTracking().FirstOrDefaultAsync(o => o.MessageId == messageId, ct);
    }
}
