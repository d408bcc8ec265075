using Heed.Storage.Outcomes;

namespace Heed.Server.Outcomes;

/// <summary>Gives outcomes to customers who became known after them: every ten minutes, and when somebody says who somebody is.</summary>
internal sealed partial class OutcomeJoiner(OutcomeStore outcomes, TimeProvider clock, ILogger<OutcomeJoiner> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        do
        {
            try
            {
                await outcomes.JoinAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogFailed(e);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(LogLevel.Warning, "Could not join outcomes to customers; trying again in ten minutes")]
    private partial void LogFailed(Exception e);
}
