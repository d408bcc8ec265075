using Heed.Server.Cluster;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace Heed.Tests.Cluster;

/// <summary>Work that is done again and again: no round that fails ends it, only the one who stops it does.</summary>
public sealed class RoundsTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly FakeTimeProvider clock = new();
    private readonly List<string> told = [];
    private int rounds;

    [Fact]
    public async Task A_round_that_fails_or_takes_too_long_is_told_and_the_next_one_comes()
    {
        using var stop = new CancellationTokenSource();
        var work = clock.EveryAsync(Minute, Fail, e => told.Add(e.Message), stop.Token);
        await ReachAsync(3);
        told[..3].ShouldBe(["1", "2", "3"]);
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => work);

        // As HttpClient says it: a timeout is a cancellation that nobody asked for.
        Task Fail(CancellationToken ct) => throw (++rounds % 2 == 0 ? new TaskCanceledException($"{rounds}") : new InvalidOperationException($"{rounds}"));
    }

    [Fact]
    public async Task The_first_round_begins_now_or_after_the_first_wait()
    {
        using var stop = new CancellationTokenSource();
        var later = clock.EveryAsync(Minute, Count, _ => { }, stop.Token, atOnce: false);
        rounds.ShouldBe(0);
        await ReachAsync(1);
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => later);

        using var other = new CancellationTokenSource();
        rounds = 0;
        var now = clock.EveryAsync(Minute, Count, _ => { }, other.Token);
        rounds.ShouldBe(1);
        await other.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => now);

        Task Count(CancellationToken ct)
        {
            rounds++;
            return Task.CompletedTask;
        }
    }

    // The clock moves only when it is told to; what it sets off runs on its own.
    private async Task ReachAsync(int count)
    {
        for (var i = 0; i < 400 && rounds < count; i++)
        {
            clock.Advance(Minute);
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }

        rounds.ShouldBeGreaterThanOrEqualTo(count);
    }
}
