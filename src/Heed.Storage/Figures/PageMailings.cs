using Microsoft.EntityFrameworkCore;

namespace Heed.Storage.Figures;

/// <summary>The ledger of mailed infographics. Every step is committed before the next, so that none is mailed twice by itself.</summary>
public sealed class PageMailings(Database database, IDbContextFactory<HeedDb> contexts)
{
    /// <summary>Writes down that a page is due for someone; whoever comes second changes nothing.</summary>
    /// <returns>How many were new.</returns>
    public async Task<int> PlanAsync(Guid scheduleId, DateTimeOffset due, IReadOnlyCollection<string> recipients, DateTimeOffset now, CancellationToken ct)
    {
        await using var session = await database.BeginWriteAsync(durable: true, ct);
        var planned = await session.ForEachAsync(
            """
            insert into infographic_mailings (id, schedule_id, due_at, recipient, state, attempts, look_at)
            values (@id, @schedule, @due, @recipient, 0, 0, @now) on conflict (schedule_id, due_at, recipient) do nothing
            """,
            recipients,
            (values, recipient) => values.Add("id", Guid.CreateVersion7(now)).Add("schedule", scheduleId).Add("due", due.ToUnixTimeMilliseconds()).Add("recipient", recipient).Add("now", now.ToUnixTimeMilliseconds()),
            ct);
        await session.CommitAsync(ct);
        return planned;
    }

    /// <summary>Those to be sent now.</summary>
    public async Task<IReadOnlyList<PageMailing>> WaitingAsync(DateTimeOffset now, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.PageMailings.AsNoTracking().Where(m => m.State == PageMailingState.Waiting && m.LookAt <= now).OrderBy(m => m.LookAt).Take(50).ToListAsync(ct);
    }

    /// <summary>The last ones of every schedule, newest first.</summary>
    public async Task<IReadOnlyList<PageMailing>> LastAsync(int most, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.PageMailings.AsNoTracking().OrderByDescending(m => m.DueAt).ThenBy(m => m.Recipient).Take(most).ToListAsync(ct);
    }

    /// <summary>Takes one to send.</summary>
    /// <param name="until">Past this, whoever took it has died over it.</param>
    /// <returns>False when somebody else took it.</returns>
    public Task<bool> TakeAsync(Guid id, DateTimeOffset until, CancellationToken ct) =>
        ChangeAsync("update infographic_mailings set state = 1, attempts = attempts + 1, look_at = @at where id = @id and state = 0", id, until, null, ct);

    /// <summary>Certainly not sent: once more, later.</summary>
    public Task<bool> PutOffAsync(Guid id, DateTimeOffset at, string? failure, CancellationToken ct) =>
        ChangeAsync("update infographic_mailings set state = 0, look_at = @at, failure = @failure where id = @id and state = 1", id, at, failure, ct);

    /// <param name="state">Sent, failed or unknown.</param>
    public Task<bool> SettleAsync(Guid id, PageMailingState state, string? failure, DateTimeOffset now, CancellationToken ct) => ChangeAsync(
        $"update infographic_mailings set state = {(int)state}, settled_at = @at, failure = @failure where id = @id and state = 1", id, now, failure, ct);

    /// <summary>A person wants it sent again.</summary>
    public Task<bool> AgainAsync(Guid id, DateTimeOffset now, CancellationToken ct) =>
        ChangeAsync("update infographic_mailings set state = 0, attempts = 0, look_at = @at, failure = null, settled_at = null where id = @id and state in (3, 4)", id, now, null, ct);

    /// <summary>What somebody died over may or may not have been sent.</summary>
    public async Task<int> OrphansAsync(DateTimeOffset now, string failure, CancellationToken ct)
    {
        await using var session = await database.BeginWriteAsync(durable: true, ct);
        await using var orphans = session.Command("update infographic_mailings set state = 4, failure = @failure, settled_at = @now where state = 1 and look_at < @now");
        var found = await orphans.Add("failure", failure).Add("now", now.ToUnixTimeMilliseconds()).RunAsync(ct);
        await session.CommitAsync(ct);
        return found;
    }

    private async Task<bool> ChangeAsync(string sql, Guid id, DateTimeOffset at, string? failure, CancellationToken ct)
    {
        await using var session = await database.BeginWriteAsync(durable: true, ct);
        await using var change = session.Command(sql);
        change.Add("id", id).Add("at", at.ToUnixTimeMilliseconds());
        if (sql.Contains("@failure", StringComparison.Ordinal))
            change.Add("failure", failure);
        var changed = await change.RunAsync(ct);
        await session.CommitAsync(ct);
        return changed == 1;
    }
}
