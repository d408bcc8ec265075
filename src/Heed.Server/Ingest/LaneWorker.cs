using System.Data.Common;
using System.Net.Sockets;
using System.Text.Json;
using Heed.Core.Channels;
using Heed.Core.Ingest;
using Heed.Server.Settings;
using Heed.Storage;
using Heed.Storage.Intake;

namespace Heed.Server.Ingest;

/// <summary>Empties lanes: takes their next deliveries in order, turns them into events, and commits cases and claim together.</summary>
internal sealed partial class LaneWorker(Database database, LaneStore lanes, IngestBatch batch, ChannelCatalog catalog, TimeProvider clock, ILogger<LaneWorker> logger)
{
    /// <summary>Deliveries in one commit: enough to share what a commit costs, few enough that those at the door need not wait long for the writer.</summary>
    public const int BatchSize = 512;

    /// <returns>Deliveries taken; 0 when the lanes are empty, or another node's.</returns>
    public async Task<int> RunOnceAsync(LaneGroup group, CancellationToken ct)
    {
        for (var limit = BatchSize; ; limit /= 2)
        {
            var work = await TakeAsync(group, limit, ct);
            if (work.Deliveries.Count == 0)
                return 0;
            try
            {
                await CommitAsync(work, ct);
                LogIngested(group.First, group.Last, work.Deliveries.Count, work.Items.Count, work.Aside.Count);
                return work.Deliveries.Count;
            }
            catch (LaneTakenException)
            {
                // Another node owns one of these lanes now; what it has done is done.
                return 0;
            }
            catch (Exception e) when (work.Deliveries.Count > 1 && MayBeTheirFault(e))
            {
                // One of them can not be saved, however often it is tried. The half before it can, and must not wait for it.
                LogHalved(group.First, group.Last, work.Deliveries.Count, e);
                limit = Math.Min(limit, work.Deliveries.Count);
            }
            catch (Exception e) when (MayBeTheirFault(e))
            {
                await SiftAsync(work, ct);
                await CommitAsync(work, ct);
                return work.Deliveries.Count;
            }
        }
    }

    private async Task<LaneWork> TakeAsync(LaneGroup group, int limit, CancellationToken ct)
    {
        var work = new LaneWork(await lanes.ClaimAsync(group.First, group.Last, limit, ct), clock);
        var settings = await catalog.GetAsync(ct);
        foreach (var claimed in work.Deliveries)
        {
            if (settings.ById.TryGetValue(claimed.Delivery.AccountId, out var account))
                Read(account, claimed, work);
            else // removed while its last deliveries waited: they are kept, and replay when it comes back
                work.SetAside(claimed.Delivery, 0, "The channel account was removed. Add it again and replay this delivery.");
        }

        return work;
    }

    private async Task CommitAsync(LaneWork work, CancellationToken ct)
    {
        for (; ; )
        {
            try
            {
                await batch.RunAsync(work.Items, (session, token) => LaneStore.FinishAsync(session, work.Claim, work.Aside, token), ct);
                return;
            }
            catch (PoisonEventException poison)
            {
                SetAside(work, poison.Item, poison.InnerException!); // it is made from one
            }
        }
    }

    // Which events of a single delivery can not be saved is found by trying each after those before it, and taking the trial back.
    private async Task SiftAsync(LaneWork work, CancellationToken ct)
    {
        var good = new List<IngestItem>();
        foreach (var item in work.Items.ToList())
        {
            try
            {
                await batch.RunAsync([.. good, item], (_, _) => throw new TrialOverException(), ct);
            }
            catch (TrialOverException)
            {
                good.Add(item);
            }
            catch (Exception e) when (e is PoisonEventException || MayBeTheirFault(e))
            {
                SetAside(work, item, e is PoisonEventException ? e.InnerException! : e); // it is made from one
            }
        }
    }

    // A database that is away or full is nobody's fault: then everything waits.
    private bool MayBeTheirFault(Exception e) =>
        e is not OperationCanceledException && (database.IsConflict(e) || database.IsRefused(e) || e.GetBaseException() is not (DbException or IOException or SocketException or TimeoutException));

    private void SetAside(LaneWork work, IngestItem item, Exception why)
    {
        var (delivery, index) = work.SetAside(item, $"{why.GetType().Name}: {why.Message}");
        LogPoison(delivery.Seq, index, why);
    }

    private void Read(ChannelAccount account, ClaimedDelivery claimed, LaneWork work)
    {
        var (delivery, reading) = claimed;
        var verdicts = catalog.ChannelOf(account).Parse(account, RawOf(delivery)).Verdicts;
        for (var index = 0; index < verdicts.Count; index++)
        {
            switch (verdicts[index])
            {
                case Verdict.Understood understood when reading.Contains(LaneOf.Event(understood.Event)):
                    work.Add(IncomingEvents.ItemOf(account, understood.Event, delivery.ReceivedAt), delivery, index);
                    break;
                case Verdict.SetAside set when reading.Contains(LaneOf.Account(account)):
                    work.SetAside(delivery, index, set.Reason);
                    break;
                default:
                    break;
            }
        }
    }

    public static RawDelivery RawOf(Delivery delivery) => new(
        delivery.Body, delivery.ContentType,
        delivery.Headers is null ? new Dictionary<string, string>() : JsonSerializer.Deserialize<Dictionary<string, string>>(delivery.Headers) ?? [])
    {
        ReceivedAt = delivery.ReceivedAt,
    };

    [LoggerMessage(LogLevel.Debug, "Lanes {First} to {Last}: {Deliveries} deliveries, {Events} events, {Aside} set aside")]
    private partial void LogIngested(int first, int last, int deliveries, int events, int aside);

    [LoggerMessage(LogLevel.Warning, "Lanes {First} to {Last}: {Deliveries} deliveries could not be saved together; a half of them is tried")]
    private partial void LogHalved(int first, int last, int deliveries, Exception e);

    [LoggerMessage(LogLevel.Error, "Event {Index} of delivery {Seq} was set aside")]
    private partial void LogPoison(long seq, int index, Exception e);
}

/// <summary>Ends a trial commit that would have worked.</summary>
internal sealed class TrialOverException() : Exception("The trial is over.");
