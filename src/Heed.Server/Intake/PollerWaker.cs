using Heed.Server.Cluster;
using Heed.Server.Settings;
using Heed.Storage.Settings;

namespace Heed.Server.Intake;

/// <summary>Sees to it that every connected account has its poller, wherever in the cluster it runs.</summary>
internal sealed partial class PollerWaker(IGrainFactory grains, ChannelCatalog catalog, TimeProvider clock, ILogger<PollerWaker> logger) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => clock.EveryAsync(TimeSpan.FromSeconds(5), RoundAsync, LogFailed, stoppingToken);

    private async Task RoundAsync(CancellationToken ct)
    {
        var settings = await catalog.GetAsync(ct);
        foreach (var (id, state) in settings.States)
        {
            if (state == ChannelAccountState.Connected)
                await grains.GetGrain<IPollerGrain>(id).EnsureAsync();
        }
    }

    [LoggerMessage(LogLevel.Warning, "Could not see to the pollers; trying again")]
    private partial void LogFailed(Exception e);
}
