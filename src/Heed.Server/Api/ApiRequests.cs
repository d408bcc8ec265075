using System.Security.Cryptography;
using System.Text;
using Heed.Storage;
using Heed.Storage.Api;

namespace Heed.Server.Api;

/// <summary>How a request with a key begins.</summary>
internal abstract record RequestStart
{
    private RequestStart()
    {
    }

    /// <param name="MessageId">The id its message has, or will have: writing it twice is impossible.</param>
    public sealed record Go(Guid MessageId, bool Keyed) : RequestStart;

    /// <summary>The key belongs to a request that asked for something else.</summary>
    public sealed record KeyReused : RequestStart;

    public sealed record KeyTooLong : RequestStart;
}

/// <summary>
/// Gives each Idempotency-Key the id of the message it will write, before it is written. A crash in between leaves only the promise of an id:
/// the retry writes the same message, and the unique id keeps it single.
/// </summary>
internal sealed class ApiRequests(ApiRequestStore store, Database database, TimeProvider clock)
{
    public bool IsConflict(Exception e) => database.IsConflict(e);

    public async Task<RequestStart> BeginAsync(string caller, string? key, Guid caseId, string asked, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var id = Guid.CreateVersion7(now);
        if (key is null)
            return new RequestStart.Go(id, Keyed: false);
        if (!WriteEndpoints.IsKey(key))
            return new RequestStart.KeyTooLong();
        var fingerprint = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{caseId}\n{asked}")));
        var kept = await store.KeepAsync(caller, key, fingerprint, id, now, ct);
        return kept.Fingerprint == fingerprint ? new RequestStart.Go(kept.MessageId, Keyed: true) : new RequestStart.KeyReused();
    }
}
