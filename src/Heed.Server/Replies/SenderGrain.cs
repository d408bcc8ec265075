using Heed.Core.Channels;
using Heed.Core.Messages;
using Heed.Server.Cluster;
using Heed.Server.Settings;
using Heed.Storage.Replies;
using Heed.Storage.Settings;

namespace Heed.Server.Replies;

/// <summary>The one sender of a channel account in the whole cluster: replies leave in order, at the platform's pace.</summary>
public interface ISenderGrain : IGrainWithGuidKey
{
    /// <summary>Something is due.</summary>
    [Orleans.Concurrency.OneWay]
    [Orleans.Concurrency.AlwaysInterleave]
    Task WakeAsync();
}

internal sealed partial class SenderGrain(OutboxStore outbox, ReplySender sender, ChannelCatalog catalog, TimeProvider clock, ILogger<SenderGrain> logger) : Grain, ISenderGrain
{
    private const int BatchSize = 50;

    private readonly Pacing pacing = new();
    private readonly WakeLoop wakes = new();

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        // Whoever owned this account before stopped in the middle: what it was sending, nobody knows.
        var orphans = await outbox.OrphansAsync(this.GetPrimaryKey(), clock.GetUtcNow(), ReplySender.FirstLook, cancellationToken);
        if (orphans > 0)
            LogOrphans(this.GetPrimaryKey(), orphans);
    }

    public async Task WakeAsync()
    {
        try
        {
            await wakes.RunAsync(() => SendDueAsync(CancellationToken.None));
        }
        catch (Exception e) // the edge of the loop: the ledger keeps what is due, the sweep wakes it again
        {
            LogFailed(this.GetPrimaryKey(), e);
        }
    }

    private async Task SendDueAsync(CancellationToken ct)
    {
        for (; ; )
        {
            var settings = await catalog.GetAsync(ct);
            var id = this.GetPrimaryKey();
            if (!settings.ById.TryGetValue(id, out var account) || settings.States[id] != ChannelAccountState.Connected)
                return;
            if (pacing.WaitUntil > clock.GetUtcNow())
                return;
            var due = await outbox.DueAsync(id, clock.GetUtcNow(), BatchSize, ct);
            if (due.Count == 0)
                return;
            foreach (var reply in due)
            {
                if (pacing.WaitUntil > clock.GetUtcNow())
                    return;
                pacing.Learn(await StepAsync(account, reply, ct), clock.GetUtcNow());
            }
        }
    }

    // One reply that can not be taken further must not hold up those behind it.
    private async Task<RateSignal?> StepAsync(ChannelAccount account, DueReply reply, CancellationToken ct)
    {
        try
        {
            return reply.Entry.State == MessageState.Unknown
                ? await sender.ReconcileAsync(account, reply, ct)
                : await sender.SendAsync(account, reply, ct);
        }
        catch (Exception e)
        {
            LogReplyFailed(reply.Message.Id, e);
            await sender.PutOffAsync(reply, ct); // with the database away this fails too, and everything waits
            return null;
        }
    }

    [LoggerMessage(LogLevel.Warning, "Account {Account}: {Count} replies were being sent when their sender stopped; the platform will be asked")]
    private partial void LogOrphans(Guid account, int count);

    [LoggerMessage(LogLevel.Error, "Reply {Message} could not be taken further; the platform will be asked about it later")]
    private partial void LogReplyFailed(Guid message, Exception e);

    [LoggerMessage(LogLevel.Error, "The sender of account {Account} failed; it will try again")]
    private partial void LogFailed(Guid account, Exception e);
}
