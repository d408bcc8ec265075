using System.Globalization;

namespace Heed.Storage.Blobs;

/// <summary>A file whose bytes still lie with the network.</summary>
/// <param name="ContentId">By which the mail's HTML names it; null for an ordinary file.</param>
/// <param name="Attempts">Tries so far.</param>
public sealed record UnfetchedAttachment(Guid Id, Guid MessageId, Guid AccountId, string Url, string? ContentId, int Attempts);

/// <summary>Bytes of a file, as they are served.</summary>
public sealed record StoredFile(string Name, string ContentType, string Sha256, byte[] Content);

/// <summary>Files of messages: which are still to be fetched, what came of it, and their bytes.</summary>
public sealed class AttachmentStore(Database database)
{
    /// <summary>Files that are due, the oldest first.</summary>
    public async Task<IReadOnlyList<UnfetchedAttachment>> DueAsync(DateTimeOffset now, int limit, CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
        await using var raw = connection.CreateCommand();
        raw.CommandText =
            """
            select a.id, a.message_id, m.account_id, a.url, a.content_id, coalesce(t.attempts, 0)
              from attachments a
              join messages m on m.id = a.message_id
              left join attachment_tries t on t.attachment_id = a.id
             where a.url is not null and a.sha256 is null and a.failure is null and (t.next_at is null or t.next_at <= @now)
             order by a.id
             limit @limit
            """;
        await using var command = new SqlCommand(raw).Add("now", now.ToUnixTimeMilliseconds()).Add("limit", limit);
        await using var reader = await command.ReadAsync(ct);
        var due = new List<UnfetchedAttachment>();
        while (await reader.ReadAsync(ct))
            due.Add(new UnfetchedAttachment(reader.GetGuid(0), reader.GetGuid(1), reader.GetGuid(2), reader.GetString(3), reader.IsDBNull(4) ? null : reader.GetString(4), reader.GetInt32(5)));
        return due;
    }

    /// <summary>Keeps the bytes; the same bytes of another message are kept once.</summary>
    public async Task KeepAsync(Guid id, string contentType, string sha256, byte[] content, CancellationToken ct)
    {
        await using var session = await database.BeginWriteAsync(durable: true, ct);
        await using (var blob = session.Command("insert into blobs (sha256, content) values (@sha, @content) on conflict (sha256) do nothing"))
            await blob.Add("sha", sha256).Add("content", content).RunAsync(ct);
        await using (var update = session.Command("update attachments set sha256 = @sha, size = @size, content_type = @type where id = @id"))
        {
            // Its message was deleted while the bytes were on their way: rolled back, they are not kept.
            if (await update.Add("sha", sha256).Add("size", content.LongLength).Add("type", contentType).Add("id", id).RunAsync(ct) == 0)
                return;
        }

        await ForgetTriesAsync(session, id, ct);
        await session.CommitAsync(ct);
    }

    public async Task TryAgainAsync(Guid id, int attempts, DateTimeOffset nextAt, CancellationToken ct)
    {
        await using var session = await database.BeginWriteAsync(durable: false, ct);
        await using (var tries = session.Command(
            """
            insert into attachment_tries (attachment_id, attempts, next_at)
            select id, @attempts, @next from attachments where id = @id
            on conflict (attachment_id) do update set attempts = excluded.attempts, next_at = excluded.next_at
            """))
            await tries.Add("id", id).Add("attempts", attempts).Add("next", nextAt.ToUnixTimeMilliseconds()).RunAsync(ct);
        await session.CommitAsync(ct);
    }

    /// <param name="failure">Why, in plain words.</param>
    public async Task GiveUpAsync(Guid id, string failure, CancellationToken ct)
    {
        await using var session = await database.BeginWriteAsync(durable: false, ct);
        await using (var update = session.Command("update attachments set failure = @failure where id = @id"))
            await update.Add("failure", failure).Add("id", id).RunAsync(ct);
        await ForgetTriesAsync(session, id, ct);
        await session.CommitAsync(ct);
    }

    /// <summary>The bytes of a file; null when there is none, or they are not here.</summary>
    public Task<StoredFile?> FindAsync(Guid id, CancellationToken ct) => ReadAsync("a.id = @id", c => c.Add("id", id), ct);

    /// <summary>An inline picture of a mail, by the id its HTML uses.</summary>
    public Task<StoredFile?> FindInlineAsync(Guid messageId, string contentId, CancellationToken ct) =>
        ReadAsync("a.message_id = @message and a.content_id = @cid", c => c.Add("message", messageId).Add("cid", contentId), ct);

    private async Task<StoredFile?> ReadAsync(string which, Action<SqlCommand> bind, CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
        await using var raw = connection.CreateCommand();
        raw.CommandText = string.Create(CultureInfo.InvariantCulture, $"select a.name, a.content_type, b.sha256, b.content from attachments a join blobs b on b.sha256 = a.sha256 where {which} limit 1");
        await using var command = new SqlCommand(raw);
        bind(command);
        await using var reader = await command.ReadAsync(ct);
        return await reader.ReadAsync(ct) ? new StoredFile(reader.GetString(0), reader.GetString(1), reader.GetString(2), (byte[])reader.GetValue(3)) : null;
    }

    private static async Task ForgetTriesAsync(WriteSession session, Guid id, CancellationToken ct)
    {
        await using var forget = session.Command("delete from attachment_tries where attachment_id = @id");
        await forget.Add("id", id).RunAsync(ct);
    }
}
