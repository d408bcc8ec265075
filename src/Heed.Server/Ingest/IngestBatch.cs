using Heed.Core.Ingest;
using Heed.Server.Live;
using Heed.Server.Settings;
using Heed.Storage;
using Heed.Storage.Cases;

namespace Heed.Server.Ingest;

/// <summary>What became of a batch.</summary>
internal sealed record BatchResult(int Taken, int Known, int Waiting, IReadOnlyDictionary<(string Step, string Why), int> Counts);

/// <summary>An event the pipeline could not digest; the worker sets it aside and runs the batch again without it.</summary>
internal sealed class PoisonEventException(IngestItem item, Exception inner) : Exception($"An event could not be taken in: {inner.Message}", inner)
{
    public IngestItem Item { get; } = item;
}

/// <summary>Load → decide → save for a batch of events, in the platform's order. The one way into a case, for live traffic and for history.</summary>
internal sealed class IngestBatch(Database database, IngestStore store, ChannelCatalog catalog, LiveFeed live, IngestMeter meter, TimeProvider clock)
{
    // A case changed under us, or somebody was first with a unique key: read again and decide again. More than this is a bug.
    private const int Attempts = 8;

    /// <param name="alsoInTransaction">What must be committed together with the batch: the lane's position, an import's.</param>
    /// <exception cref="PoisonEventException">One event failed; nothing was saved.</exception>
    public Task<BatchResult> RunAsync(IReadOnlyList<IngestItem> items, Func<WriteSession, CancellationToken, Task>? alsoInTransaction, CancellationToken ct) =>
        RunAndRecordAsync(items, (session, _, token) => alsoInTransaction?.Invoke(session, token) ?? Task.CompletedTask, ct);

    /// <summary>The same, when what is committed together tells what became of the batch.</summary>
    /// <exception cref="PoisonEventException">One event failed; nothing was saved.</exception>
    public async Task<BatchResult> RunAndRecordAsync(
        IReadOnlyList<IngestItem> items, Func<WriteSession, BatchResult, CancellationToken, Task> alsoInTransaction, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await TryAsync(items, alsoInTransaction, ct);
            }
            catch (Exception e) when (attempt < Attempts && (e is StaleCaseException || database.IsConflict(e)))
            {
                meter.Retried();
            }
        }
    }

    private async Task<BatchResult> TryAsync(
        IReadOnlyList<IngestItem> items, Func<WriteSession, BatchResult, CancellationToken, Task> alsoInTransaction, CancellationToken ct)
    {
        var settings = await catalog.GetAsync(ct);
        var set = settings.NewSet();
        if (items.Count > 0)
            await store.LoadAsync(set, items, ct);

        foreach (var item in items.OrderBy(i => i.Event.At))
        {
            try
            {
                IngestPipeline.Take(set, item);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                throw new PoisonEventException(item, e);
            }
        }

        var result = new BatchResult(
            set.NewMessages.Count,
            set.Counts.Where(c => c.Key.Why is "duplicate").Sum(c => c.Value),
            set.NewWaiting.Count,
            set.Counts);

        // One transaction: the changes and the claim. A crash before it replays the batch; after it, nothing is left to replay.
        await using (var session = await database.BeginWriteAsync(durable: false, ct))
        {
            await store.SaveAsync(session, set, clock.GetUtcNow(), ct);
            await alsoInTransaction(session, result, ct);
            await session.CommitAsync(ct);
        }

        live.Publish([.. set.NewCases.Concat(set.ChangedCases).Select(CaseChange.Of)]);
        meter.Saved(set);
        return result;
    }
}
