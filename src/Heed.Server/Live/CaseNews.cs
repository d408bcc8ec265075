using Heed.Core.Cases;
using Heed.Storage;
using Microsoft.EntityFrameworkCore;

namespace Heed.Server.Live;

/// <summary>Has the screens read a case again although no event was added to it: a reply moved on, an answer waits for a second reader.</summary>
internal sealed class CaseNews(LiveFeed live, IDbContextFactory<HeedDb> contexts)
{
    public Task TellAsync(Guid caseId, CancellationToken ct) => TellAsync(db => db.Cases.Where(c => c.Id == caseId), ct);

    /// <summary>Of the case that a message belongs to.</summary>
    public Task TellOfMessageAsync(Guid messageId, CancellationToken ct) =>
        TellAsync(db => db.Messages.Where(m => m.Id == messageId).Join(db.Cases, m => m.CaseId, c => c.Id, (_, c) => c), ct);

    private async Task TellAsync(Func<HeedDb, IQueryable<Case>> which, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        live.Publish(await which(db).AsNoTracking().Select(c => new CaseChange(c.Id, c.Version, c.AssigneeId, c.DepartmentId)).ToListAsync(ct));
    }
}
