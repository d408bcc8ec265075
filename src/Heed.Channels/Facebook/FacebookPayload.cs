using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Heed.Channels.Facebook;

/// <summary>Reads Meta's JSON as it really comes: ids as strings or numbers, members missing or null, times in three spellings.</summary>
internal static class FacebookPayload
{
    /// <summary>Longer than any id Meta gives (a message id has about 170 characters); what is longer would not fit an index.</summary>
    private const int LongestId = 512;

    /// <summary>Numbers above are milliseconds: as seconds it would be the year 5138, as milliseconds it is 1973.</summary>
    private const long SmallestMilliseconds = 100_000_000_000;

    private static readonly string[] IsoShapes = ["yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", "yyyy-MM-dd'T'HH:mm:ss'Z'"];

    extension(JsonElement element)
    {
        /// <summary>A member that is there and not null.</summary>
        public JsonElement? Member(string name) =>
            element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var found) && found.ValueKind != JsonValueKind.Null
                ? found
                : null;

        public JsonElement? Object(string name) => element.Member(name) is { ValueKind: JsonValueKind.Object } found ? found : null;

        /// <summary>The elements of an array member; nothing when it is absent or something else.</summary>
        public IEnumerable<JsonElement> Items(string name) =>
            element.Member(name) is { ValueKind: JsonValueKind.Array } found ? found.EnumerateArray() : [];

        /// <summary>The elements of a Graph edge: <c>{"data":[…]}</c>.</summary>
        public IEnumerable<JsonElement> Edge(string name) => element.Object(name)?.Items("data") ?? [];

        public string? Text(string name) =>
            element.Member(name) is { ValueKind: JsonValueKind.String } found ? Clean(found) : null;

        /// <summary>An id: a string or a number in the JSON, always a string here; null when it is neither, empty or absurdly long.</summary>
        public string? Id(string name) => element.Member(name) switch
        {
            { ValueKind: JsonValueKind.String } found when Clean(found) is { Length: > 0 and <= LongestId } id => id,
            { ValueKind: JsonValueKind.Number } found when found.GetRawText() is { Length: <= LongestId } id => id,
            _ => null,
        };

        public bool Flag(string name) => element.Member(name) is { ValueKind: JsonValueKind.True };

        public long? Number(string name) => element.Member(name) switch
        {
            { ValueKind: JsonValueKind.Number } found when found.TryGetInt64(out var number) => number,
            { ValueKind: JsonValueKind.String } found
                when long.TryParse(Clean(found), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => number,
            _ => null,
        };

        /// <summary>A time: seconds, milliseconds or ISO 8601 with <c>+0000</c>.</summary>
        public DateTimeOffset? Time(string name) =>
            element.Number(name) is { } number ? FromEpoch(number)
            : element.Text(name) is { } text && DateTimeOffset.TryParseExact(
                text, IsoShapes, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time.ToUniversalTime()
            : null;
    }

    private static DateTimeOffset? FromEpoch(long number) => number switch
    {
        <= 0 or > 253_402_300_799_999 => null,
        >= SmallestMilliseconds => DateTimeOffset.FromUnixTimeMilliseconds(number),
        _ => DateTimeOffset.FromUnixTimeSeconds(number),
    };

    // Customers do send half an emoji (a text cut by an app) and NUL; the first makes GetString throw, the second no PostgreSQL text can hold.
    private static string Clean(JsonElement text)
    {
        string clean;
        try
        {
            clean = text.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            clean = Unescape(text.GetRawText().AsSpan()[1..^1]);
        }

        return clean.Replace('\0', '\uFFFD');
    }

    private static string Unescape(ReadOnlySpan<char> raw)
    {
        var text = new StringBuilder(raw.Length);
        for (var i = 0; i < raw.Length; i++)
        {
            if (raw[i] != '\\' || i + 1 == raw.Length)
            {
                text.Append(raw[i]);
                continue;
            }

            var mark = raw[++i];
            if (mark == 'u' && i + 4 < raw.Length
                && ushort.TryParse(raw.Slice(i + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit))
            {
                text.Append((char)unit);
                i += 4;
            }
            else
            {
                text.Append(mark switch { 'n' => '\n', 'r' => '\r', 't' => '\t', 'b' => '\b', 'f' => '\f', _ => mark });
            }
        }

        return ReplaceLoneSurrogates(text);
    }

    private static string ReplaceLoneSurrogates(StringBuilder text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i])) continue;
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1])) i++;
            else text[i] = '\uFFFD';
        }

        return text.ToString();
    }
}
