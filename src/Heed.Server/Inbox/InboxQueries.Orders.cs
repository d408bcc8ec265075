using Heed.Core.Cases;
using Heed.Storage;
using Microsoft.EntityFrameworkCore;

namespace Heed.Server.Inbox;

internal sealed partial class InboxQueries
{
    /// <summary>The first cases of an order after a place in it, with names and tags.</summary>
    internal static async Task<IReadOnlyList<CaseListItem>> TakeAsync(HeedDb db, IQueryable<Case> cases, CaseOrder order, Cursor? after, int count, CancellationToken ct) =>
        await DressAsync(db, await InOrder(WithCustomers(db, After(cases, order, after)), order).Take(count).Select(Row).ToListAsync(ct), ct);

    /// <summary>Where a row stands in an order.</summary>
    internal static Cursor PlaceOf(CaseListItem row, CaseOrder order) => order switch
    {
        CaseOrder.Queue => new Cursor(row.QueueAt, row.Id),
        CaseOrder.Newest => new Cursor(0, row.Id),
        CaseOrder.Activity => new Cursor(row.LastMessageAt.ToUnixTimeMilliseconds(), row.Id),
    };

    // The first half of each alone is a range of the index; the second only breaks ties.
    private static IQueryable<Case> After(IQueryable<Case> cases, CaseOrder order, Cursor? after)
    {
        if (after is not var (key, id))
            return cases;
        if (order == CaseOrder.Queue)
            return cases.Where(c => c.QueueAt >= key && (c.QueueAt > key || c.Id > id));
        if (order == CaseOrder.Newest)
            return cases.Where(c => c.Id < id);
        var at = DateTimeOffset.FromUnixTimeMilliseconds(key);
        return cases.Where(c => c.LastMessageAt <= at && (c.LastMessageAt < at || c.Id < id));
    }

    private static IQueryable<Pair> InOrder(IQueryable<Pair> pairs, CaseOrder order) => order switch
    {
        CaseOrder.Queue => pairs.OrderBy(p => p.Case.QueueAt).ThenBy(p => p.Case.Id),
        CaseOrder.Newest => pairs.OrderByDescending(p => p.Case.Id),
        CaseOrder.Activity => pairs.OrderByDescending(p => p.Case.LastMessageAt).ThenByDescending(p => p.Case.Id),
    };
}
