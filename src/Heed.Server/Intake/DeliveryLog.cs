using System.Threading.Channels;
using Heed.Server.Ingest;
using Heed.Storage.Intake;

namespace Heed.Server.Intake;

/// <summary>
/// Group commit: whatever arrives while one commit runs goes into the next. One flush to disk carries hundreds of deliveries,
/// and nobody is answered before the flush that carries theirs.
/// </summary>
internal sealed partial class DeliveryLog(DeliveryStore store, LaneWaker lanes, ILogger<DeliveryLog> logger) : BackgroundService
{
    private const int GroupSize = 512;

    // Beyond this the senders wait at the door: memory stays bounded, and nothing is taken that is not kept.
    private readonly Channel<Pending> waiting = Channel.CreateBounded<Pending>(new BoundedChannelOptions(8192) { SingleReader = true });

    /// <summary>Returns when the delivery is durable.</summary>
    /// <returns>False when it was there already: a success all the same.</returns>
    public async Task<bool> AppendAsync(IncomingDelivery delivery, CancellationToken ct)
    {
        var pending = new Pending(delivery, new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously));
        await waiting.Writer.WriteAsync(pending, ct);
        // Not cancelled from here on: it may be in a commit already.
        return await pending.Done.Task;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var group = new List<Pending>(GroupSize);
        try
        {
            while (await waiting.Reader.WaitToReadAsync(stoppingToken))
            {
                group.Clear();
                while (group.Count < GroupSize && waiting.Reader.TryRead(out var next))
                    group.Add(next);
                await CommitAsync(group);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What is still waiting was never answered: the platform sends it again.
            waiting.Writer.TryComplete();
            while (waiting.Reader.TryRead(out var left))
                left.Done.TrySetCanceled(stoppingToken);
        }
    }

    private async Task CommitAsync(List<Pending> group)
    {
        try
        {
            var fresh = await store.AppendAsync([.. group.Select(p => p.Delivery)], alsoInTransaction: null, CancellationToken.None);
            lanes.Wake(group.Where((_, i) => fresh[i]).SelectMany(p => p.Delivery.Lanes));
            for (var i = 0; i < group.Count; i++)
                group[i].Done.SetResult(fresh[i]);
        }
        catch (Exception e) // the edge of the loop: every sender of the group is told, the loop goes on
        {
            LogCommitFailed(group.Count, e);
            foreach (var pending in group)
                pending.Done.TrySetException(new IntakeUnavailableException(e));
        }
    }

    private sealed record Pending(IncomingDelivery Delivery, TaskCompletionSource<bool> Done);

    [LoggerMessage(LogLevel.Error, "Could not commit {Count} deliveries; their senders were told to try again")]
    private partial void LogCommitFailed(int count, Exception e);
}

/// <summary>The delivery could not be made durable: the sender must try again.</summary>
internal sealed class IntakeUnavailableException(Exception inner) : Exception("The delivery could not be stored.", inner);
