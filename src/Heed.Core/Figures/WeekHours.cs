using System.Globalization;
using NodaTime;

namespace Heed.Core.Figures;

/// <summary>Counts by weekday and hour of the clock on the wall, from counts by quarter of an hour in UTC.</summary>
public static class WeekHours
{
    private const long Quarter = 15 * 60;

    /// <summary>168 cells, Monday 0:00 first; hours that a clock change repeats are counted in the hour they show.</summary>
    /// <param name="zone">IANA name; an unknown one is read as UTC.</param>
    public static IReadOnlyList<FigureCell> Of(IReadOnlyDictionary<long, long> byQuarter, string zone)
    {
        var tz = DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) ?? DateTimeZone.Utc;
        var counts = new long[7 * 24];
        foreach (var (quarter, count) in byQuarter)
        {
            var local = Instant.FromUnixTimeSeconds(quarter * Quarter).InZone(tz);
            counts[(((int)local.DayOfWeek - 1) * 24) + local.Hour] += count;
        }

        return [.. counts.Select((count, i) => new FigureCell(Key(i / 24, i % 24), count))];
    }

    /// <param name="weekday">0 = Monday.</param>
    public static string Key(int weekday, int hour) => string.Create(CultureInfo.InvariantCulture, $"{weekday + 1}-{hour:00}");
}
