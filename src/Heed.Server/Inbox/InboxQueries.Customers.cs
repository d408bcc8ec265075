using Heed.Core.Customers;
using Heed.Storage;
using Microsoft.EntityFrameworkCore;

namespace Heed.Server.Inbox;

internal sealed partial class InboxQueries
{
    /// <summary>Customers, the newest first; with a text, the fifty who match it best by name, handle or address.</summary>
    /// <exception cref="FormatException">The cursor is not one of ours.</exception>
    public async Task<Page<CustomerListItem>> CustomersAsync(string? text, string? cursor, int limit, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var customers = db.Customers.AsNoTracking();
        var words = SearchWords.Of(text);
        if (!words.IsEmpty)
        {
            await index.CatchUpAsync(ct);
            var found = await MatchCustomersAsync(words, 50, ct);
            customers = customers.Where(c => found.Contains(c.Id));
        }
        else if (Cursor.Read(cursor) is var (_, before))
        {
            // Version-7 ids are in the order of time.
            customers = customers.Where(c => c.Id < before);
        }

        var rows = await customers.OrderByDescending(c => c.Id).Take(limit + 1).ToListAsync(ct);
        var next = rows.Count > limit && words.IsEmpty ? new Cursor(0, rows[limit - 1].Id).ToString() : null;
        if (rows.Count > limit)
            rows.RemoveAt(limit);
        var ids = rows.Select(c => c.Id).ToList();
        var identities = (await db.Identities.AsNoTracking().Where(i => ids.Contains(i.CustomerId)).OrderBy(i => i.FirstSeenAt).ToListAsync(ct)).ToLookup(i => i.CustomerId, View);
        return new Page<CustomerListItem>([.. rows.Select(c => new CustomerListItem(c.Id, c.Name, c.Language, c.CreatedAt, c.CaseCount, [.. identities[c.Id]]))], next);
    }

    /// <summary>One customer; null when there is none.</summary>
    public async Task<CustomerView?> CustomerAsync(Guid id, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await CustomerAsync(db, id, ct);
    }

    private static async Task<CustomerView?> CustomerAsync(HeedDb db, Guid id, CancellationToken ct)
    {
        var customer = await db.Customers.AsNoTracking().FirstOrDefaultAsync(c => c.Id == id, ct);
        if (customer is null)
            return null;
        var identities = await db.Identities.AsNoTracking().Where(i => i.CustomerId == id).OrderBy(i => i.FirstSeenAt).ToListAsync(ct);
        var cases = await WithCustomers(db, db.Cases.AsNoTracking().Where(c => c.CustomerId == id))
            .OrderByDescending(p => p.Case.LastMessageAt).Take(20).Select(Row).ToListAsync(ct);
        return new CustomerView(customer.Id, customer.Name, customer.Language, customer.CreatedAt, customer.CaseCount, [.. identities.Select(View)], await DressAsync(db, cases, ct));
    }

    private static IdentityView View(Identity i) =>
        new(i.Id, i.Space, i.ExternalId, i.Name, i.Handle, i.Location, i.Locale, i.Followers, i.Verified, i.FirstSeenAt);
}
