using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Heed.Server.Api;

/// <summary>A place in a list, opaque to callers: base64url of the sort value and the id that breaks its ties.</summary>
internal static class PageCursor
{
    private const int LongestText = 120;

    public static string Seal(string place) => Base64Url.EncodeToString(Encoding.ASCII.GetBytes(place));

    public static string Place(long key, Guid id) => string.Create(CultureInfo.InvariantCulture, $"{key}|{id:n}");

    public static string Place(long key) => key.ToString(CultureInfo.InvariantCulture);

    /// <summary>What was sealed; null when it cannot be one of ours.</summary>
    public static string? Open(string cursor)
    {
        if (cursor.Length is 0 or > LongestText || !Base64Url.IsValid(cursor))
            return null;
        var bytes = Base64Url.DecodeFromChars(cursor);
        return Array.TrueForAll(bytes, b => b is >= 0x20 and < 0x7f) ? Encoding.ASCII.GetString(bytes) : null;
    }

    public static (long Key, Guid Id)? KeyAndId(string place)
    {
        var bar = place.IndexOf('|', StringComparison.Ordinal);
        return bar > 0
            && long.TryParse(place.AsSpan(0, bar), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var key)
            && Guid.TryParseExact(place.AsSpan(bar + 1), "N", out var id)
                ? (key, id)
                : null;
    }

    public static long? Key(string place) => long.TryParse(place, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var key) ? key : null;
}
