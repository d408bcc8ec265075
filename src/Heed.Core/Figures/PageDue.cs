using NodaTime;

namespace Heed.Core.Figures;

/// <summary>How often a page is mailed.</summary>
public enum Cadence
{
    /// <summary>On Mondays, about the week before.</summary>
    Weekly,

    /// <summary>On the first, about the month before.</summary>
    Monthly,
}

/// <summary>When a page is due, and about which period it tells then.</summary>
/// <param name="At">At seven in the morning by the clock on the wall.</param>
public sealed record PageDue(DateTimeOffset At, DateTimeOffset From, DateTimeOffset To)
{
    private static readonly LocalTime Hour = new(7, 0);

    /// <summary>The last due time that is not after now.</summary>
    /// <param name="zone">IANA name; an unknown one is read as UTC.</param>
    public static PageDue Last(Cadence cadence, DateTimeOffset now, string zone)
    {
        var tz = DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) ?? DateTimeZone.Utc;
        var begin = Begin(cadence, Instant.FromDateTimeOffset(now).InZone(tz).Date);
        return DueOn(begin) <= now ? Of(cadence, begin, tz) : Of(cadence, Begin(cadence, begin.PlusDays(-1)), tz);

        DateTimeOffset DueOn(LocalDate day) => (day + Hour).InZoneLeniently(tz).ToDateTimeOffset();
    }

    /// <summary>The period that ended last, whether its page is due or not.</summary>
    public static (DateTimeOffset From, DateTimeOffset To) Period(Cadence cadence, DateTimeOffset now, string zone)
    {
        var tz = DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) ?? DateTimeZone.Utc;
        var due = Of(cadence, Begin(cadence, Instant.FromDateTimeOffset(now).InZone(tz).Date), tz);
        return (due.From, due.To);
    }

    private static PageDue Of(Cadence cadence, LocalDate begin, DateTimeZone tz) => new(
        (begin + Hour).InZoneLeniently(tz).ToDateTimeOffset(),
        Begin(cadence, begin.PlusDays(-1)).AtStartOfDayInZone(tz).ToDateTimeOffset(),
        begin.AtStartOfDayInZone(tz).ToDateTimeOffset());

    private static LocalDate Begin(Cadence cadence, LocalDate day) => cadence switch
    {
        Cadence.Weekly => day.PlusDays(1 - (int)day.DayOfWeek),
        Cadence.Monthly => day.PlusDays(1 - day.Day),
    };
}
