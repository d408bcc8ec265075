using CsCheck;
using Heed.Core.Clocks;
using Shouldly;
using Xunit;

namespace Heed.Tests.Clocks;

/// <summary>What a customer is told must hold: on queues whose truth is known, nine in ten are answered by the far end.</summary>
public sealed class ExpectedWaitTests
{
    private static readonly DateTimeOffset Monday = new(2026, 3, 30, 10, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Too_little_known_says_nothing() =>
        ExpectedWait.From([.. Enumerable.Range(1, ExpectedWait.LeastSamples - 1).Select(i => Sample(i * 60, 10))], 3, Monday, BusinessCalendar.AlwaysOpen).ShouldBeNull();

    [Fact]
    public void The_same_half_hours_of_the_week_count_first()
    {
        // Mondays at ten are slow, everything else is quick.
        var slow = Enumerable.Range(1, 4).SelectMany(week => Enumerable.Range(0, 10).Select(i => new WaitSample(Monday.AddDays(-7 * week).AddMinutes(i), TimeSpan.FromMinutes(60 + i))));
        var quick = Enumerable.Range(1, 500).Select(i => new WaitSample(Monday.AddDays(-2).AddMinutes(-i * 20), TimeSpan.FromMinutes(5)));
        var expected = ExpectedWait.From([.. slow, .. quick], 0, Monday, BusinessCalendar.AlwaysOpen).ShouldNotBeNull();
        expected.Shortest.ShouldBeGreaterThan(TimeSpan.FromMinutes(44));
        expected.Samples.ShouldBeInRange(40, 50);
    }

    [Fact]
    public void A_longer_queue_never_promises_sooner() =>
        Gen.Select(Gen.Int[0, 200], Gen.Int[0, 200], Gen.Int[1, 90].Array[20, 80]).Sample((a, b, waits) =>
        {
            IReadOnlyList<WaitSample> samples = [.. waits.Select((w, i) => Sample((i + 1) * 40, w))];
            var (few, many) = (ExpectedWait.From(samples, Math.Min(a, b), Monday, BusinessCalendar.AlwaysOpen)!, ExpectedWait.From(samples, Math.Max(a, b), Monday, BusinessCalendar.AlwaysOpen)!);
            many.Longest.ShouldBeGreaterThanOrEqualTo(few.Longest);
            many.Shortest.ShouldBeGreaterThanOrEqualTo(few.Shortest);
            few.Shortest.ShouldBeLessThanOrEqualTo(few.Longest);
        });

    [Fact]
    public void On_simulated_queues_at_least_nine_in_ten_are_answered_by_the_time_they_were_told()
    {
        var (told, kept) = (0, 0);
        for (var seed = 1; seed <= 40; seed++)
        {
            var queue = new Queue(new Random(seed), agents: 2 + (seed % 4), arrivalsPerHour: 8 + (seed % 7 * 2));
            var history = queue.Run(Monday.AddDays(-28), TimeSpan.FromDays(27));
            IReadOnlyList<WaitSample> samples = [.. history.Select(h => new WaitSample(h.At, h.Waited))];
            foreach (var (at, waited, ahead) in queue.Run(Monday.AddDays(-1), TimeSpan.FromHours(10)))
            {
                if (ExpectedWait.From(samples, ahead, at, BusinessCalendar.AlwaysOpen) is not { } expected)
                    continue;
                told++;
                kept += waited <= expected.Longest ? 1 : 0;
            }
        }

        told.ShouldBeGreaterThan(2_000);
        ((double)kept / told).ShouldBeGreaterThanOrEqualTo(0.9, $"{kept} of {told}");
    }

    private static WaitSample Sample(double minutesAgo, double waited) => new(Monday.AddMinutes(-minutesAgo), TimeSpan.FromMinutes(waited));

    /// <summary>Customers come at random, a few agents take them in turn, each for about a quarter of an hour.</summary>
    private sealed class Queue(Random random, int agents, double arrivalsPerHour)
    {
        private const double MeanHandling = 10;

        public List<(DateTimeOffset At, TimeSpan Waited, int Ahead)> Run(DateTimeOffset from, TimeSpan length)
        {
            var free = Enumerable.Repeat(from, agents).ToArray();
            var begun = new List<DateTimeOffset>();
            var seen = new List<(DateTimeOffset, TimeSpan, int)>();
            // Never more work than hands: a queue that only grows has no honest wait.
            var rate = Math.Min(arrivalsPerHour, agents * 60 / MeanHandling * 0.85);
            for (var at = from; at < from + length; at = at.AddMinutes(-Math.Log(1 - random.NextDouble()) * 60 / rate))
            {
                var ahead = begun.Count(b => b > at);
                var next = Array.IndexOf(free, free.Min());
                var begins = free[next] > at ? free[next] : at;
                var answered = begins.AddMinutes(-Math.Log(1 - random.NextDouble()) * MeanHandling);
                free[next] = answered;
                begun.Add(begins);
                begun.RemoveAll(b => b < at.AddHours(-12));
                seen.Add((at, answered - at, ahead));
            }

            return seen;
        }
    }
}
