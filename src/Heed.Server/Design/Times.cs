using System.Globalization;
using Microsoft.Extensions.Localization;

namespace Heed.Server.Design;

/// <summary>Times as a person reads them: in their zone, in their language, from now.</summary>
internal sealed class Times(IStringLocalizer<Words> words, string zone, DateTimeOffset now)
{
    /// <summary>A date and a time in every language: the day before the month, which is named.</summary>
    public const string FullFormat = "d MMM yyyy, HH:mm";

    /// <summary>A date likewise.</summary>
    public const string DateFormat = "d MMM yyyy";

    private readonly TimeZoneInfo zone = TimeZoneInfo.FindSystemTimeZoneById(zone);

    public DateTimeOffset Now { get; } = now;

    /// <summary><c>14:05</c>, in every language.</summary>
    public string Clock(DateTimeOffset at) => Local(at).ToString("HH:mm", CultureInfo.CurrentCulture);

    /// <summary>The day in the viewer's zone.</summary>
    public DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(Local(at).DateTime);

    /// <summary><c>Today</c>, <c>Yesterday</c>, <c>Monday 3 November</c>, with the year when it is another one.</summary>
    public string Day(DateTimeOffset at)
    {
        var (day, today) = (DayOf(at), DayOf(Now));
        if (day == today)
            return words["time.today"];
        if (day == today.AddDays(-1))
            return words["time.yesterday"];
        return day.ToString(day.Year == today.Year ? "dddd d MMMM" : "d MMMM yyyy", CultureInfo.CurrentCulture);
    }

    /// <summary><c>3 Nov 2026, 14:05</c>.</summary>
    public string Full(DateTimeOffset at) => Local(at).ToString(FullFormat, CultureInfo.CurrentCulture);

    /// <summary><c>3 Nov 2026</c>.</summary>
    public string Date(DateTimeOffset at) => Local(at).ToString(DateFormat, CultureInfo.CurrentCulture);

    /// <summary>Short and rising: <c>now</c>, <c>21 min</c>, <c>14:05</c> of today, then <c>3 Nov</c>.</summary>
    public string Ago(DateTimeOffset at)
    {
        var ago = Now - at;
        if (ago < TimeSpan.FromMinutes(1))
            return words["time.now"];
        if (ago < TimeSpan.FromHours(1))
            return words["time.minutes", (int)ago.TotalMinutes];
        if (DayOf(at) == DayOf(Now))
            return Clock(at);
        return Local(at).ToString(Local(at).Year == Local(Now).Year ? "d MMM" : "d MMM yyyy", CultureInfo.CurrentCulture);
    }

    /// <summary>A length in its largest sensible unit: <c>12 min</c>, <c>3 h</c>, <c>2 d</c>. Rounded down, at least one minute.</summary>
    public string Span(TimeSpan length) => length switch
    {
        { TotalHours: < 1 } => words["time.minutes", Math.Max(1, (int)length.TotalMinutes)],
        { TotalDays: < 2 } => words["time.hours", (int)length.TotalHours],
        _ => words["time.days", (int)length.TotalDays],
    };

    /// <summary>The instant a person means by a time on their own clock; null for one that a change to summer time leaves out.</summary>
    public DateTimeOffset? Instant(DateTime typed) =>
        zone.IsInvalidTime(typed) ? null : new DateTimeOffset(DateTime.SpecifyKind(typed, DateTimeKind.Unspecified), zone.GetUtcOffset(typed)).ToUniversalTime();

    /// <summary>For the <c>datetime</c> attribute.</summary>
    public static string Machine(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private DateTimeOffset Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, zone);
}
