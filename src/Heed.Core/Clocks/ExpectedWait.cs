namespace Heed.Core.Clocks;

/// <summary>One customer of the last weeks: when they began to wait, and how long until the first answer, in open time.</summary>
public sealed record WaitSample(DateTimeOffset At, TimeSpan Waited);

/// <summary>
/// What an honest brand can say about a wait: an interval, from how long people waited in the same half-hours of the last weeks
/// and from how many are waiting now. No point, and nothing at all when there is too little to go by.
/// </summary>
/// <param name="Shortest">Of open time, from now.</param>
/// <param name="Longest">Of open time, from now: nine in ten should have their answer by then.</param>
/// <param name="Samples">Waits it was read from.</param>
public sealed record ExpectedWait(TimeSpan Shortest, TimeSpan Longest, int Samples)
{
    /// <summary>Fewer say nothing.</summary>
    public const int LeastSamples = 20;

    /// <summary>Weeks that are looked back on.</summary>
    public const int Weeks = 4;

    private const double Near = 0.2;
    private const double Far = 0.9;
    private static readonly TimeSpan HalfHour = TimeSpan.FromMinutes(30);

    /// <param name="samples">Of one department, of the last <see cref="Weeks"/> weeks.</param>
    /// <param name="ahead">Customers of the department who will be answered before.</param>
    /// <param name="calendar">Of the department: its zone says which half-hours are the same.</param>
    /// <returns>Null: too little is known.</returns>
    public static ExpectedWait? From(IReadOnlyList<WaitSample> samples, int ahead, DateTimeOffset now, BusinessCalendar calendar)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(ahead);
        var alike = Alike(samples, now, calendar);
        if (alike.Count < LeastSamples)
            return null;
        var waits = alike.Select(s => s.Waited).Order().ToList();
        var (shortest, longest) = (Quantile(waits, Near), Quantile(waits, Far));

        // More people stand before this one than the weeks knew: the queue itself then says how long it takes to come to them.
        var perHour = PerOpenHour(samples, now, calendar);
        if (perHour > 0)
        {
            var clear = TimeSpan.FromHours(ahead / perHour);
            shortest = Longer(shortest, clear * 0.7);
            longest = Longer(longest, (clear * 1.3) + Quantile(waits, 0.5));
        }

        return new ExpectedWait(Down(shortest), Up(longest), alike.Count);
    }

    // The same half-hour of the week and its neighbours; else of any day; else all there is.
    private static List<WaitSample> Alike(IReadOnlyList<WaitSample> samples, DateTimeOffset now, BusinessCalendar calendar)
    {
        var here = calendar.SlotOf(now);
        var week = samples.Where(s => calendar.SlotOf(s.At) is var slot && slot.Day == here.Day && Apart(slot.HalfHour, here.HalfHour) <= 1).ToList();
        if (week.Count >= LeastSamples)
            return week;
        var day = samples.Where(s => Apart(calendar.SlotOf(s.At).HalfHour, here.HalfHour) <= 2).ToList();
        return day.Count >= LeastSamples ? day : [.. samples];
    }

    private static int Apart(int a, int b) => Math.Min(Math.Abs(a - b), 48 - Math.Abs(a - b));

    // Answers given in each open hour, over the time the samples span.
    private static double PerOpenHour(IReadOnlyList<WaitSample> samples, DateTimeOffset now, BusinessCalendar calendar)
    {
        var open = BusinessTime.Between(calendar, samples.Min(s => s.At), now);
        return open < HalfHour ? 0 : samples.Count / open.TotalHours;
    }

    private static TimeSpan Quantile(List<TimeSpan> sorted, double share)
    {
        var at = share * (sorted.Count - 1);
        var below = (int)at;
        var above = Math.Min(below + 1, sorted.Count - 1);
        return sorted[below] + ((sorted[above] - sorted[below]) * (at - below));
    }

    private static TimeSpan Longer(TimeSpan a, TimeSpan b) => a > b ? a : b;

    private static TimeSpan Down(TimeSpan wait) => TimeSpan.FromTicks(wait.Ticks / StepOf(wait).Ticks * StepOf(wait).Ticks);

    private static TimeSpan Up(TimeSpan wait) => TimeSpan.FromTicks(((Math.Max(wait.Ticks, 1) - 1) / StepOf(wait).Ticks + 1) * StepOf(wait).Ticks);

    // People say "ten minutes" and "two hours", not "seventeen minutes".
    private static TimeSpan StepOf(TimeSpan wait) => wait.TotalMinutes switch
    {
        <= 30 => TimeSpan.FromMinutes(5),
        <= 120 => TimeSpan.FromMinutes(15),
        _ => HalfHour,
    };
}
