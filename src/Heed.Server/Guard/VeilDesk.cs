using Heed.Storage;
using Microsoft.EntityFrameworkCore;

namespace Heed.Server.Guard;

/// <summary>Counts who opened what was veiled, so that a lead sees how much abuse each of them met.</summary>
internal sealed class VeilDesk(Database database, IDbContextFactory<HeedDb> contexts, TimeProvider clock)
{
    public static readonly TimeSpan Shown = TimeSpan.FromDays(30);

    /// <summary>Once for each message and person.</summary>
    public async Task OpenedAsync(Guid messageId, Guid person, CancellationToken ct)
    {
        await using var session = await database.BeginWriteAsync(durable: false, ct);
        await using (var open = session.Command("insert into veil_openings (message_id, user_id, at) values (@message, @person, @now) on conflict (message_id, user_id) do nothing"))
            await open.Add("message", messageId).Add("person", person).Add("now", clock.GetUtcNow().ToUnixTimeMilliseconds()).RunAsync(ct);
        await session.CommitAsync(ct);
    }

    /// <summary>By person, most first, over the last <see cref="Shown"/>.</summary>
    public async Task<IReadOnlyList<VeilCount>> CountsAsync(CancellationToken ct)
    {
        var since = clock.GetUtcNow() - Shown;
        await using var db = await contexts.CreateDbContextAsync(ct);
        var counts = await db.VeilOpenings.Where(v => v.At >= since).GroupBy(v => v.UserId).Select(g => new { Person = g.Key, Opened = g.Count() })
            .Join(db.Users, c => c.Person, u => u.Id, (c, u) => new { u.Name, c.Opened }).OrderByDescending(c => c.Opened).ThenBy(c => c.Name).ToListAsync(ct);
        return [.. counts.Select(c => new VeilCount(c.Name, c.Opened))];
    }
}
