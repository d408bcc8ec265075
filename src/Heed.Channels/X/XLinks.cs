using System.Globalization;

namespace Heed.Channels.X;

/// <summary>A link in a text, in UTF-16 units: <paramref name="Start"/> inclusive, <paramref name="End"/> exclusive.</summary>
internal readonly record struct XLink(int Start, int End);

/// <summary>
/// Finds what X turns into a link: with a protocol, or a bare name under a known top-level domain. One pass by hand instead of a
/// regular expression: a text made to make a backtracking engine run away only costs its length here.
/// </summary>
internal static class XLinks
{
    /// <summary>A host name longer than this is none (253 by DNS); it also bounds the look-ahead at each start.</summary>
    private const int LongestHost = 1_024;
    private const int LongestLink = 4_096;
    private const int LongestTcoSlug = 40;

    private static readonly IdnMapping Idn = new() { AllowUnassigned = true, UseStd3AsciiRules = false };

    public static IReadOnlyList<XLink> Find(string text)
    {
        if (!text.Contains('.', StringComparison.Ordinal))
            return [];

        // Every host that runs over a dot asks for the same top-level domain after it: told once per dot.
        var topLevels = new int[text.Length];
        for (var dot = text.IndexOf('.'); dot >= 0; dot = text.IndexOf('.', dot + 1))
            topLevels[dot] = TopLevelEnd(text, dot + 1);

        var links = new List<XLink>();
        var at = 0;
        var free = 0; // a link needs one character of its own before it, except at the very start
        while (at < text.Length)
        {
            var end = 0;
            if (at == 0 || (at > free && MayPrecede(text[at - 1])))
                end = WithProtocol(text, topLevels, at, links) is var far and > 0 ? far : Bare(text, topLevels, at, links);
            if (end > 0)
                (at, free) = (end, end);
            else
                at++;
        }

        return links;
    }

    /// <summary>End of what was consumed at <paramref name="start"/>, whether it made a link or not; 0 when nothing was.</summary>
    private static int WithProtocol(string text, int[] topLevels, int start, List<XLink> links)
    {
        var rest = text.AsSpan(start);
        var host = start + (rest.StartsWith("https://", StringComparison.OrdinalIgnoreCase) ? 8
            : rest.StartsWith("http://", StringComparison.OrdinalIgnoreCase) ? 7 : 0);
        var hostEnd = host == start ? 0 : HostEnd(text, topLevels, host);
        if (hostEnd == 0)
            return 0;

        var consumed = AddressEnd(text, hostEnd);
        var end = consumed;
        if (text.AsSpan(host, hostEnd - host).Equals("t.co", StringComparison.OrdinalIgnoreCase) && SlugEnd(text, hostEnd) is var slugEnd and > 0)
        {
            if (slugEnd - hostEnd - 1 > LongestTcoSlug)
                return consumed;
            end = QueryEnd(text, slugEnd);
        }

        if (end - start <= LongestLink && IsSoundHost(text.AsSpan(host, hostEnd - host)))
            links.Add(new XLink(start, end));
        return consumed;
    }

    /// <summary>A bare name counts only in its ASCII (and Latin) part: what CJK text surrounds is cut free.</summary>
    private static int Bare(string text, int[] topLevels, int start, List<XLink> links)
    {
        var hostEnd = HostEnd(text, topLevels, start);
        if (hostEnd == 0)
            return 0;

        var consumed = AddressEnd(text, hostEnd);
        if (start > 0 && text[start - 1] is '-' or '_' or '.' or '/')
            return consumed;

        for (var at = start; at < hostEnd;)
        {
            var end = LatinHostEnd(text, topLevels, at, hostEnd);
            if (end == 0)
            {
                at++;
                continue;
            }

            if (IsSoundHost(text.AsSpan(at, end - at)))
                links.Add(new XLink(at, end == hostEnd ? consumed : end));
            at = end;
        }

        return consumed;
    }

    /// <summary>End of the longest host name at <paramref name="start"/> that ends in a known top-level domain; 0 when none does.</summary>
    private static int HostEnd(string text, int[] topLevels, int start)
    {
        var best = 0;
        var labelStart = start;
        var limit = Math.Min(text.Length, start + LongestHost);
        var underscore = false;
        for (var at = start; at < limit; at++)
        {
            var c = text[at];
            if (c == '_')
            {
                underscore = true;
            }
            else if (c == '.')
            {
                if (at == labelStart || text[labelStart] is '-' or '_' || text[at - 1] is '-' or '_')
                    break;
                if (!underscore && topLevels[at] is var end and > 0)
                    best = end;
                (labelStart, underscore) = (at + 1, false);
            }
            else if (c != '-' && !IsHostCharacter(c))
            {
                break;
            }
        }

        return best;
    }

    private static int LatinHostEnd(string text, int[] topLevels, int start, int limit)
    {
        var best = 0;
        var labelStart = start;
        for (var at = start; at < limit; at++)
        {
            if (text[at] == '.')
            {
                if (at == labelStart)
                    break;
                if (topLevels[at] is var end and > 0 && end <= limit)
                    best = end;
                labelStart = at + 1;
            }
            else if (text[at] != '-' && !char.IsAsciiLetterOrDigit(text[at]) && !IsLatinAccent(text[at]))
            {
                break;
            }
        }

        return best;
    }

