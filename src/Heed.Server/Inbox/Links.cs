using System.Text.RegularExpressions;

namespace Heed.Server.Inbox;

/// <summary>Finds web addresses in plain text, so that they can be shown as links without trusting any markup.</summary>
internal static partial class Links
{
    /// <summary>The text in pieces; those with true are addresses.</summary>
    public static IEnumerable<(string Text, bool Link)> In(string text)
    {
        var from = 0;
        foreach (Match match in Address().Matches(text))
        {
            // A full stop or a bracket at the end belongs to the sentence.
            var length = text.AsSpan(match.Index, match.Length).TrimEnd(".,;:!?)]}»”'\"").Length;
            if (!Uri.TryCreate(text.Substring(match.Index, length), UriKind.Absolute, out _))
                continue;
            if (match.Index > from)
                yield return (text[from..match.Index], false);
            yield return (text.Substring(match.Index, length), true);
            from = match.Index + length;
        }

        if (from < text.Length)
            yield return (text[from..], false);
    }

    [GeneratedRegex(@"\bhttps?://[^\s<>""]+", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Address();
}
