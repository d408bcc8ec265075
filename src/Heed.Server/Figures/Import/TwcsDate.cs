using System.Globalization;

namespace Heed.Server.Figures.Import;

/// <summary>The time of a tweet: Twitter's own <c>Tue Oct 31 22:10:47 +0000 2017</c>, or ISO 8601.</summary>
internal static class TwcsDate
{
    private static readonly string[] Iso =
    [
        "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd' 'HH:mm:ssK", "yyyy-MM-dd' 'HH:mm:ss.FFFFFFFK",
    ];

    private const string Months = "JanFebMarAprMayJunJulAugSepOctNovDec";

    /// <returns>Milliseconds since 1970, or null when it is no time. A time without a zone is UTC.</returns>
    public static long? Parse(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        return text.Length == 30 ? Twitter(text) : FromIso(text);
    }

    // By hand: it is read tens of millions of times. Tue Oct 31 22:10:47 +0000 2017
    private static long? Twitter(ReadOnlySpan<char> t)
    {
        var month = Months.AsSpan().IndexOf(t.Slice(4, 3), StringComparison.OrdinalIgnoreCase);
        if (month < 0 || month % 3 != 0 || t[3] != ' ' || t[7] != ' ' || t[10] != ' ' || t[13] != ':' || t[16] != ':' || t[19] != ' ' || t[25] != ' ')
            return null;
        if (!Number(t.Slice(8, 2), out var day) || !Number(t.Slice(11, 2), out var hour) || !Number(t.Slice(14, 2), out var minute)
            || !Number(t.Slice(17, 2), out var second) || !Number(t.Slice(26, 4), out var year)
            || !Number(t.Slice(21, 2), out var zoneHours) || !Number(t.Slice(23, 2), out var zoneMinutes) || t[20] is not ('+' or '-'))
            return null;
        month = (month / 3) + 1;
        if (year is < 1970 or > 9998 || day < 1 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59 || second > 60 || zoneHours > 14 || zoneMinutes > 59)
            return null;
        var zone = ((zoneHours * 60) + zoneMinutes) * (t[20] == '-' ? -1 : 1);
        return new DateTimeOffset(year, month, day, hour, minute, 0, TimeSpan.Zero).AddSeconds(second).AddMinutes(-zone).ToUnixTimeMilliseconds();
    }

    private static bool Number(ReadOnlySpan<char> text, out int value) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);

    private static long? FromIso(ReadOnlySpan<char> text) =>
        DateTimeOffset.TryParseExact(text, Iso, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at.ToUnixTimeMilliseconds() : null;
}
