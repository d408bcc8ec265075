using Heed.Core.Guard;
using Heed.Core.Messages;
using Heed.Storage;
using Microsoft.EntityFrameworkCore;

namespace Heed.Server.Guard;

/// <summary>Reads a case's conversation for its summary.</summary>
internal sealed class CaseSummaries(IDbContextFactory<HeedDb> contexts)
{
    // Who reads more than this before answering needs the thread itself.
    private const int Newest = 200;

    public async Task<CaseSummary> OfAsync(Guid caseId, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var lines = await db.Messages.AsNoTracking()
            .Where(m => m.CaseId == caseId && m.Visibility != Visibility.Note && !m.Automatic && m.DeletedAt == null
                && m.State != MessageState.Cancelled && m.State != MessageState.Failed)
            .OrderByDescending(m => m.At).ThenByDescending(m => m.Id).Take(Newest)
            .Select(m => new SaidLine(m.At, m.Direction, m.Text))
            .ToListAsync(ct);
        lines.Reverse();
        return CaseSummary.Of(lines);
    }
}
