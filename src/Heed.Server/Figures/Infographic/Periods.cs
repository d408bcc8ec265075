using System.Globalization;
using NodaTime;

namespace Heed.Server.Figures.Infographic;

/// <summary>Periods and days as each language writes them, in the zone of the workspace.</summary>
internal static class Periods
{
    public static LocalDate DayOf(DateTimeOffset at, string zone) => Instant.FromDateTimeOffset(at).InZone(Zone(zone)).Date;

    public static DateTimeOffset Midnight(LocalDate day, string zone) => day.AtStartOfDayInZone(Zone(zone)).ToDateTimeOffset();

    /// <summary>A whole month by its name, all else by its first and last day.</summary>
    /// <param name="to">First moment that counts no more.</param>
    public static string Tell(DateTimeOffset? from, DateTimeOffset? to, DateTimeOffset now, string zone, CultureInfo language)
    {
        var last = DayOf((to ?? now).AddTicks(-1), zone);
        if (from is null)
            return InfographicWords.In(language, "period.until", Day(last, language));
        var first = DayOf(from.Value, zone);
        if (first.Day == 1 && last == first.PlusMonths(1).PlusDays(-1) && to is not null)
            return Capital(first.ToDateOnly().ToString(InfographicWords.In(language, "format.month"), language), language);
        return first == last ? Day(last, language) : InfographicWords.In(language, "period.span", Day(first, language), Day(last, language));
    }

    public static string Day(LocalDate day, CultureInfo language) => day.ToDateOnly().ToString(InfographicWords.In(language, "format.day"), language);

    public static DateTimeZone Zone(string zone) => DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) ?? DateTimeZone.Utc;

    private static string Capital(string text, CultureInfo language) => char.ToUpper(text[0], language) + text[1..];
}
