using Heed.Server.Settings;
using Heed.Storage.Settings;

namespace Heed.Server.Intake;

/// <summary>Sees to it that every connected account has its poller, wherever in the cluster it runs.</summary>
internal sealed partial class PollerWaker(IGrainFactory grains, ChannelCatalog catalog, TimeProvider clock, ILogger<PollerWaker> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(5), clock);
        do
        {
            try
            {
                var settings = await catalog.GetAsync(stoppingToken);
                foreach (var (id, state) in settings.States)
                {
                    if (state == ChannelAccountState.Connected)
                        await grains.GetGrain<IPollerGrain>(id).EnsureAsync();
                }
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogFailed(e);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(LogLevel.Warning, "Could not see to the pollers; trying again")]
    private partial void LogFailed(Exception e);
}
