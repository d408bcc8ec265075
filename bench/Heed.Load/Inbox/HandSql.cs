using Heed.Server.Inbox;
using Heed.Storage;

namespace Heed.Load.Inbox;

/// <summary>The same questions in SQL by hand, every column read: the limit of what the list, the thread and the search can be.</summary>
internal sealed class HandSql(Database database)
{
    private const string Columns =
        "c.id, c.number, c.customer_id, p.name, c.brand, c.status, c.priority, c.origin_network, c.last_network, c.last_visibility, c.last_direction, c.preview, c.subject, c.language, c.opened_at, c.last_message_at, c.waiting_since, c.due_at, c.department_id, c.assignee_id, c.version, c.queue_at";

    /// <param name="where">On <c>cases c</c>; <c>@value</c> is bound.</param>
    public Task<int> ListAsync(string where, object? value, CancellationToken ct) => ReadAsync(
        $"select {Columns} from (select * from cases c where {where} order by c.queue_at, c.id limit 51) c join customers p on p.id = c.customer_id order by c.queue_at, c.id", value, ct);

    public async Task CaseAsync(Guid id, CancellationToken ct)
    {
        await ReadAsync($"select {Columns} from cases c join customers p on p.id = c.customer_id where c.id = @value", id, ct);
        await ReadAsync("select id, case_id, account_id, external_id, network, direction, visibility, kind, text, language, state, failure, at, agent_id, author_name, edited_at, deleted_at, hidden, automatic, reaction, attachment_count, extra from messages where case_id = @value order by at desc, id desc limit 51", id, ct);
        await ReadAsync("select version, kind, at, actor_id, data from case_events where case_id = @value order by version desc limit 200", id, ct);
    }

    public Task<int> SearchAsync(string text, CancellationToken ct)
    {
        var words = SearchWords.Of(text);
        return database.Dialect.Name == "sqlite"
            ? ReadAsync($"select {Columns}, f.text from (select m.case_id, m.text from message_search s join messages m on m.seq = s.rowid where s.message_search match @value order by s.rowid desc limit 200) f join cases c on c.id = f.case_id join customers p on p.id = c.customer_id", words.ForSqlite(), ct)
            : ReadAsync($"select {Columns}, f.text from (select m.case_id, m.text from messages m where m.search @@ to_tsquery('simple', @value) order by m.at desc limit 200) f join cases c on c.id = f.case_id join customers p on p.id = c.customer_id", words.ForPostgres(), ct);
    }

    private async Task<int> ReadAsync(string sql, object? value, CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
        await using var raw = connection.CreateCommand();
        raw.CommandText = sql;
        await using var command = new SqlCommand(raw);
        if (value is not null)
            command.Add("value", value);
        await using var reader = await command.ReadAsync(ct);
        var row = new object[reader.FieldCount];
        var rows = 0;
        for (; await reader.ReadAsync(ct); rows++)
            reader.GetValues(row);
        return rows;
    }
}
