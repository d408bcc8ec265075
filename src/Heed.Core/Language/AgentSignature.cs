using System.Text.RegularExpressions;

namespace Heed.Core.Language;

/// <summary>Finds which agent signed a brand's text: <c>^JK</c>, <c>-Becky</c>, <c>/LS</c>, <c>*TMT</c>, <c>- KC</c>, also beside a part number such as <c>1/2</c>.</summary>
/// <remarks>The shapes are those of the brands in the public "Customer Support on Twitter" collection of 2017.</remarks>
public static partial class AgentSignature
{
    // A signature, a part number and a link or two stand within this many characters of the end.
    private const int TailLength = 160;

    /// <summary>The signature without its mark, initials in capitals (<c>JK</c>, <c>Becky</c>); null when the text is not signed.</summary>
    public static string? Find(string text)
    {
        var tail = text.AsSpan(Math.Max(0, text.Length - TailLength));
        var match = Signature().Match(WithoutTrailer(tail).ToString());
        if (!match.Success)
            return null;
        var name = match.Groups["name"].Value.Replace(".", "", StringComparison.Ordinal);

        // "- DM" or "- US" with a space is the end of a sentence more often than a person.
        if (match.Groups["apart"].Success && NotPeople.Contains(name))
            return null;
        return name.Length <= 3 && name.All(char.IsLower) ? name.ToUpperInvariant() : name;
    }

    private static readonly HashSet<string> NotPeople =
        new(StringComparer.OrdinalIgnoreCase) { "DM", "PM", "AM", "US", "UK", "EU", "USA", "TV", "ID", "OK", "FAQ", "EST", "PST", "CST", "GMT", "UTC", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday" };

    // What may follow a signature: links, the number of a part, dots, spaces. By hand: as an expression it backtracks without end on long rows of dots.
    private static ReadOnlySpan<char> WithoutTrailer(ReadOnlySpan<char> tail)
    {
        while (true)
        {
            tail = tail.TrimEnd(" \t\r\n\u00A0.…");
            var last = tail[(tail.LastIndexOfAny(" \t\r\n\u00A0") + 1)..];
            var cut = last.StartsWith("https://", StringComparison.Ordinal) || last.StartsWith("http://", StringComparison.Ordinal)
                ? last.Length
                : PartNumberLength(last);
            if (cut == 0)
                return tail;
            tail = tail[..^cut];
        }
    }

    // 1/2 or (1/2), but not the end of 24/7.
    private static int PartNumberLength(ReadOnlySpan<char> word)
    {
        var inner = word is [.., '(', _, _, _, ')'] ? word[^4..^1] : word.Length >= 3 ? word[^3..] : [];
        if (inner is not [>= '1' and <= '9', '/', >= '1' and <= '9'])
            return 0;
        if (word[^1] == ')')
            return 5;
        return word.Length > 3 && char.IsDigit(word[^4]) ? 0 : 3;
    }

    // A caret is never part of a sentence; a slash, star or tilde must not follow a letter or digit (24/7, and/or); a dash needs a
    // space or the end of a sentence before it, so that Wi-Fi stays a word. No time limit: over TailLength characters and repeats that
    // are all bounded there is nothing to limit, and a limit counts the time of a busy machine: it once ended a whole import.
    [GeneratedRegex(
        @"(?:\^\s?(?<name>[A-Z]{1,4}|[A-Z][a-z]{1,14}|[a-z]{2,3})"
        + @"|(?<![\p{L}\p{N}/:*~])[/*~](?<name>[A-Z]{1,4}|[A-Z][a-z]{1,14})"
        + @"|(?<=^|[\s.!?)…])[-–—]{1,2}(?<apart>\s)?(?<name>[A-Z]\.?[A-Z]{1,3}|[A-Z][a-z]{2,14}))$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Signature();
}
