using System.Globalization;

namespace Heed.Core.Clocks;

/// <summary>One stretch of opening on a local day, by the wall clock: from the first minute (included) to the last (excluded).</summary>
/// <param name="FromMinute">Minutes since local midnight, 0–1439.</param>
/// <param name="ToMinute">Minutes since local midnight, 1–1440; 1440 is <c>24:00</c>, the end of the day.</param>
public readonly record struct OpenHours(int FromMinute, int ToMinute)
{
    public const int MinutesPerDay = 24 * 60;

    public static readonly OpenHours WholeDay = new(0, MinutesPerDay);

    internal long FromTicks => FromMinute * TimeSpan.TicksPerMinute;

    internal long ToTicks => ToMinute * TimeSpan.TicksPerMinute;

    /// <summary>Reads <c>09:00-12:30</c>; <c>24:00</c> is allowed as the end. Says what is wrong otherwise.</summary>
    public static bool TryParse(string text, out OpenHours hours, out string? error)
    {
        hours = default;
        var dash = text.IndexOfAny(['-', '–']);
        if (dash < 0 || !TryMinute(text.AsSpan(0, dash).Trim(), out var from) || !TryMinute(text.AsSpan(dash + 1).Trim(), out var to))
        {
            error = $"'{text}' is not a stretch of hours; write it like 09:00-12:30.";
            return false;
        }

        if (from >= to)
        {
            error = $"'{text}' ends before it begins; hours over midnight are written as two stretches, 22:00-24:00 and 00:00-06:00 on the next day.";
            return false;
        }

        hours = new OpenHours(from, to);
        error = null;
        return true;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{FromMinute / 60:00}:{FromMinute % 60:00}-{ToMinute / 60:00}:{ToMinute % 60:00}");

    private static bool TryMinute(ReadOnlySpan<char> text, out int minute)
    {
        minute = 0;
        var colon = text.IndexOf(':');
        if (colon is < 1 or > 2 || text.Length != colon + 3
            || !int.TryParse(text[..colon], NumberStyles.None, CultureInfo.InvariantCulture, out var hour)
            || !int.TryParse(text[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var rest)
            || rest > 59)
            return false;
        minute = hour * 60 + rest;
        return minute <= MinutesPerDay;
    }
}
