using System.Globalization;
using Heed.Core.Clocks;
using NodaTime;

namespace Heed.Server.Settings;

/// <summary>A calendar as lines that people type and read.</summary>
internal static class CalendarText
{
    /// <summary>Reads it; null and a sentence when it can not be one.</summary>
    public static BusinessCalendar? Read(string timeZone, IReadOnlyList<string> week, string holidays, out string? error)
    {
        var days = new Dictionary<IsoDayOfWeek, IReadOnlyList<OpenHours>>();
        for (var i = 0; i < 7; i++)
        {
            if (Hours(week[i], out error) is not { } hours)
                return null;
            days[(IsoDayOfWeek)(i + 1)] = hours;
        }

        var dates = new List<Holiday>();
        foreach (var line in holidays.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length < 10 || !DateOnly.TryParseExact(line[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            {
                error = $"'{line}': 2026-12-25";
                return null;
            }

            var bracket = line.IndexOf('[', StringComparison.Ordinal);
            if (Hours(bracket < 0 ? "" : line[(bracket + 1)..].TrimEnd(']', ' '), out error) is not { } hours)
                return null;
            var name = line[10..(bracket < 0 ? line.Length : bracket)].Trim();
            dates.Add(new Holiday(date, name.Length == 0 ? null : name, hours));
        }

        return BusinessCalendar.Create(timeZone.Trim(), days, dates, out error);
    }

    /// <summary>The week in one line, equal days together: <c>Mon–Fri 09:00-18:00, Sat 10:00-13:00</c>.</summary>
    public static string Week(BusinessCalendar calendar)
    {
        static string Name(int fromMonday) => CultureInfo.CurrentUICulture.DateTimeFormat.AbbreviatedDayNames[(fromMonday + 1) % 7];
        var stretches = new List<string>();
        for (int from = 0, to; from < 7; from = to + 1)
        {
            var hours = Day(calendar, from);
            for (to = from; to < 6 && Day(calendar, to + 1) == hours;)
                to++;
            if (hours.Length > 0)
                stretches.Add($"{Name(from)}{(to > from ? "–" + Name(to) : "")} {hours}");
        }

        return string.Join(", ", stretches);
    }

    public static string Day(BusinessCalendar calendar, int fromMonday) => Text(calendar.On((IsoDayOfWeek)(fromMonday + 1)));

    public static string Holidays(BusinessCalendar calendar) => string.Join('\n', calendar.Holidays.Select(h =>
        $"{h.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)} {h.Name}{(h.Hours.Count > 0 ? $" [{Text(h.Hours)}]" : "")}".TrimEnd()));

    private static string Text(IReadOnlyList<OpenHours> hours) => string.Join(", ", hours.Select(h => h.ToString()));

    private static List<OpenHours>? Hours(string text, out string? error)
    {
        var hours = new List<OpenHours>();
        error = null;
        foreach (var stretch in text.Split([',', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (!OpenHours.TryParse(stretch, out var read, out error))
                return null;
            hours.Add(read);
        }

        return hours;
    }
}
