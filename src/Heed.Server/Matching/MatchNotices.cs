using Heed.Core.Cases;
using Heed.Storage;
using Microsoft.EntityFrameworkCore;

namespace Heed.Server.Matching;

/// <summary>A case that matching just gave to someone.</summary>
internal sealed record MatchNotice(long Number, string Customer);

/// <summary>Tells people quietly what came to them by itself; what a person gave them or they took is no news here.</summary>
internal sealed class MatchNotices(IDbContextFactory<HeedDb> contexts)
{
    /// <param name="changes">Case and the version at which it came to them.</param>
    public async Task<IReadOnlyList<MatchNotice>> OfAsync(Guid person, IReadOnlyDictionary<Guid, long> changes, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var ids = changes.Keys.ToList();
        var events = await db.CaseEvents.AsNoTracking().Where(e => ids.Contains(e.CaseId) && e.Kind == "assigned" && e.ActorId == null).ToListAsync(ct);
        var news = events.Where(e => e.Version == changes[e.CaseId] && e.Read() is Assigned { Why: not null } a && a.AgentId == person).Select(e => e.CaseId).ToList();
        return news.Count == 0 ? [] : await db.Cases.AsNoTracking().Where(c => news.Contains(c.Id)).OrderBy(c => c.QueueAt)
            .Join(db.Customers, c => c.CustomerId, c => c.Id, (c, customer) => new MatchNotice(c.Number, customer.Name)).ToListAsync(ct);
    }
}
