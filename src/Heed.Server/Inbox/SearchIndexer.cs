using System.Threading.Channels;
using Heed.Server.Live;
using Heed.Storage.Search;

namespace Heed.Server.Inbox;

/// <summary>Keeps the full-text indexes a second behind what is written. A rush at the door goes first: it rests longer than it works.</summary>
internal sealed partial class SearchIndexer(SearchIndex index, LiveFeed live, TimeProvider clock, ILogger<SearchIndexer> logger) : BackgroundService
{
    private static readonly TimeSpan Behind = TimeSpan.FromSeconds(1);

    // What another process wrote (an import) is not told here; whoever searches looks too.
    private static readonly TimeSpan Sweep = TimeSpan.FromMinutes(5);

    // When something was last taken in; a rush pauses between its commits.
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1);

    private readonly Channel<bool> news = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private long lastNews = clock.GetTimestamp();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var listening = live.Subscribe(_ => Heard());
        using var sweep = clock.CreateTimer(_ => news.Writer.TryWrite(true), null, Sweep, Sweep);
        do
        {
            await CatchUpAsync(stoppingToken);
            await Task.Delay(Behind, clock, stoppingToken);
        }
        while (await news.Reader.ReadAsync(stoppingToken));
    }

    private async Task CatchUpAsync(CancellationToken ct)
    {
        try
        {
            for (var began = clock.GetTimestamp(); await index.CatchUpAsync(ct, bulk: IsQuiet()); began = clock.GetTimestamp())
                await Task.Delay(3 * clock.GetElapsedTime(began), clock, ct);
        }
        catch (Exception e) when (e is not OperationCanceledException) // the edge of the loop: the rows stay queued
        {
            LogFailed(e);
        }
    }

    private void Heard()
    {
        Volatile.Write(ref lastNews, clock.GetTimestamp());
        news.Writer.TryWrite(true);
    }

    private bool IsQuiet() => clock.GetElapsedTime(Volatile.Read(ref lastNews)) > Quiet;

    [LoggerMessage(LogLevel.Warning, "Could not bring the search up to date; trying again")]
    private partial void LogFailed(Exception e);
}
