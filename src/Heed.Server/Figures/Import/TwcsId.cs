using System.Globalization;

namespace Heed.Server.Figures.Import;

/// <summary>Numbers of tweets, also as spreadsheets and data frames leave them behind (<c>4.0</c>).</summary>
internal static class TwcsId
{
    public static bool TryParse(ReadOnlySpan<char> text, out long id)
    {
        if (text.EndsWith(".0", StringComparison.Ordinal))
            text = text[..^2];
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out id) && id > 0)
            return true;
        id = 0;
        return false;
    }

    /// <summary>A list separated by commas; what is no number is left out.</summary>
    public static long[] List(string text)
    {
        if (text.Length == 0)
            return [];
        var ids = new List<long>(2);
        foreach (var part in text.AsSpan().Split(','))
        {
            if (TryParse(text.AsSpan(part).Trim(), out var id))
                ids.Add(id);
        }

        return [.. ids];
    }
}
