using System.Linq.Expressions;
using Heed.Core.Cases;
using Heed.Storage;
using Heed.Storage.Search;
using Microsoft.EntityFrameworkCore;

namespace Heed.Server.Inbox;

/// <summary>
/// What the screens and the API read. Everyone who is signed in may read everything: departments are views, not walls.
/// Lists are keyed pages over the indexes of the spine, so page 1,000 costs what page 1 costs.
/// </summary>
internal sealed partial class InboxQueries(IDbContextFactory<HeedDb> dbs, Database database, SearchIndex index)
{
    /// <summary>Counting stops here: "999+" is as good as 31,415 and never slow.</summary>
    public const int CountedUpTo = 1000;

    // Those who wait are ordered by a time in milliseconds, the answered by 9·10¹⁵ minus one (Case.QueueAt): this stands between them.
    private const long BeforeAnswered = 5_000_000_000_000_000;

    private static readonly Expression<Func<Pair, CaseListItem>> Row = pair => new CaseListItem
    {
        Id = pair.Case.Id,
        Number = pair.Case.Number,
        CustomerId = pair.Case.CustomerId,
        CustomerName = pair.Customer.Name,
        Brand = pair.Case.Brand,
        Status = pair.Case.Status,
        Priority = pair.Case.Priority,
        OriginNetwork = pair.Case.OriginNetwork,
        LastNetwork = pair.Case.LastNetwork,
        LastVisibility = pair.Case.LastVisibility,
        LastDirection = pair.Case.LastDirection,
        Preview = pair.Case.Preview,
        Subject = pair.Case.Subject,
        Language = pair.Case.Language,
        OpenedAt = pair.Case.OpenedAt,
        LastMessageAt = pair.Case.LastMessageAt,
        WaitingSince = pair.Case.WaitingSince,
        DueAt = pair.Case.DueAt,
        FirstAnswerAt = pair.Case.FirstAnswerAt,
        ResolvedAt = pair.Case.ResolvedAt,
        InboundCount = pair.Case.InboundCount,
        OutboundCount = pair.Case.OutboundCount,
        HandOvers = pair.Case.HandOvers,
        Reopenings = pair.Case.Reopenings,
        DepartmentId = pair.Case.DepartmentId,
        AssigneeId = pair.Case.AssigneeId,
        AssigneeName = null,
        Topic = pair.Case.Topic,
        Sentiment = pair.Case.Sentiment,
        Urgency = pair.Case.Urgency,
        Shop = pair.Case.Shop,
        InStoreAt = pair.Case.InStoreAt,
        Leaving = pair.Case.Leaving,
        Buying = pair.Case.Buying,
        CausesSeen = pair.Case.CausesSeen,
        CausesSaid = pair.Case.CausesSaid,
        AccountableId = pair.Case.AccountableId,
        AskedToHandOver = pair.Case.AskedToHandOver,
        EscalatedAt = pair.Case.EscalatedAt,
        PromiseKind = pair.Case.PromiseKind,
        PromiseUntil = pair.Case.PromiseUntil,
        ReturnOf = pair.Case.ReturnOf,
        Version = pair.Case.Version,
        QueueAt = pair.Case.QueueAt,
    };

    /// <summary>Cases in the order of the work: who will be let down first, then the answered, latest first.</summary>
    /// <exception cref="FormatException">The cursor is not one of ours.</exception>
    public async Task<Page<CaseListItem>> ListAsync(CaseFilter filter, string? cursor, int limit, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var rows = await TakeAsync(db, Narrow(db, filter), CaseOrder.Queue, Cursor.Read(cursor), limit + 1, ct);
        return rows.Count > limit ? new Page<CaseListItem>([.. rows.Take(limit)], rows[limit - 1].Cursor) : new Page<CaseListItem>(rows, null);
    }

    /// <summary>How many open cases each view holds, for this person.</summary>
    public async Task<InboxCounts> CountsAsync(Guid personId, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        Task<int> Count(CaseFilter filter) => Narrow(db, filter).OrderBy(c => c.QueueAt).Take(CountedUpTo).CountAsync(ct);

        var departments = new Dictionary<Guid, int>();
        foreach (var id in await db.Departments.Select(d => d.Id).ToListAsync(ct))
            departments[id] = await Count(new CaseFilter { DepartmentId = id });
        return new InboxCounts(
            await Count(new CaseFilter { AssigneeId = personId }),
            await Count(new CaseFilter { Unassigned = true }),
            await Count(new CaseFilter()),
            await Count(new CaseFilter { Waiting = true }),
            await Count(new CaseFilter { Attention = true }),
            departments);
    }

    internal static IQueryable<Case> Narrow(HeedDb db, CaseFilter f)
    {
        var cases = db.Cases.AsNoTracking();
        if (f.Status is { } status)
            cases = cases.Where(c => c.Status == status);
        if (f.AssigneeId is { } assignee)
            cases = cases.Where(c => c.AssigneeId == assignee);
        if (f.Unassigned)
            cases = cases.Where(c => c.AssigneeId == null);
        if (f.Waiting)
            cases = cases.Where(c => c.QueueAt < BeforeAnswered && c.WaitingSince != null);
        if (f.Attention)
            cases = cases.Where(c => c.AskedToHandOver || c.EscalatedAt != null);
        if (f.DepartmentId is { } department)
            cases = cases.Where(c => c.DepartmentId == department);
        if (f.CustomerId is { } customer)
            cases = cases.Where(c => c.CustomerId == customer);
        if (f.Network is { } network)
            cases = cases.Where(c => c.OriginNetwork == network);
        if (f.Brand is { } brand)
            cases = cases.Where(c => c.Brand == brand);
        if (f.Language is { } language)
            cases = cases.Where(c => c.Language == language);
        if (f.Topic is { } topic)
            cases = cases.Where(c => c.Topic == topic);
        if (f.Tag is { } tag)
            cases = cases.Where(c => db.CaseTags.Any(t => t.CaseId == c.Id && t.Tag == tag));
        return cases;
    }

    private static IQueryable<Pair> WithCustomers(HeedDb db, IQueryable<Case> cases) =>
        cases.Join(db.Customers, c => c.CustomerId, customer => customer.Id, (c, customer) => new Pair { Case = c, Customer = customer });

    // Names and tags of one page, in two reads of small tables instead of joins over the whole list.
    private static async Task<IReadOnlyList<CaseListItem>> DressAsync(HeedDb db, IReadOnlyList<CaseListItem> rows, CancellationToken ct)
    {
        if (rows.Count == 0)
            return rows;
        var ids = rows.Select(r => r.Id).ToList();
        var people = rows.Select(r => r.AssigneeId).OfType<Guid>().Distinct().ToList();
        var tags = (await db.CaseTags.AsNoTracking().Where(t => ids.Contains(t.CaseId)).OrderBy(t => t.Tag).ToListAsync(ct)).ToLookup(t => t.CaseId, t => t.Tag);
        var names = people.Count == 0 ? [] : await db.Users.AsNoTracking().Where(u => people.Contains(u.Id)).ToDictionaryAsync(u => u.Id, u => u.Name, ct);
        return [.. rows.Select(r => r with { AssigneeName = r.AssigneeId is { } a ? names.GetValueOrDefault(a) : null, Tags = [.. tags[r.Id]] })];
    }

    private sealed class Pair
    {
        public required Case Case { get; init; }

        public required Heed.Core.Customers.Customer Customer { get; init; }
    }
}
