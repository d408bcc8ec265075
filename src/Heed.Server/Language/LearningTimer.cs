using Heed.Server.Cluster;

namespace Heed.Server.Language;

/// <summary>Learns every hour, when people have corrected enough since the last time.</summary>
internal sealed partial class LearningTimer(Lessons lessons, TimeProvider clock, ILogger<LearningTimer> logger) : BackgroundService
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => clock.EveryAsync(Hour, RoundAsync, LogFailed, stoppingToken, atOnce: false);

    private async Task RoundAsync(CancellationToken ct)
    {
        if (await lessons.HasNewsAsync(ct))
            await lessons.LearnAsync(ct);
    }

    [LoggerMessage(LogLevel.Warning, "Could not learn from corrections; trying again in an hour")]
    private partial void LogFailed(Exception e);
}
