using Heed.Server.Cluster;

namespace Heed.Server.Retention;

/// <summary>Purges when the server starts and every hour after: a deletion has been followed everywhere within the day.</summary>
internal sealed partial class PurgeTimer(Purge purge, TimeProvider clock, ILogger<PurgeTimer> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => clock.EveryAsync(Every, RoundAsync, LogFailed, stoppingToken);

    private async Task RoundAsync(CancellationToken ct)
    {
        var purged = await purge.RunAsync(ct);
        if (purged is not { Deliveries: 0, Messages: 0, Uploads: 0 })
            LogPurged(purged.Deliveries, purged.Messages, purged.Files, purged.Uploads);
    }

    [LoggerMessage(LogLevel.Information, "Purged the bytes of {Deliveries} deliveries, and what {Messages} deleted messages left behind with {Files} files; {Uploads} files were never sent")]
    private partial void LogPurged(int deliveries, int messages, int files, int uploads);

    [LoggerMessage(LogLevel.Error, "Could not purge; trying again in an hour")]
    private partial void LogFailed(Exception e);
}
