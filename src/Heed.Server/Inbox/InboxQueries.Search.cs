using Heed.Core.Messages;
using Heed.Storage;
using Heed.Storage.Cases;
using Microsoft.EntityFrameworkCore;

namespace Heed.Server.Inbox;

internal sealed partial class InboxQueries
{
    private const int MostHits = 50;

    // Several messages of one case are one hit: read more than are shown.
    private const int MostMessages = 200;

    /// <summary>
    /// The fifty best cases for a text, newest first: by the words of their messages, by the customer's name, handle or address,
    /// or by number. Accents do not matter; the last word may be unfinished.
    /// </summary>
    public async Task<IReadOnlyList<SearchHit>> SearchAsync(string text, CancellationToken ct)
    {
        var words = SearchWords.Of(text);
        if (words.IsEmpty)
            return [];
        // What was written this second is found too; after a rush, what is still to be looked at comes later.
        await index.CatchUpAsync(ct);
        var messages = await MatchMessagesAsync(words, ct);
        var customers = await MatchCustomersAsync(words, 20, ct);

        await using var db = await dbs.CreateDbContextAsync(ct);
        var byMessage = messages.GroupBy(m => m.CaseId).ToDictionary(g => g.Key, g => g.MaxBy(m => m.At)!);
        var ids = byMessage.Values.OrderByDescending(m => m.At).Take(MostHits).Select(m => m.CaseId).ToList();
        var number = words.Number ?? -1;
        var named = await db.Cases.Surviving(c => c.Number == number).FirstOrDefaultAsync(ct);
        var rows = await WithCustomers(db, db.Cases.AsNoTracking().Where(c => ids.Contains(c.Id) || c.Id == named)).Select(Row).ToListAsync(ct);
        if (customers.Count > 0)
        {
            rows.AddRange(await WithCustomers(db, db.Cases.AsNoTracking().Where(c => customers.Contains(c.CustomerId)))
                .OrderByDescending(p => p.Case.LastMessageAt).Take(MostHits).Select(Row).ToListAsync(ct));
        }

        var cases = await DressAsync(db, [.. rows.DistinctBy(r => r.Id)], ct);
        return
        [
            .. cases
                .Select(c => byMessage.TryGetValue(c.Id, out var m)
                    ? new SearchHit(c, m.Id, words.Excerpt(m.Text), m.At, m.Visibility)
                    : new SearchHit(c, null, null, c.LastMessageAt, null))
                .OrderByDescending(h => h.Case.Id == named).ThenByDescending(h => h.At)
                .Take(MostHits),
        ];
    }

    private async Task<List<FoundMessage>> MatchMessagesAsync(SearchWords words, CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
        await using var raw = connection.CreateCommand();
        // SQLite walks the index backwards from the newest row and stops; nothing is ranked, nothing is sorted.
        raw.CommandText = database.Dialect.Name == "sqlite"
            ? """
              select m.id, m.case_id, m.at, m.visibility, m.text
              from message_search s join messages m on m.seq = s.rowid
              where s.message_search match @query order by s.rowid desc limit @limit
              """
            : """
              select m.id, m.case_id, m.at, m.visibility, m.text
              from messages m where m.search @@ to_tsquery('simple', @query) order by m.at desc limit @limit
              """;
        await using var command = new SqlCommand(raw);
        command.Add("query", Query(words)).Add("limit", MostMessages);
        var found = new List<FoundMessage>();
        await using var reader = await command.ReadAsync(ct);
        while (await reader.ReadAsync(ct))
            found.Add(new FoundMessage(reader.GetGuid(0), reader.GetGuid(1), DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(2)), (Visibility)reader.GetInt32(3), reader.GetString(4)));
        return found;
    }

    private async Task<List<Guid>> MatchCustomersAsync(SearchWords words, int limit, CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
        await using var raw = connection.CreateCommand();
        // Materialised: PostgreSQL would else walk all identities from the newest on, looking at the words of each.
        raw.CommandText = database.Dialect.Name == "sqlite"
            ? """
              select i.customer_id from identity_search s
              join identities i on i.seq = s.rowid
              where s.identity_search match @query order by s.rowid desc limit @limit
              """
            : """
              with found as materialized (select id, customer_id from identities where search @@ to_tsquery('simple', @query))
              select customer_id from found order by id desc limit @limit
              """;
        await using var command = new SqlCommand(raw);
        command.Add("query", Query(words)).Add("limit", limit);
        var found = new List<Guid>();
        await using var reader = await command.ReadAsync(ct);
        while (await reader.ReadAsync(ct))
            found.Add(reader.GetGuid(0));
        return [.. found.Distinct()];
    }

    private string Query(SearchWords words) => database.Dialect.Name == "sqlite" ? words.ForSqlite() : words.ForPostgres();

    private sealed record FoundMessage(Guid Id, Guid CaseId, DateTimeOffset At, Visibility Visibility, string Text);
}
