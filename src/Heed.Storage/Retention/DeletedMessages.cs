using Heed.Core.Cases;
using Heed.Storage.Blobs;

namespace Heed.Storage.Retention;

/// <summary>A message that was deleted on its network, and is still known by what it left behind.</summary>
/// <param name="HasFiles">It came with files.</param>
public sealed record DeletedMessage(Guid Id, Guid CaseId, bool HasFiles);

/// <summary>
/// Follows a deletion to where the text stood besides the message itself, which lost it at once: the previews in the case's events,
/// the names and links of its files, and the bytes of those no other message has.
/// </summary>
public sealed class DeletedMessages(Database database)
{
    /// <summary>Those still to be followed, the oldest first.</summary>
    public async Task<IReadOnlyList<DeletedMessage>> DueAsync(int limit, CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
        var raw = connection.CreateCommand();
        raw.CommandText = "select id, case_id, attachment_count from messages where deleted_at is not null and erased_at is null order by deleted_at limit @limit";
        await using var command = new SqlCommand(raw).Add("limit", limit);
        await using var reader = await command.ReadAsync(ct);
        var due = new List<DeletedMessage>();
        while (await reader.ReadAsync(ct))
            due.Add(new DeletedMessage(reader.GetGuid(0), reader.GetGuid(1), reader.GetInt32(2) > 0));
        return due;
    }

    /// <summary>Erases what is left of them. Three transactions, each harmless to repeat: the mark comes last, so what a crash leaves undone is done again.</summary>
    /// <returns>Files whose bytes went.</returns>
    public async Task<int> EraseAsync(IReadOnlyList<DeletedMessage> messages, DateTimeOffset now, CancellationToken ct)
    {
        await PreviewsAsync(messages, ct);
        var withFiles = messages.Where(m => m.HasFiles).ToList();
        var files = withFiles.Count == 0 ? 0 : await FilesAsync(withFiles, ct);

        await using var session = await database.BeginWriteAsync(durable: true, ct);
        await session.ForEachAsync("update messages set erased_at = @now where id = @id", messages, (c, m) => c.Add("now", now.ToUnixTimeMilliseconds()).Add("id", m.Id), ct);
        await session.CommitAsync(ct);
        return files;
    }

    // Events are never changed, but for this: the fold of a case does not need the words.
    private async Task PreviewsAsync(IReadOnlyList<DeletedMessage> messages, CancellationToken ct)
    {
        var emptied = new List<CaseEventRow>();
        await using (var connection = await database.OpenAsync(ct))
        {
            foreach (var message in messages)
                emptied.AddRange((await EventsAsync(connection, message, ct)).Select(Emptied).OfType<CaseEventRow>());
        }

        await using var session = await database.BeginWriteAsync(durable: true, ct);
        await session.ForEachAsync(
            "update case_events set data = @data where case_id = @case and version = @version",
            emptied, (c, e) => c.Add("data", e.Data).Add("case", e.CaseId).Add("version", e.Version), ct);
        await session.CommitAsync(ct);
    }

    private static async Task<List<CaseEventRow>> EventsAsync(System.Data.Common.DbConnection connection, DeletedMessage message, CancellationToken ct)
    {
        var raw = connection.CreateCommand();
        raw.CommandText = "select version, kind, at, actor_id, data, case_id from case_events where (case_id = @case or case_id in (select id from cases where merged_into_id = @case)) and ((kind in ('message-in', 'message-out', 'message-reworded') and data like @id) or kind = 'case-merged')";
        await using var command = new SqlCommand(raw).Add("case", message.CaseId).Add("id", $"%\"{message.Id}\"%");
        await using var reader = await command.ReadAsync(ct);
        var rows = new List<CaseEventRow>();
        while (await reader.ReadAsync(ct))
        {
            rows.Add(new CaseEventRow
            {
                CaseId = reader.GetGuid(5),
                Version = reader.GetInt64(0),
                Kind = reader.GetString(1),
                At = DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(2)),
                ActorId = reader.IsDBNull(3) ? null : reader.GetGuid(3),
                Data = reader.GetString(4),
            });
        }

        return rows.FindAll(r => r.Kind == "case-merged" || IdOf(r.Read()) == message.Id);
    }

    private static Guid? IdOf(CaseEvent e) => e switch
    {
        MessageIn m => m.MessageId,
        MessageOut m => m.MessageId,
        MessageReworded m => m.MessageId,
        _ => null,
    };

    private static CaseEventRow? Emptied(CaseEventRow row) => row.Read() switch
    {
        MessageIn { Preview.Length: > 0 } m => CaseEventRow.Of(row.CaseId, row.Version, m with { Preview = "" }),
        MessageOut { Preview.Length: > 0 } m => CaseEventRow.Of(row.CaseId, row.Version, m with { Preview = "" }),
        MessageReworded { Preview.Length: > 0 } m => CaseEventRow.Of(row.CaseId, row.Version, m with { Preview = "" }),
        // Which message it showed is not known any more.
        CaseMerged { Facts.Preview.Length: > 0 } m => CaseEventRow.Of(row.CaseId, row.Version, m with { Facts = m.Facts with { Preview = "" } }),
        _ => null,
    };

    private async Task<int> FilesAsync(IReadOnlyList<DeletedMessage> messages, CancellationToken ct)
    {
        await using var session = await database.BeginWriteAsync(durable: true, ct);
        await UnusedBlobs.HoldAsync(session, database, ct);
        var hashes = new List<string>();
        foreach (var message in messages)
        {
            await using var command = session.Command("select distinct sha256 from attachments where message_id = @id and sha256 is not null");
            await using var reader = await command.Add("id", message.Id).ReadAsync(ct);
            while (await reader.ReadAsync(ct))
                hashes.Add(reader.GetString(0));
        }

        await session.ForEachAsync(
            "delete from attachment_tries where attachment_id in (select id from attachments where message_id = @id)", messages, (c, m) => c.Add("id", m.Id), ct);
        await session.ForEachAsync("delete from attachments where message_id = @id", messages, (c, m) => c.Add("id", m.Id), ct);
        var gone = await UnusedBlobs.DropAsync(session, hashes, ct);
        await session.CommitAsync(ct);
        return gone;
    }
}
