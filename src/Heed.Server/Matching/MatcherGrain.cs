using Heed.Server.Cluster;

namespace Heed.Server.Matching;

/// <summary>The one matcher of a department in the whole cluster.</summary>
public interface IMatcherGrain : IGrainWithGuidKey
{
    /// <summary>Something may be given away: a case began to wait, or someone has room.</summary>
    [Orleans.Concurrency.OneWay]
    [Orleans.Concurrency.AlwaysInterleave]
    Task WakeAsync();
}

internal sealed partial class MatcherGrain(DepartmentMatcher matcher, ILogger<MatcherGrain> logger) : Grain, IMatcherGrain
{
    // A rush of messages is matched together: at most so often.
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(100);

    private readonly WakeLoop wakes = new();

    public async Task WakeAsync()
    {
        try
        {
            await wakes.RunAsync(MatchAsync);
        }
        catch (Exception e) // the edge of the loop: the cases wait in the database, the sweep wakes it again
        {
            LogFailed(this.GetPrimaryKey(), e);
        }
    }

    private async Task MatchAsync()
    {
        await matcher.RunAsync(this.GetPrimaryKey(), CancellationToken.None);
        await Task.Delay(Gather);
    }

    [LoggerMessage(LogLevel.Error, "Matching in department {Department} failed; it will try again")]
    private partial void LogFailed(Guid department, Exception e);
}
