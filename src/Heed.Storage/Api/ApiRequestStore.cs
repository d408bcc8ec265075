namespace Heed.Storage.Api;

/// <summary>What an Idempotency-Key stands for.</summary>
/// <param name="Fingerprint">Hash of what was asked.</param>
/// <param name="MessageId">Id of the message it writes.</param>
public sealed record KeptRequest(string Fingerprint, Guid MessageId);

/// <summary>Idempotency keys of the API, kept for a week.</summary>
public sealed class ApiRequestStore(Database database)
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    /// <summary>Keeps the key, unless it is kept already; durable when it returns.</summary>
    /// <returns>What the key stands for: of callers at once, all get the first one's.</returns>
    public async Task<KeptRequest> KeepAsync(string caller, string key, string fingerprint, Guid messageId, DateTimeOffset now, CancellationToken ct)
    {
        await using var session = await database.BeginWriteAsync(durable: true, ct);
        await using (var old = session.Command("delete from api_requests where at < @old"))
            await old.Add("old", (now - Kept).ToUnixTimeMilliseconds()).RunAsync(ct);
        await using (var insert = session.Command(
            """
            insert into api_requests (caller, key, fingerprint, message_id, at) values (@caller, @key, @fingerprint, @message, @at)
            on conflict (caller, key) do nothing
            """))
            await insert.Add("caller", caller).Add("key", key).Add("fingerprint", fingerprint).Add("message", messageId).Add("at", now.ToUnixTimeMilliseconds()).RunAsync(ct);

        KeptRequest kept;
        await using (var select = session.Command("select fingerprint, message_id from api_requests where caller = @caller and key = @key"))
        await using (var reader = await select.Add("caller", caller).Add("key", key).ReadAsync(ct))
        {
            await reader.ReadAsync(ct);
            kept = new KeptRequest(reader.GetString(0), reader.GetGuid(1));
        }

        await session.CommitAsync(ct);
        return kept;
    }
}
