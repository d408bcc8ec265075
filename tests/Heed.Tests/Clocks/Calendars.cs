using CsCheck;
using Heed.Core.Clocks;
using NodaTime;
using Shouldly;

namespace Heed.Tests.Clocks;

/// <summary>Calendars and moments to try: odd weeks, holidays, and the days on which clocks change.</summary>
internal static class Calendars
{
    /// <summary>Zones with a day on which their clocks did something remarkable.</summary>
    private static readonly (string Zone, DateTimeOffset Near)[] Changes =
    [
        ("Europe/Paris", new(2026, 3, 29, 0, 0, 0, TimeSpan.Zero)),
        ("Europe/Paris", new(2026, 10, 25, 0, 0, 0, TimeSpan.Zero)),
        ("America/New_York", new(2026, 3, 8, 6, 0, 0, TimeSpan.Zero)),
        ("America/New_York", new(2026, 11, 1, 6, 0, 0, TimeSpan.Zero)),
        ("Australia/Lord_Howe", new(2026, 4, 4, 15, 0, 0, TimeSpan.Zero)), // half an hour back
        ("Australia/Lord_Howe", new(2026, 10, 3, 15, 0, 0, TimeSpan.Zero)), // half an hour on
        ("Pacific/Apia", new(2011, 12, 30, 10, 0, 0, TimeSpan.Zero)), // 30 December 2011 did not happen
        ("America/Havana", new(2026, 3, 8, 5, 0, 0, TimeSpan.Zero)), // midnight is skipped
        ("Asia/Kathmandu", new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero)), // an odd offset, no change
    ];

    private static readonly Gen<IReadOnlyList<OpenHours>> Day =
        from cuts in Gen.Int[0, 96].HashSet[0, 8]
        let edges = cuts.Order().ToArray()
        select (IReadOnlyList<OpenHours>)[.. Enumerable.Range(0, edges.Length / 2).Select(i => new OpenHours(edges[2 * i] * 15, edges[2 * i + 1] * 15))];

    /// <summary>A calendar and a whole minute within five days of a change of its clocks.</summary>
    public static readonly Gen<(BusinessCalendar Calendar, DateTimeOffset At)> NearAChange =
        from change in Gen.Int[0, Changes.Length - 1].Select(i => Changes[i])
        from days in Day.Array[7]
        from special in Gen.Select(Gen.Int[-5, 5], Day).List[0, 3]
        from minutes in Gen.Int[-7200, 7200]
        let holidays = special.DistinctBy(s => s.Item1)
            .Select(s => new Holiday(DateOnly.FromDateTime(change.Near.UtcDateTime).AddDays(s.Item1), null, s.Item2)).ToArray()
        select (Made(change.Zone, days, holidays), change.Near.AddMinutes(minutes));

    /// <summary>The same hours every weekday.</summary>
    public static BusinessCalendar Daily(string zone, params string[] hours) =>
        Made(zone, [.. Enumerable.Repeat(Hours(hours), 7)], []);

    public static IReadOnlyList<OpenHours> Hours(params string[] hours) => [.. hours.Select(text =>
    {
        OpenHours.TryParse(text, out var stretch, out var error).ShouldBeTrue(error);
        return stretch;
    })];

    public static BusinessCalendar Made(string zone, IReadOnlyList<OpenHours>[] days, IReadOnlyList<Holiday> holidays)
    {
        var week = days.Select((d, i) => (Day: (IsoDayOfWeek)(i + 1), d)).ToDictionary(d => d.Day, d => d.d);
        var calendar = BusinessCalendar.Create(zone, week, holidays, out var error);
        error.ShouldBeNull();
        return calendar.ShouldNotBeNull();
    }

    /// <summary>The definition itself, said slowly: is the local time of this instant in the hours of its local date?</summary>
    public static bool OpenByDefinition(BusinessCalendar calendar, DateTimeOffset at)
    {
        var local = Instant.FromDateTimeOffset(at).InZone(DateTimeZoneProviders.Tzdb[calendar.TimeZoneId]).LocalDateTime;
        var date = new DateOnly(local.Year, local.Month, local.Day);
        var hours = calendar.Holidays.FirstOrDefault(h => h.Date == date)?.Hours ?? calendar.On(local.DayOfWeek);
        var minute = local.Hour * 60 + local.Minute;
        return hours.Any(h => h.FromMinute <= minute && minute < h.ToMinute);
    }
}
