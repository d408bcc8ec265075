using Heed.Server.Cluster;

namespace Heed.Server.Ingest;

/// <summary>Owns a group of lanes: in a whole cluster only one grain of a key is active, so a lane has one reader.</summary>
public interface ILaneGrain : IGrainWithIntegerKey
{
    /// <summary>Something was put into one of its lanes.</summary>
    [Orleans.Concurrency.OneWay]
    [Orleans.Concurrency.AlwaysInterleave]
    Task WakeAsync();
}

internal sealed partial class LaneGrain(LaneWorker worker, LaneGroups groups, ILogger<LaneGrain> logger) : Grain, ILaneGrain
{
    // From so many on deliveries rush in, and the next commit waits a moment for more. Fewer are taken at once.
    private const int Rush = 48;

    private readonly WakeLoop wakes = new();
    private int failures;

    public Task WakeAsync() => wakes.RunAsync(EmptyAsync);

    private async Task EmptyAsync()
    {
        var lanes = groups[(int)this.GetPrimaryKeyLong()];
        try
        {
            while (await worker.RunOnceAsync(lanes, CancellationToken.None) is > 0 and var taken)
            {
                failures = 0;
                if (taken is >= Rush and < LaneWorker.BatchSize)
                    await Task.Delay(groups.Gather);
            }
        }
        catch (Exception e) // the edge of the loop: the rows stay in their lanes, the sweep wakes it again
        {
            failures++;
            LogFailed(lanes.First, lanes.Last, failures, e);
            await Task.Delay(TimeSpan.FromMilliseconds(Math.Min(5000, 100 << Math.Min(failures, 6))));
        }
    }

    [LoggerMessage(LogLevel.Error, "Lanes {First} to {Last} failed, {Failures} times in a row; they will be tried again")]
    private partial void LogFailed(int first, int last, int failures, Exception e);
}
