namespace Heed.Core.Clocks;

/// <summary>Arithmetic in open time. Pure; results are in UTC; exact to the tick across daylight-saving changes.</summary>
public static class BusinessTime
{
    // A calendar that stays shut this long has no due time worth promising.
    private const int HorizonYears = 2;

    /// <summary>
    /// The first instant at which <paramref name="businessDuration"/> of open time has passed since <paramref name="start"/>.
    /// It lies within an opening or at the very moment of closing, never while closed (a duration of zero is the start itself).
    /// Null when the calendar is not open that long within two years.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The duration is negative.</exception>
    public static DateTimeOffset? Add(BusinessCalendar calendar, DateTimeOffset start, TimeSpan businessDuration)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(businessDuration, TimeSpan.Zero);
        var left = businessDuration.Ticks;
        var horizon = Horizon(start);
        if (left == 0)
            return start.ToUniversalTime();
        if (calendar.IsAlwaysOpen)
            return left <= horizon - start.UtcTicks ? At(start.UtcTicks + left) : null;

        var periods = new OpenPeriods(calendar, start.UtcTicks, horizon);
        while (periods.MoveNext())
        {
            var length = periods.End - periods.Start;
            if (left <= length)
                return At(periods.Start + left);
            left -= length;
        }

        return null;
    }

    /// <summary>Open time between two instants; zero when <paramref name="to"/> is not after <paramref name="from"/>.</summary>
    public static TimeSpan Between(BusinessCalendar calendar, DateTimeOffset from, DateTimeOffset to)
    {
        if (to <= from)
            return TimeSpan.Zero;
        if (calendar.IsAlwaysOpen)
            return to - from;

        var sum = 0L;
        var periods = new OpenPeriods(calendar, from.UtcTicks, to.UtcTicks);
        while (periods.MoveNext())
            sum += periods.End - periods.Start;
        return new TimeSpan(sum);
    }

    /// <summary>Whether the calendar is open at this instant; the minute of closing is closed.</summary>
    public static bool IsOpen(BusinessCalendar calendar, DateTimeOffset at) =>
        calendar.IsAlwaysOpen || new OpenPeriods(calendar, at.UtcTicks, at.UtcTicks + 1).MoveNext();

    /// <summary>The first open instant at or after this one (itself when open); null when there is none within two years.</summary>
    public static DateTimeOffset? NextOpening(BusinessCalendar calendar, DateTimeOffset at)
    {
        if (calendar.IsAlwaysOpen)
            return at.ToUniversalTime();
        var periods = new OpenPeriods(calendar, at.UtcTicks, Horizon(at));
        return periods.MoveNext() ? At(periods.Start) : null;
    }

    private static DateTimeOffset At(long utcTicks) => new(utcTicks, TimeSpan.Zero);

    private static long Horizon(DateTimeOffset start) =>
        start.UtcDateTime.Year > DateTime.MaxValue.Year - HorizonYears
            ? DateTime.MaxValue.Ticks
            : start.UtcDateTime.AddYears(HorizonYears).Ticks;
}
