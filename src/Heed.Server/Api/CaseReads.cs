using System.Globalization;
using Heed.Core.Cases;
using Heed.Server.Inbox;
using Heed.Storage;
using Heed.Storage.Cases;
using Microsoft.EntityFrameworkCore;

namespace Heed.Server.Api;

/// <summary>Which cases the API is asked for, and in which order; what is null does not narrow.</summary>
/// <param name="Taker">Who has taken them, beside the filter's own assignee.</param>
internal sealed record CaseAsk(CaseFilter Filter, CaseOrder Order = CaseOrder.Newest, Guid? Taker = null, string? Text = null, DateTimeOffset? UpdatedSince = null);

/// <summary>Cases for programs: what the inbox shows, with the filters and orders programs need.</summary>
internal sealed class CaseReads(IDbContextFactory<HeedDb> contexts, InboxQueries inbox)
{
    public async Task<Listing<CaseJson>> ListAsync(CaseAsk ask, (long Key, Guid Id)? after, int limit, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var cases = InboxQueries.Narrow(db, ask.Filter);
        if (ask.Taker is { } taker)
            cases = cases.Where(c => c.AssigneeId == taker);
        if (ask.UpdatedSince is { } since)
            // A message tells its platform's time in the events: what arrived late is found by when it arrived.
            cases = cases.Where(c => db.CaseEvents.Any(e => e.CaseId == c.Id && e.At >= since) || db.Messages.Any(m => m.CaseId == c.Id && m.ReceivedAt >= since));
        if (ask.Text is { } text)
        {
            // The search answers with its fifty best; the other filters narrow those.
            var found = (await inbox.SearchAsync(text, ct)).Select(h => h.Case.Id).ToList();
            cases = cases.Where(c => found.Contains(c.Id));
        }

        Cursor? place = after is var (key, id) ? new Cursor(key, id) : null;
        var rows = Listing<CaseListItem>.Of(await TakeAsync(db, cases, ask, place, limit + 1, ct), limit, c => PlaceOf(c, ask.Order));
        return new Listing<CaseJson>(await ViewAsync(db, rows.Items, ct), rows.Next);
    }

    /// <summary>One case by its id or its number; null when there is none.</summary>
    public async Task<CaseJson?> FindAsync(string idOrNumber, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        if (await IdOfAsync(idOrNumber, ct) is not { } id)
            return null;
        return await ViewAsync(db, await InboxQueries.TakeAsync(db, db.Cases.AsNoTracking().Where(c => c.Id == id), CaseOrder.Newest, null, 1, ct), ct) is [var found] ? found : null;
    }

    /// <summary>The id behind an id or a number, also of a case that became part of another; null when there is no such case.</summary>
    public async Task<Guid?> IdOfAsync(string idOrNumber, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        if (Guid.TryParse(idOrNumber, out var id))
            return await db.Cases.Surviving(c => c.Id == id).Select(c => (Guid?)c).FirstOrDefaultAsync(ct);
        return long.TryParse(idOrNumber, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? await db.Cases.Surviving(c => c.Number == number).Select(c => (Guid?)c).FirstOrDefaultAsync(ct)
            : null;
    }

    public async Task<Listing<CaseEventJson>> EventsAsync(Guid caseId, long after, int limit, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var rows = await db.CaseEvents.AsNoTracking().Where(e => e.CaseId == caseId && e.Version > after)
            .OrderBy(e => e.Version).Take(limit + 1).ToListAsync(ct);
        return Listing<CaseEventJson>.Of([.. rows.Select(View)], limit, e => PageCursor.Place(e.Version));
    }

    private static CaseEventJson View(CaseEventRow row)
    {
        using var data = System.Text.Json.JsonDocument.Parse(row.Data);
        return new CaseEventJson(row.Version, row.Kind, row.At, row.ActorId, data.RootElement.Clone());
    }

    /// <summary>What the cursors of an order begin with.</summary>
    public static string MarkOf(CaseOrder order) => order switch
    {
        CaseOrder.Newest => "",
        CaseOrder.Queue => "queue|",
        CaseOrder.Activity => "activity|",
    };

    // The queue's index begins with the status: both together are the first of each, merged.
    private static async Task<IReadOnlyList<CaseListItem>> TakeAsync(HeedDb db, IQueryable<Case> cases, CaseAsk ask, Cursor? after, int count, CancellationToken ct)
    {
        if (ask.Order != CaseOrder.Queue || ask.Filter.Status is not null)
            return await InboxQueries.TakeAsync(db, cases, ask.Order, after, count, ct);
        var all = new List<CaseListItem>();
        foreach (var status in new[] { CaseStatus.Open, CaseStatus.Resolved })
            all.AddRange(await InboxQueries.TakeAsync(db, cases.Where(c => c.Status == status), ask.Order, after, count, ct));
        return [.. all.OrderBy(c => c.QueueAt).ThenBy(c => c.Id).Take(count)];
    }

    private static string PlaceOf(CaseListItem row, CaseOrder order)
    {
        var (key, id) = InboxQueries.PlaceOf(row, order);
        return MarkOf(order) + PageCursor.Place(key, id);
    }

    private static async Task<IReadOnlyList<CaseJson>> ViewAsync(HeedDb db, IReadOnlyList<CaseListItem> rows, CancellationToken ct)
    {
        var departments = rows.Count == 0 ? [] : await db.Departments.AsNoTracking().ToDictionaryAsync(d => d.Id, d => d.Name, ct);
        return [.. rows.Select(c => CaseJson.Of(c, c.DepartmentId is { } d ? departments.GetValueOrDefault(d) : null))];
    }
}
