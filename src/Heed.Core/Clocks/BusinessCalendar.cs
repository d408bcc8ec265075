using System.Collections.Frozen;
using NodaTime;

namespace Heed.Core.Clocks;

/// <summary>A date with its own hours instead of the week's; no hours means closed all day.</summary>
public sealed record Holiday(DateOnly Date, string? Name, IReadOnlyList<OpenHours> Hours);

/// <summary>
/// When a department is open: hours per weekday on the wall clock of one time zone, and dates that differ.
/// An instant is open exactly when its local time lies in the hours of its local date, so an hour that the clocks
/// skip does not count and one that they repeat counts twice.
/// </summary>
/// <remarks>Immutable; build it once and keep it. Time zones are those of NodaTime's bundled IANA database, not of the machine.</remarks>
public sealed partial record BusinessCalendar
{
    private const int MaxStretchesPerDay = 24;

    // Four centuries of Sundays fit; a calendar longer than this is a mistake, or an attack on the parser.
    private const int MaxHolidays = 4_000;

    // Index 0 is Monday: day number 0 (1 January of the year 1) was one.
    private readonly OpenHours[][] _week;
    private readonly FrozenDictionary<int, OpenHours[]> _holidays;

    private BusinessCalendar(DateTimeZone zone, OpenHours[][] week, IReadOnlyList<Holiday> holidays)
    {
        Zone = zone;
        _week = week;
        Holidays = holidays;
        _holidays = holidays.ToFrozenDictionary(h => h.Date.DayNumber, h => h.Hours.ToArray());
        IsAlwaysOpen = Array.TrueForAll(week, IsWhole) && _holidays.Values.All(IsWhole);
    }

    /// <summary>Open around the clock, every day.</summary>
    public static BusinessCalendar AlwaysOpen { get; } = new(DateTimeZone.Utc, [.. Enumerable.Repeat(new[] { OpenHours.WholeDay }, 7)], []);

    /// <summary>IANA name: <c>Europe/Paris</c>.</summary>
    public string TimeZoneId => Zone.Id;

    /// <summary>Dates that differ from the week, earliest first.</summary>
    public IReadOnlyList<Holiday> Holidays { get; }

    /// <summary>No closed minute at all: durations are plain durations.</summary>
    public bool IsAlwaysOpen { get; }

    internal DateTimeZone Zone { get; }

    /// <summary>The day of the week and the half-hour of it (0 to 47) on the clock of this calendar's zone.</summary>
    public (IsoDayOfWeek Day, int HalfHour) SlotOf(DateTimeOffset at)
    {
        var local = Instant.FromDateTimeOffset(at).InZone(Zone);
        return (local.DayOfWeek, (local.Hour * 2) + (local.Minute / 30));
    }

    /// <summary>Hours of an ordinary weekday, in order; empty when closed.</summary>
    public IReadOnlyList<OpenHours> On(IsoDayOfWeek day) => _week[(int)day - 1];

    /// <summary>Makes a calendar, or says in plain words why it can not be one.</summary>
    public static BusinessCalendar? Create(
        string timeZoneId, IReadOnlyDictionary<IsoDayOfWeek, IReadOnlyList<OpenHours>> week, IReadOnlyList<Holiday> holidays, out string? error)
    {
        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(timeZoneId) is not { } zone)
        {
            error = $"'{timeZoneId}' is not a known time zone; use an IANA name such as Europe/Paris.";
            return null;
        }

        var days = new OpenHours[7][];
        for (var i = 0; i < 7; i++)
        {
            var day = (IsoDayOfWeek)(i + 1);
            error = Check(week.GetValueOrDefault(day) ?? [], day.ToString(), out days[i]);
            if (error is not null)
                return null;
        }

        if (holidays.Count > MaxHolidays)
        {
            error = $"There are {holidays.Count} holidays; at most {MaxHolidays} are kept.";
            return null;
        }

        var dates = new List<Holiday>(holidays.Count);
        foreach (var holiday in holidays.OrderBy(h => h.Date))
        {
            var name = $"{holiday.Date:O}";
            error = Check(holiday.Hours, name, out var hours);
            if (error is null && dates.Count > 0 && dates[^1].Date == holiday.Date)
                error = $"{name} is listed twice among the holidays.";
            if (error is not null)
                return null;
            dates.Add(holiday with { Hours = hours });
        }

        error = null;
        return new BusinessCalendar(zone, days, dates);
    }

    /// <summary>Equal when they are written the same.</summary>
    public bool Equals(BusinessCalendar? other) => other is not null && (ReferenceEquals(this, other) || ToJson() == other.ToJson());

    public override int GetHashCode() => ToJson().GetHashCode(StringComparison.Ordinal);

    /// <summary>Hours on a local date.</summary>
    /// <param name="dayNumber">Days since 1 January of the year 1, as <see cref="DateOnly.DayNumber"/>.</param>
    internal OpenHours[] HoursOn(int dayNumber) =>
        _holidays.Count > 0 && _holidays.TryGetValue(dayNumber, out var special) ? special : _week[dayNumber % 7];

    private static bool IsWhole(OpenHours[] hours) =>
        hours.Length > 0 && hours[0].FromMinute == 0 && hours[^1].ToMinute == OpenHours.MinutesPerDay
        && hours.Zip(hours.Skip(1)).All(pair => pair.First.ToMinute == pair.Second.FromMinute);

    private static string? Check(IReadOnlyList<OpenHours> stretches, string day, out OpenHours[] sorted)
    {
        sorted = [.. stretches.OrderBy(s => s.FromMinute)];
        if (sorted.Length > MaxStretchesPerDay)
            return $"{day} has {sorted.Length} stretches of hours; at most {MaxStretchesPerDay} are kept.";
        for (var i = 0; i < sorted.Length; i++)
        {
            if (sorted[i].FromMinute < 0 || sorted[i].ToMinute > OpenHours.MinutesPerDay || sorted[i].FromMinute >= sorted[i].ToMinute)
                return $"{day}: {sorted[i]} is not a stretch within one day.";
            if (i > 0 && sorted[i].FromMinute < sorted[i - 1].ToMinute)
                return $"{day}: {sorted[i - 1]} and {sorted[i]} overlap.";
        }

        return null;
    }
}
