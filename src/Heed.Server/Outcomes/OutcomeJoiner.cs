using Heed.Server.Cluster;
using Heed.Storage.Outcomes;

namespace Heed.Server.Outcomes;

/// <summary>Gives outcomes to customers who became known after them: every ten minutes.</summary>
internal sealed partial class OutcomeJoiner(OutcomeStore outcomes, TimeProvider clock, ILogger<OutcomeJoiner> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(10);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => clock.EveryAsync(Every, outcomes.JoinAsync, LogFailed, stoppingToken);

    [LoggerMessage(LogLevel.Warning, "Could not join outcomes to customers; trying again in ten minutes")]
    private partial void LogFailed(Exception e);
}
