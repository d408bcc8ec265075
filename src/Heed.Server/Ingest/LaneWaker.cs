using Heed.Server.Cluster;
using Heed.Storage.Intake;

namespace Heed.Server.Ingest;

/// <summary>Wakes lanes: at once when something is put into them, and every two seconds those where a wake-up was lost.</summary>
internal sealed partial class LaneWaker(IGrainFactory grains, LaneStore lanes, LaneGroups groups, TimeProvider clock, ILogger<LaneWaker> logger) : BackgroundService
{
    public void Wake(IEnumerable<int> which)
    {
        foreach (var group in which.Select(groups.Of).Distinct())
            grains.GetGrain<ILaneGrain>(group).WakeAsync().Ignore();
    }

    /// <summary>When it is not known which: a replay.</summary>
    public void WakeAll() => Wake(Enumerable.Range(0, LaneOf.Count));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await lanes.EnsureAsync(LaneOf.Count, stoppingToken);
        await clock.EveryAsync(TimeSpan.FromSeconds(2), RoundAsync, LogSweepFailed, stoppingToken);
    }

    private async Task RoundAsync(CancellationToken ct)
    {
        Wake(await lanes.BusyAsync(ct));
    }

    [LoggerMessage(LogLevel.Warning, "Could not look for waiting lanes; trying again")]
    private partial void LogSweepFailed(Exception e);
}
