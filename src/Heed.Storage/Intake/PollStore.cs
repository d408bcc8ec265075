using Heed.Core.Channels;
using Microsoft.EntityFrameworkCore;

namespace Heed.Storage.Intake;

/// <summary>How far each account has been polled.</summary>
public sealed class PollStore(IDbContextFactory<HeedDb> contexts)
{
    public async Task<string?> CursorAsync(Guid accountId, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.ChannelAccounts.AsNoTracking().Where(a => a.Id == accountId).Select(a => a.PollCursor).FirstOrDefaultAsync(ct);
    }

    /// <summary>Moves the cursor inside the transaction that appends what it passed; a failure is written where people see it.</summary>
    public static async Task MoveAsync(WriteSession session, Guid accountId, PollResult result, DateTimeOffset now, CancellationToken ct)
    {
        await using var command = session.Command(
            """
            update channel_accounts set poll_cursor = coalesce(@cursor, poll_cursor), polled_at = @now, poll_failure = @failure,
                   state = case when @dead = 1 and state = 0 then 1 else state end,
                   state_reason = case when @dead = 1 and state = 0 then @failure else state_reason end
             where id = @id
            """);
        await command.Add("cursor", result.Cursor).Add("now", now.ToUnixTimeMilliseconds()).Add("failure", result.Failure?.Stored)
            .Add("dead", result.Disconnected ? 1 : 0).Add("id", accountId).RunAsync(ct);
    }
}
