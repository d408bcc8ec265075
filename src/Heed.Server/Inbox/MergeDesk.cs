using Heed.Core.Cases;
using Heed.Server.Access;
using Heed.Storage;
using Heed.Storage.Cases;
using Heed.Storage.Guard;
using Microsoft.EntityFrameworkCore;

namespace Heed.Server.Inbox;

/// <summary>How making two cases one ended.</summary>
/// <param name="Number">The case that stays; null when nothing was done.</param>
internal sealed record MergeResult(long? Number, string? Problem);

/// <summary>Makes two cases one, and their two customers one person. There is no way back: whoever does it has seen both.</summary>
internal sealed class MergeDesk(CaseWriter writer, InboxQueries queries, IDbContextFactory<HeedDb> contexts, TimeProvider clock)
{
    private const int MostFound = 20;

    /// <summary>
    /// Problems: <c>not-found</c>, <c>same-case</c>, <c>merged-already</c>, <c>other-brand</c>,
    /// <c>second-look-waiting</c> (an answer in the later case waits for a second reader: decide it first).
    /// </summary>
    public async Task<MergeResult> MergeAsync(Guid caseId, Guid otherId, Actor actor, CancellationToken ct)
    {
        var (kept, gone) = ((Case?)null, (Case?)null);
        var others = (Kept: Guid.Empty, Gone: Guid.Empty);
        var unread = await WithWaitingLooksAsync([caseId, otherId], ct);
        var result = await writer.ChangeAsync(
            caseId,
            (set, one) =>
            {
                if (set.FindCase(otherId) is not { } other)
                    return "not-found";
                (kept, gone) = CaseMerge.Order(one, other);
                if ((CaseMerge.Problem(kept, gone) ?? (unread.Contains(gone.Id) ? "second-look-waiting" : null)) is { } problem)
                    return problem;
                others = (kept.CustomerId, gone.CustomerId);
                gone.CustomerId = kept.CustomerId;
                CaseMerge.Run(set, kept, gone, clock.GetUtcNow(), actor.UserId);
                return null;
            },
            async (session, token) =>
            {
                await MergedRows.MoveAsync(session, kept!, gone!, token); // decided above
                if (others.Kept != others.Gone)
                    await MergedRows.MoveCustomerAsync(session, others.Kept, others.Gone, token);
                await MergedRows.CountAsync(session, others.Kept, token);
            },
            ct,
            alsoLoad: otherId);
        return result.Done ? new MergeResult(kept!.Number, null) : new MergeResult(null, result.Problem); // done: both were found
    }

    /// <summary>What a case may be made one with: the customer's other cases, latest first; or, for a text, what the search finds. Of the same brand only.</summary>
    public async Task<IReadOnlyList<CaseListItem>> CandidatesAsync(CaseListItem item, string text, CancellationToken ct)
    {
        var found = string.IsNullOrWhiteSpace(text)
            ? (await queries.CustomerAsync(item.CustomerId, ct))?.Cases ?? []
            : [.. (await queries.SearchAsync(text, ct)).Select(hit => hit.Case)];
        return [.. found.Where(c => c.Id != item.Id && string.Equals(c.Brand, item.Brand, StringComparison.OrdinalIgnoreCase)).Take(MostFound)];
    }

    private async Task<HashSet<Guid>> WithWaitingLooksAsync(Guid[] cases, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return [.. await db.SecondLooks.Where(l => cases.Contains(l.CaseId) && l.State == SecondLookState.Open).Select(l => l.CaseId).ToListAsync(ct)];
    }
}
