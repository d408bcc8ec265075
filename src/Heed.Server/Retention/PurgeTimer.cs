namespace Heed.Server.Retention;

/// <summary>Purges when the server starts and every hour after: a deletion has been followed everywhere within the day.</summary>
internal sealed partial class PurgeTimer(Purge purge, TimeProvider clock, ILogger<PurgeTimer> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        do
        {
            try
            {
                var purged = await purge.RunAsync(stoppingToken);
                if (purged is not { Deliveries: 0, Messages: 0, Uploads: 0 })
                    LogPurged(purged.Deliveries, purged.Messages, purged.Files, purged.Uploads);
            }
            catch (Exception e) when (e is not OperationCanceledException) // the edge of the loop: what is due stays due
            {
                LogFailed(e);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(LogLevel.Information, "Purged the bytes of {Deliveries} deliveries, and what {Messages} deleted messages left behind with {Files} files; {Uploads} files were never sent")]
    private partial void LogPurged(int deliveries, int messages, int files, int uploads);

    [LoggerMessage(LogLevel.Error, "Could not purge; trying again in an hour")]
    private partial void LogFailed(Exception e);
}
