using Heed.Core.Messages;
using Heed.Storage;
using Microsoft.EntityFrameworkCore;

namespace Heed.Server.Inbox;

/// <summary>What was typed and not sent. The browser keeps it first; this copy survives a change of machine.</summary>
internal sealed class Drafts(Database database, IDbContextFactory<HeedDb> dbs, TimeProvider clock)
{
    // Longer than any box takes; a paste beyond it stays in the browser.
    private const int LongestText = 100_000;

    public async Task<IReadOnlyDictionary<Visibility, string>> ReadAsync(Guid caseId, Guid personId, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.Drafts.AsNoTracking().Where(d => d.CaseId == caseId && d.UserId == personId).ToDictionaryAsync(d => d.Visibility, d => d.Text, ct);
    }

    /// <summary>Keeps the text, or forgets the draft when it is empty.</summary>
    public async Task SaveAsync(Guid caseId, Guid personId, Visibility visibility, string text, CancellationToken ct)
    {
        if (text.Length > LongestText)
            return;
        await using var session = await database.BeginWriteAsync(durable: false, ct);
        await using var command = session.Command(text.Length == 0
            ? "delete from drafts where case_id = @case and user_id = @person and visibility = @visibility"
            : """
              insert into drafts (case_id, user_id, visibility, text, updated_at) values (@case, @person, @visibility, @text, @at)
              on conflict (case_id, user_id, visibility) do update set text = excluded.text, updated_at = excluded.updated_at
              """);
        command.Add("case", caseId).Add("person", personId).Add("visibility", (int)visibility);
        if (text.Length > 0)
            command.Add("text", text).Add("at", clock.GetUtcNow().ToUnixTimeMilliseconds());
        await command.RunAsync(ct);
        await session.CommitAsync(ct);
    }
}
