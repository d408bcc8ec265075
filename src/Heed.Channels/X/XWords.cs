using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Heed.Channels.X;

/// <summary>From a text as X transports it to the text a person wrote: entities decoded once, shortened links back at length.</summary>
internal static partial class XWords
{
    /// <param name="entities">The entities that belong to this text; may be absent.</param>
    public static string Read(string? transported, params ReadOnlySpan<JsonElement> entities)
    {
        if (string.IsNullOrEmpty(transported))
            return "";

        var text = WebUtility.HtmlDecode(transported);
        foreach (var entity in entities)
        {
            foreach (var link in entity.Member("urls").Items())
                text = Lengthen(text, link);
            foreach (var medium in entity.Member("media").Items())
                text = Replace(text, medium, medium.Text("url"), "");
        }

        return text.TrimEnd();
    }

    /// <summary>
    /// UTF-16 index of a code-point index, which is what X's offsets are; -1 beyond the end.
    /// </summary>
    public static int Utf16Index(string text, int codePoints)
    {
        var index = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (codePoints-- == 0)
                return index;
            index += rune.Utf16SequenceLength;
        }

        return codePoints == 0 ? index : -1;
    }

    /// <summary>True when <paramref name="handle"/> stands in the text as a mention of its own.</summary>
    public static bool Mentions(string text, string handle)
    {
        for (var at = text.IndexOf('@'); at >= 0; at = text.IndexOf('@', at + 1))
        {
            var end = at + 1 + handle.Length;
            if (string.Compare(text, at + 1, handle, 0, handle.Length, StringComparison.OrdinalIgnoreCase) == 0
                && (end >= text.Length || !IsHandleCharacter(text[end])) && (at == 0 || !IsHandleCharacter(text[at - 1])))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>One text to compare by: X adds mentions in front of a reply, protocols to links, turns blanks, and composes accents.</summary>
    public static string ForComparison(string text)
    {
        var bare = LeadingMentions().Replace(XText.Normalise(text), "");
        return Blanks().Replace(LinkTrimmings().Replace(bare, ""), " ").Trim();
    }

    /// <summary>The name in <c>&lt;a href="…"&gt;X for iPhone&lt;/a&gt;</c>.</summary>
    public static string? ClientName(string? source)
    {
        var name = WebUtility.HtmlDecode(Tags().Replace(source ?? "", "")).Trim();
        return name.Length is 0 or > 200 ? null : name;
    }

    private static string Lengthen(string text, JsonElement link)
    {
        var expanded = link.WebAddress("expanded_url");
        if (expanded is null)
            return text;
        var isMedium = link.Text("media_key") is not null || MediumPage().IsMatch(expanded);
        return Replace(text, link, link.Text("url"), isMedium ? "" : expanded);
    }

    /// <summary>Cuts by the entity's offset when its own text is there, else looks for it: escapes may have moved it.</summary>
    private static string Replace(string text, JsonElement entity, string? own, string by)
    {
        if (string.IsNullOrEmpty(own))
            return text;
        var start = entity.Count("start") ?? (entity.Member("indices").Items().FirstOrDefault() is var first && first.ValueKind == JsonValueKind.Number
            && first.TryGetInt64(out var index) ? index : -1);
        var at = start is >= 0 and <= int.MaxValue ? Utf16Index(text, (int)start) : -1;
        if (at < 0 || string.CompareOrdinal(text, at, own, 0, own.Length) != 0)
            at = text.IndexOf(own, StringComparison.Ordinal);
        return at < 0 ? text : new StringBuilder(text).Remove(at, own.Length).Insert(at, by).ToString();
    }

    private static bool IsHandleCharacter(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';

    [GeneratedRegex(@"^(?:\s*@\w{1,50})+\s*", RegexOptions.CultureInvariant)]
    private static partial Regex LeadingMentions();

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant)]
    private static partial Regex Blanks();

    [GeneratedRegex(@"https?://|/(?=\s|$)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex LinkTrimmings();

    [GeneratedRegex("<[^>]*>", RegexOptions.CultureInvariant)]
    private static partial Regex Tags();

    [GeneratedRegex(@"^https?://(?:twitter|x)\.com/(?:[^/]+/status/\d+/(?:photo|video)|messages/media)/\d+$", RegexOptions.CultureInvariant)]
    private static partial Regex MediumPage();
}
