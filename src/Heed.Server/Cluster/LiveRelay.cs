using System.Text.Json;
using System.Threading.Channels;
using Heed.Server.Live;
using Heed.Storage.Postgres;
using Npgsql;

namespace Heed.Server.Cluster;

/// <summary>
/// Tells the other nodes' screens what changed here, by PostgreSQL's own LISTEN and NOTIFY. At most once, like the feed itself:
/// a screen that missed a word heals with its next read.
/// </summary>
internal sealed partial class LiveRelay(LiveFeed feed, PostgresDatabase database, ILogger<LiveRelay> logger) : BackgroundService
{
    private const string Topic = "heed_live";

    // A notification holds less than 8,000 bytes; a change takes about 160.
    private const int ChangesAtOnce = 40;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly Guid here = Guid.CreateVersion7();

    // The oldest words are the least missed.
    private readonly Channel<CaseChange> outgoing = Channel.CreateBounded<CaseChange>(new BoundedChannelOptions(10_000) { FullMode = BoundedChannelFullMode.DropOldest });

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        feed.Relay = changes =>
        {
            foreach (var change in changes)
                outgoing.Writer.TryWrite(change);
        };
        await Task.WhenAll(AgainAsync(ListenAsync, stoppingToken), AgainAsync(TellAsync, stoppingToken));
    }

    private async Task AgainAsync(Func<CancellationToken, Task> run, CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            try
            {
                await run(ct);
            }
            catch (Exception e) when (e is not OperationCanceledException) // the edge of the loop: the database comes back
            {
                LogLost(e);
                await Task.Delay(Pause, ct);
            }
        }
    }

    private async Task ListenAsync(CancellationToken ct)
    {
        await using var connection = await database.Source.OpenConnectionAsync(ct);
        connection.Notification += (_, heard) =>
        {
            if (JsonSerializer.Deserialize<Told>(heard.Payload) is { } told && told.From != here)
                feed.PublishHere(told.Changes);
        };
        await using (var listen = new NpgsqlCommand($"listen {Topic}", connection))
            await listen.ExecuteNonQueryAsync(ct);
        while (true)
            await connection.WaitAsync(ct);
    }

    private async Task TellAsync(CancellationToken ct)
    {
        while (await outgoing.Reader.WaitToReadAsync(ct))
        {
            var changes = new List<CaseChange>(ChangesAtOnce);
            while (changes.Count < ChangesAtOnce && outgoing.Reader.TryRead(out var change))
                changes.Add(change);
            await using var notify = database.Source.CreateCommand("select pg_notify($1, $2)");
            notify.Parameters.Add(new() { Value = Topic });
            notify.Parameters.Add(new() { Value = JsonSerializer.Serialize(new Told(here, changes)) });
            await notify.ExecuteNonQueryAsync(ct);
        }
    }

    private sealed record Told(Guid From, IReadOnlyList<CaseChange> Changes);

    [LoggerMessage(LogLevel.Warning, "Lost the word from the other nodes; asking again")]
    private partial void LogLost(Exception e);
}