    private static int TopLevelEnd(string text, int start)
    {
        for (var end = Math.Min(text.Length, start + XTlds.Longest); end > start + 1; end--)
        {
            var open = end == text.Length || !(char.IsAsciiLetterOrDigit(text[end]) || text[end] is '@' or '+' or '-');
            if (open && XTlds.Contains(text.AsSpan(start, end - start)))
                return end;
        }

        if (!text.AsSpan(start).StartsWith("xn--", StringComparison.OrdinalIgnoreCase))
            return 0;
        var puny = start + 4;
        while (puny < text.Length && (char.IsAsciiLetterOrDigit(text[puny]) || text[puny] == '-'))
            puny++;
        return puny > start + 4 ? puny : 0;
    }

    /// <summary>Port, path and query after the host.</summary>
    private static int AddressEnd(string text, int at)
    {
        if (at < text.Length && text[at] == ':')
        {
            var port = at + 1;
            while (port < text.Length && char.IsAsciiDigit(text[port]))
                port++;
            at = port > at + 1 ? port : at;
        }

        if (at < text.Length && text[at] == '/')
            at = PathEnd(text, at + 1);
        return QueryEnd(text, at);
    }

    private static int PathEnd(string text, int start)
    {
        var end = start;
        for (var at = start; at < text.Length;)
        {
            if (text[at] == '(' && ParenthesesEnd(text, at, nested: true) is var close and > 0)
            {
                (at, end) = (close, close);
                continue;
            }

            if (!IsPathCharacter(text[at]))
                break;
            at++;
            if (IsPathEnd(text[at - 1]))
                end = at;
        }

        return end;
    }

    /// <summary>Balanced parentheses, one pair within another at most, as in <c>/wiki/Primer_(film)</c>.</summary>
    private static int ParenthesesEnd(string text, int start, bool nested)
    {
        var at = start + 1;
        while (at < text.Length)
        {
            if (text[at] == ')')
                return at > start + 1 ? at + 1 : 0;
            if (nested && text[at] == '(' && ParenthesesEnd(text, at, nested: false) is var inner and > 0)
                at = inner;
            else if (IsPathCharacter(text[at]))
                at++;
            else
                return 0;
        }

        return 0;
    }

    private static int QueryEnd(string text, int start)
    {
        var end = start;
        if (start >= text.Length || text[start] != '?')
            return end;
        for (var at = start + 1; at < text.Length && IsQueryCharacter(text[at]); at++)
        {
            if (char.IsAsciiLetterOrDigit(text[at]) || text[at] is '-' or '_' or '&' or '=' or '#' or '/')
                end = at + 1;
        }

        return end;
    }

    private static int SlugEnd(string text, int hostEnd)
    {
        if (hostEnd >= text.Length || text[hostEnd] != '/')
            return 0;
        var at = hostEnd + 1;
        while (at < text.Length && char.IsAsciiLetterOrDigit(text[at]))
            at++;
        return at > hostEnd + 1 ? at : 0;
    }

    /// <summary>Every label must fit into 63 characters once written in ASCII.</summary>
    private static bool IsSoundHost(ReadOnlySpan<char> host)
    {
        foreach (var range in host.Split('.'))
        {
            var label = host[range];
            if (label.Length > 63)
                return false;
            if (System.Text.Ascii.IsValid(label))
                continue;
            try
            {
                Idn.GetAscii(label.ToString());
            }
            catch (ArgumentException)
            {
                return false;
            }
        }

        return true;
    }

    private static bool MayPrecede(char c) => !char.IsAsciiLetterOrDigit(c)
        && c is not ('@' or '\uFF20' or '$' or '#' or '\uFF03' or '\uFFFE' or '\uFEFF' or '\uFFFF');

    private static bool IsHostCharacter(char c) => c < 0x80
        ? char.IsAsciiLetterOrDigit(c) || c is '"' or '`'
        : !char.IsWhiteSpace(c) && c is not ('\u061C' or '\u180E' or '\u200E' or '\u200F' or (>= '\u202A' and <= '\u202E')
            or (>= '\u2066' and <= '\u2069') or '\uFEFF' or '\uFFFE' or '\uFFFF');

    private static bool IsPathCharacter(char c) => char.IsAsciiLetterOrDigit(c) || IsCyrillic(c) || IsLatinAccent(c)
        || c is '!' or '*' or '\'' or ';' or ':' or '=' or '+' or ',' or '.' or '$' or '/' or '%' or '#' or '[' or ']' or '-'
            or '\u2013' or '_' or '~' or '@' or '|' or '&';

    private static bool IsPathEnd(char c) => char.IsAsciiLetterOrDigit(c) || IsCyrillic(c) || IsLatinAccent(c)
        || c is '+' or '-' or '=' or '_' or '#' or '/';

    private static bool IsQueryCharacter(char c) => char.IsAsciiLetterOrDigit(c)
        || c is '!' or '?' or '*' or '\'' or '@' or '(' or ')' or ';' or ':' or '&' or '=' or '+' or '$' or '/' or '%' or '#'
            or '[' or ']' or '-' or '_' or '.' or ',' or '~' or '|';

    private static bool IsCyrillic(char c) => c is >= '\u0400' and <= '\u04FF';

    private static bool IsLatinAccent(char c) => c is (>= '\u00C0' and <= '\u024F' and not ('\u00D7' or '\u00F7'))
        or '\u0253' or '\u0254' or '\u0256' or '\u0257' or '\u0259' or '\u025B' or '\u0263' or '\u0268' or '\u026F' or '\u0272'
        or '\u0289' or '\u028B' or '\u02BB' or (>= '\u0300' and <= '\u036F') or (>= '\u1E00' and <= '\u1EFF');
}
