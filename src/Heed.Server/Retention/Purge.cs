using Heed.Storage.Retention;

namespace Heed.Server.Retention;

/// <summary>What went.</summary>
/// <param name="Deliveries">Deliveries that lost their bytes.</param>
/// <param name="Messages">Deleted messages of which nothing is left but the tombstone.</param>
/// <param name="Files">Files whose bytes went with them.</param>
internal sealed record Purged(int Deliveries, int Messages, int Files)
{
    /// <summary>Files that were brought for a reply and never sent.</summary>
    public int Uploads { get; init; }
}

/// <summary>Removes what must not be kept: raw deliveries past their time, what a deleted message left behind, files nobody sent. Running it twice, or on two machines at once, does no harm.</summary>
internal sealed class Purge(DeletedMessages deleted, OldDeliveries deliveries, OldUploads uploads, HeedOptions options, TimeProvider clock)
{
    private const int BatchSize = 200;

    // As long as a draft may wait over a holiday; the agent still has the file.
    private static readonly TimeSpan UploadsWait = TimeSpan.FromDays(14);

    public async Task<Purged> RunAsync(CancellationToken ct)
    {
        var (messages, files) = (0, 0);
        while (await deleted.DueAsync(BatchSize, ct) is { Count: > 0 } due)
        {
            files += await deleted.EraseAsync(due, clock.GetUtcNow(), ct);
            messages += due.Count;
        }

        var now = clock.GetUtcNow();
        var emptied = options.DeliveryRetentionDays == 0 ? 0 : await deliveries.PurgeAsync(now - TimeSpan.FromDays(options.DeliveryRetentionDays), now, ct);
        return new Purged(emptied, messages, files) { Uploads = await uploads.SweepAsync(now - UploadsWait, ct) };
    }
}
