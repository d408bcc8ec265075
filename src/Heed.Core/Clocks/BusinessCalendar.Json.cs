using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;

namespace Heed.Core.Clocks;

/// <summary>How a calendar is written in JSON, by people and by the settings table.</summary>
/// <example>
/// <code>
/// { "timeZone": "Europe/Paris",
///   "week": { "monday": ["09:00-12:30", "14:00-18:00"], "saturday": ["10:00-24:00"] },
///   "holidays": [ { "date": "2026-12-25", "name": "Christmas" }, { "date": "2026-12-24", "hours": ["09:00-12:00"] } ] }
/// </code>
/// </example>
public sealed partial record BusinessCalendar
{
    // A full list of holidays stays below this; more is not a calendar.
    private const int MaxJsonLength = 512 * 1024;

    private static readonly string[] DayNames = [.. Enumerable.Range(1, 7).Select(i => ((IsoDayOfWeek)i).ToString().ToLowerInvariant())];

    private string? _json;

    /// <summary>Reads a calendar; null and a sentence in plain words when it can not be one. Never throws on any text.</summary>
    public static BusinessCalendar? Parse(string json, out string? error)
    {
        if (json.Length > MaxJsonLength)
        {
            error = $"The calendar is {json.Length} characters long; at most {MaxJsonLength} are read.";
            return null;
        }

        CalendarJson? written;
        try
        {
            written = JsonSerializer.Deserialize(json, CalendarJsonContext.Default.CalendarJson);
        }
        catch (JsonException broken)
        {
            error = $"This is not a calendar: {(broken.Path is { Length: > 1 } path ? $"something is wrong at {path}" : "it is not valid JSON")}, line {(broken.LineNumber ?? 0) + 1}.";
            return null;
        }

        if (written?.TimeZone is null)
        {
            error = "The calendar names no timeZone; add one, for example \"timeZone\": \"Europe/Paris\".";
            return null;
        }

        return Week(written.Week ?? [], out var week, out error) && Dates(written.Holidays ?? [], out var holidays, out error)
            ? Create(written.TimeZone, week, holidays, out error)
            : null;
    }

    /// <summary>Writes the calendar so that <see cref="Parse"/> reads the same one back; equal calendars are written the same.</summary>
    public string ToJson() => _json ??= JsonSerializer.Serialize(
        new CalendarJson(
            TimeZoneId,
            Enumerable.Range(0, 7).Where(i => _week[i].Length > 0).ToDictionary(i => DayNames[i], string[]? (i) => Write(_week[i])),
            [.. Holidays.Select(h => new HolidayJson(h.Date.ToString("O", CultureInfo.InvariantCulture), h.Name, Write(h.Hours)))]),
        CalendarJsonContext.Default.CalendarJson);

    private static string[] Write(IReadOnlyList<OpenHours> hours) => [.. hours.Select(h => h.ToString())];

    private static bool Week(
        Dictionary<string, string[]?> written, out Dictionary<IsoDayOfWeek, IReadOnlyList<OpenHours>> week, out string? error)
    {
        week = [];
        foreach (var (name, stretches) in written)
        {
            var index = Array.FindIndex(DayNames, d => d.Equals(name, StringComparison.OrdinalIgnoreCase));
            if (index < 0)
            {
                error = $"'{name}' is not a day of the week; use {string.Join(", ", DayNames)}.";
                return false;
            }

            if (!Hours(stretches ?? [], DayNames[index], out var hours, out error))
                return false;
            if (!week.TryAdd((IsoDayOfWeek)(index + 1), hours))
            {
                error = $"{DayNames[index]} is written twice.";
                return false;
            }
        }

        error = null;
        return true;
    }

    private static bool Dates(HolidayJson?[] written, out List<Holiday> holidays, out string? error)
    {
        holidays = new List<Holiday>(written.Length);
        foreach (var entry in written)
        {
            if (!DateOnly.TryParseExact(entry?.Date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            {
                error = $"'{entry?.Date}' is not a date; write it like 2026-12-25.";
                return false;
            }

            if (!Hours(entry!.Hours ?? [], entry.Date!, out var hours, out error)) // a date was read from it: it is there
                return false;
            holidays.Add(new Holiday(date, entry.Name, hours));
        }

        error = null;
        return true;
    }

    private static bool Hours(string?[] stretches, string day, out OpenHours[] hours, out string? error)
    {
        hours = new OpenHours[stretches.Length];
        for (var i = 0; i < stretches.Length; i++)
        {
            if (OpenHours.TryParse(stretches[i] ?? "", out hours[i], out var wrong))
                continue;
            error = $"{day}: {wrong}";
            return false;
        }

        error = null;
        return true;
    }
}

internal sealed record CalendarJson(string? TimeZone, Dictionary<string, string[]?>? Week, HolidayJson?[]? Holidays);

internal sealed record HolidayJson(string? Date, string? Name, string[]? Hours);

// Unknown names are refused: a mistyped "holiday" would silently keep the shop open on Christmas.
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, MaxDepth = 6)]
[JsonSerializable(typeof(CalendarJson))]
internal sealed partial class CalendarJsonContext : JsonSerializerContext;
