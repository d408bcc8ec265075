using Heed.Core.Channels;
using Heed.Server.Ingest;
using Heed.Server.Settings;
using Heed.Storage.Intake;
using Heed.Storage.Settings;

namespace Heed.Server.Intake;

/// <summary>The one poller of a channel account in the cluster: fetches what the webhooks may have missed, and listens where the network lets one listen.</summary>
public interface IPollerGrain : IGrainWithGuidKey
{
    /// <summary>Starts polling if it has not; keeps the grain alive.</summary>
    Task EnsureAsync();
}

internal sealed partial class PollerGrain(
    ChannelCatalog catalog, PollStore polls, DeliveryStore deliveries, IncomingDeliveries incoming, LaneWaker lanes,
    IHttpClientFactory http, HeedOptions options, TimeProvider clock, ILogger<PollerGrain> logger) : Grain, IPollerGrain, IDisposable
{
    private readonly CancellationTokenSource stopping = new();
    private Task? loop;

    public Task EnsureAsync()
    {
        if (loop is null or { IsCompleted: true })
            loop = RunAsync(stopping.Token);
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => stopping.CancelAsync();

    public void Dispose() => stopping.Dispose();

    private async Task RunAsync(CancellationToken ct)
    {
        var id = this.GetPrimaryKey();
        var failures = 0;
        while (!ct.IsCancellationRequested)
        {
            try
            {
                var settings = await catalog.GetAsync(ct);
                if (!settings.ById.TryGetValue(id, out var account) || settings.States[id] != ChannelAccountState.Connected)
                    return; // removed or disconnected; EnsureAsync starts anew when it is back

                var ok = await PollAsync(account, ct);
                failures = ok ? 0 : failures + 1;
                var pause = TimeSpan.FromSeconds(ok ? options.PollSeconds : Math.Min(options.PollSeconds * 5, 5 << Math.Min(failures, 8)));
                await catalog.ChannelOf(account).WaitForNewsAsync(account, pause, http.CreateClient("channels"), ct);
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) // the edge of the loop: the cursor stays where it was
            {
                failures++;
                LogFailed(id, e);
                await Task.Delay(TimeSpan.FromSeconds(Math.Min(300, 5 << Math.Min(failures, 6))), clock, ct).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Current);
            }
        }
    }

    private async Task<bool> PollAsync(ChannelAccount account, CancellationToken ct)
    {
        var channel = catalog.ChannelOf(account);
        for (; ; )
        {
            var cursor = await polls.CursorAsync(account.Id, ct);
            var result = await channel.PollAsync(account, cursor, http.CreateClient("channels"), ct);
            var rows = result.Deliveries.Select(d => incoming.Of(account, d, DeliverySource.Poll)).ToList();

            // The cursor moves in the transaction that keeps what it has passed.
            var fresh = await deliveries.AppendAsync(rows, (session, token) => PollStore.MoveAsync(session, account.Id, result, clock.GetUtcNow(), token), ct);
            lanes.Wake(rows.Where((_, i) => fresh[i]).SelectMany(r => r.Lanes));
            if (result.Disconnected)
            {
                LogDisconnected(account.Id, result.Failure?.Code);
                await catalog.RenewAsync(ct);
                return false;
            }

            if (result.Failure is { } failure)
            {
                LogPollFailed(account.Id, failure.Code);
                return false;
            }

            if (!result.More)
                return true;
        }
    }

    [LoggerMessage(LogLevel.Error, "The poller of account {Account} failed; it will try again")]
    private partial void LogFailed(Guid account, Exception e);

    [LoggerMessage(LogLevel.Warning, "Account {Account} could not be polled: {Reason}")]
    private partial void LogPollFailed(Guid account, string reason);

    [LoggerMessage(LogLevel.Error, "Account {Account} is disconnected: {Reason}")]
    private partial void LogDisconnected(Guid account, string? reason);
}
