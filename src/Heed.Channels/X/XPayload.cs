using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Heed.Channels.X;

/// <summary>
/// Reads X's JSON without trusting it: an absent member, a null and a member of the wrong kind are all "not there"
/// (an undefined <see cref="JsonElement"/> or null). Nothing here throws on a parsed document.
/// </summary>
internal static class XPayload
{
    private const int LongestId = 64;
    private const long SnowflakeEpochMilliseconds = 1_288_834_974_657;

    /// <summary>Real ids have passed this since November 2010; a smaller number (a test's) tells no time.</summary>
    private const long SmallestSnowflake = 1_000_000_000_000_000;

    private const string V1Date = "ddd MMM dd HH:mm:ss zzz yyyy";

    public static bool Exists(this JsonElement element) => element.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null);

    public static JsonElement Member(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : default;

    /// <summary>The first of several names: X renames fields and sends both for a while.</summary>
    public static JsonElement Member(this JsonElement element, string name, string otherName) =>
        element.Member(name) is var first && first.Exists() ? first : element.Member(otherName);

    public static IEnumerable<JsonElement> Items(this JsonElement element) =>
        element.ValueKind == JsonValueKind.Array ? element.EnumerateArray() : [];

    public static IEnumerable<JsonProperty> Members(this JsonElement element) =>
        element.ValueKind == JsonValueKind.Object ? element.EnumerateObject() : [];

    public static string? Text(this JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => ReadString(element),
        JsonValueKind.Number => element.GetRawText(),
        _ => null,
    };

    public static string? Text(this JsonElement element, string name) => element.Member(name).Text();

    public static bool IsTrue(this JsonElement element, string name) => element.Member(name).ValueKind == JsonValueKind.True;

    public static long? Count(this JsonElement element, string name) =>
        long.TryParse(element.Text(name), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : null;

    /// <summary>An id as a string, whichever way it was written; null when it can be none.</summary>
    public static string? Id(this JsonElement element) =>
        element.Text() is { Length: > 0 and <= LongestId } id && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') ? id : null;

    public static string? Id(this JsonElement element, string name) => element.Member(name).Id();

    /// <summary>v1.1 sends every id twice: <c>id</c> as a number and <c>id_str</c>.</summary>
    public static string? IdTwice(this JsonElement element, string name) => element.Id(name + "_str") ?? element.Id(name);

    public static string? WebAddress(this JsonElement element, string name) =>
        element.Text(name) is { Length: <= 4_096 } text && Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http" ? text : null;

    /// <summary>ISO 8601, v1.1's <c>Mon May 19 14:01:46 +0000 2025</c>, or Unix milliseconds as number or text.</summary>
    public static DateTimeOffset? Time(this JsonElement element, string name)
    {
        var text = element.Text(name);
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds))
            return milliseconds <= 253_402_300_799_999 ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : null;
        if (DateTimeOffset.TryParseExact(text, V1Date, CultureInfo.InvariantCulture, DateTimeStyles.None, out var old))
            return old.ToUniversalTime();
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time.ToUniversalTime() : null;
    }

    /// <summary>The time that X builds into its ids; null for an id that is too small to hold one.</summary>
    public static DateTimeOffset? SnowflakeTime(string? id) =>
        long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= SmallestSnowflake
            ? DateTimeOffset.FromUnixTimeMilliseconds((number >> 22) + SnowflakeEpochMilliseconds)
            : null;

    /// <summary>Order of decimal ids without turning them into numbers.</summary>
    public static int CompareIds(string? left, string? right)
    {
        var byLength = (left?.Length ?? 0).CompareTo(right?.Length ?? 0);
        return byLength != 0 ? byLength : string.CompareOrdinal(left, right);
    }

    private static string ReadString(JsonElement element)
    {
        try
        {
            return element.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            // An emoji cut in half (a lone \ud83d) is no reason to lose what a customer wrote: mend it and read again.
            using var mended = JsonDocument.Parse(MendSurrogates(element.GetRawText()));
            return mended.RootElement.GetString() ?? "";
        }
    }

    private static string MendSurrogates(string raw)
    {
        var mended = new StringBuilder(raw.Length);
        for (var at = 0; at < raw.Length; at++)
        {
            if (raw[at] != '\\' || at + 1 >= raw.Length)
            {
                mended.Append(raw[at]);
                continue;
            }

            var unit = EscapedUnit(raw, at);
            if (unit is null)
            {
                mended.Append(raw, at, 2);
                at++;
            }
            else if (char.IsHighSurrogate(unit.Value) && EscapedUnit(raw, at + 6) is { } low && char.IsLowSurrogate(low))
            {
                mended.Append(raw, at, 12);
                at += 11;
            }
            else
            {
                if (char.IsSurrogate(unit.Value))
                    mended.Append("\\uFFFD");
                else
                    mended.Append(raw, at, 6);
                at += 5;
            }
        }

        return mended.ToString();
    }

    /// <summary>The UTF-16 unit of a <c>\uXXXX</c> at this place; null when there is none.</summary>
    private static char? EscapedUnit(string raw, int at) =>
        at + 6 <= raw.Length && raw[at] == '\\' && raw[at + 1] == 'u'
        && ushort.TryParse(raw.AsSpan(at + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit)
            ? (char)unit
            : null;
}
