using Heed.Core.Cases;
using Heed.Core.Ingest;
using Heed.Core.Messages;
using Microsoft.EntityFrameworkCore;

namespace Heed.Storage.Cases;

public sealed partial class IngestStore
{
    /// <summary>Loads one case with its customer, for a change that a person or the sender makes.</summary>
    /// <param name="replyId">A reply of the case about to be settled: it is loaded with what it answers.</param>
    public async Task<Case?> LoadCaseAsync(WorkingSet set, Guid caseId, CancellationToken ct, Guid? replyId = null)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        // Whoever still has the id of a case that became part of another one changes the other.
        if (await db.Cases.FirstOrDefaultAsync(c => c.Id == caseId, ct) is not { } found)
        {
            var into = await db.Cases.Surviving(c => c.Id == caseId).FirstOrDefaultAsync(ct);
            if (into == Guid.Empty || into == caseId)
                return null;
            set.LoadMerged(caseId, into);
            return await LoadCaseAsync(set, into, ct, replyId);
        }

        set.Load(found);
        set.Load(await db.Customers.FirstAsync(c => c.Id == found.CustomerId, ct));

        if (replyId is not { } id || await db.Messages.FirstOrDefaultAsync(m => m.Id == id, ct) is not { } reply)
            return found;
        set.LoadUnmatched(reply);
        var target = reply.TargetExternalId;
        var open = await db.Messages
            .Where(m => m.CaseId == found.Id && m.Direction == Direction.Inbound
                && (m.ExternalId == target || m.LatestId == target || (m.AnsweredAt == null && m.Visibility == Visibility.Private && !m.Automatic)))
            .ToListAsync(ct);
        foreach (var message in open)
        {
            if (message.LatestId == target && target is not null)
                set.Load(message, target);
            set.LoadUnanswered(message);
        }

        return found;
    }

    /// <summary>Loads an answer given elsewhere that bears a platform's id, with its case; null when there is none.</summary>
    public async Task<Message?> LoadEchoAsync(WorkingSet set, Guid accountId, string externalId, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        var echo = await db.Messages.FirstOrDefaultAsync(m => m.AccountId == accountId && m.ExternalId == externalId && m.Direction == Direction.Outbound && m.OwnKey == null, ct);
        if (echo is null)
            return null;
        set.Load(echo);
        if (set.FindCase(echo.CaseId) is null)
            set.Load(await db.Cases.FirstAsync(c => c.Id == echo.CaseId, ct));
        return echo;
    }
}
