using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Heed.Sandbox.X;

/// <summary>X's rules for the text of a post: what it weighs, which links and mentions are in it, how it is escaped.</summary>
internal static partial class XText
{
    public const int Limit = 280;
    public const int LongLimit = 25_000;
    public const int MessageLimit = 10_000;
    private const int LinkWeight = 23;

    /// <summary>Weighted length by configuration 3 of twitter-text: a link 23, an emoji sequence 2, most letters 1, the rest 2.</summary>
    /// <remarks>An approximation in two places: top-level domains without a protocol are a short list, emoji are recognised by their joiners.</remarks>
    public static int WeightedLength(string text)
    {
        var normal = text.Normalize(NormalizationForm.FormC);
        var total = LinkPattern().Count(normal) * LinkWeight;
        var rest = LinkPattern().Replace(normal, "\0");
        var graphemes = StringInfo.GetTextElementEnumerator(rest);
        while (graphemes.MoveNext())
        {
            var cluster = graphemes.GetTextElement();
            if (cluster != "\0") total += IsEmojiSequence(cluster) ? 2 : cluster.EnumerateRunes().Sum(Weight);
        }

        return total;
    }

    public static IEnumerable<string> LinksIn(string text) => LinkPattern().Matches(text).Select(m => m.Value);

    public static string ReplaceLinks(string text, Func<string, string> shorten) => LinkPattern().Replace(text, m => shorten(m.Value));

    /// <summary>User names mentioned, without the at sign, lower case, with their place in code points.</summary>
    public static IEnumerable<(string Username, int Start, int End)> MentionsIn(string text) =>
        MentionPattern().Matches(text).Select(m => (m.Groups[1].Value.ToLowerInvariant(), CodePoints(text, m.Index), CodePoints(text, m.Index + m.Length)));

    /// <summary>X counts places in a text in Unicode code points, not in UTF-16 units.</summary>
    public static int CodePoints(string text, int utf16Index) => text[..utf16Index].EnumerateRunes().Count();

    /// <summary>The API writes <c>&amp; &lt; &gt;</c> as entities.</summary>
    public static string Escape(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);

    private static int Weight(Rune rune) => rune.Value is <= 0x10FF or (>= 0x2000 and <= 0x200D) or (>= 0x2010 and <= 0x201F) or (>= 0x2032 and <= 0x2037) ? 1 : 2;

    private static bool IsEmojiSequence(string cluster)
    {
        var runes = cluster.EnumerateRunes().ToArray();
        return runes.Length > 1 && runes.Any(r => r.Value is 0x200D or 0x20E3 or 0xFE0F or (>= 0x1F3FB and <= 0x1F3FF) or (>= 0x1F1E6 and <= 0x1F1FF) or (>= 0xE0020 and <= 0xE007F));
    }

    [GeneratedRegex(@"https?://[^\s/$.?#][^\s]*[^\s.,;:!?'"")\]»]|(?<![@\w.-])(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:com|org|net|io|info|shop|store|app|dev|example|fr|es|uk|de|it|eu|be|ch|us|co)\b(?:/[^\s]*[^\s.,;:!?'"")\]»])?",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex LinkPattern();

    [GeneratedRegex(@"(?<![\w@])@(\w{1,20})", RegexOptions.CultureInvariant)]
    private static partial Regex MentionPattern();
}
