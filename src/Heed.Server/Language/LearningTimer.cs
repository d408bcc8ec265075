namespace Heed.Server.Language;

/// <summary>Learns every hour, when people have corrected enough since the last time.</summary>
internal sealed partial class LearningTimer(Lessons lessons, TimeProvider clock, ILogger<LearningTimer> logger) : BackgroundService
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Hour, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                if (await lessons.HasNewsAsync(stoppingToken))
                    await lessons.LearnAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogFailed(e);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "Could not learn from corrections; trying again in an hour")]
    private partial void LogFailed(Exception e);
}
