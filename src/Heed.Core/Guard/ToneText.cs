using System.Text;
using Heed.Core.Language;

namespace Heed.Core.Guard;

/// <summary>Cuts a draft into words, and tells which of them are somebody else's: quoted, or a name, a tag, a link.</summary>
internal static class ToneText
{
    /// <param name="symbols">Signs that count as words: some emoji.</param>
    public static List<ToneToken> Read(string text, IReadOnlySet<string> symbols)
    {
        var tokens = new List<ToneToken>();
        var (barrier, opens) = (true, true);
        for (var i = 0; i < text.Length;)
        {
            if (Other(text, i) is > 0 and var skipped)
            {
                i += skipped;
                barrier = true;
                continue;
            }

            var rune = RuneAt(text, i, out var width);
            if (ToneToken.IsPart(rune) || (symbols.Count > 0 && symbols.Contains(rune.ToString())))
            {
                var end = ToneToken.IsPart(rune) ? WordEnd(text, i) : i + width;
                var word = ToneToken.IsPart(rune) ? ToneToken.Fold(text.AsSpan(i, end - i)) : rune.ToString();
                // Accents alone are no word.
                if (word.Length > 0)
                {
                    var twice = ToneToken.Cut(word, 2);
                    tokens.Add(new ToneToken(i, end, twice, twice == word ? null : ToneToken.Cut(word, 1), barrier, opens, Closes: false));
                    (barrier, opens) = (false, false);
                }

                i = end;
                continue;
            }

            if (Ends(text, i))
            {
                Close(tokens);
                (barrier, opens) = (true, true);
            }
            // ^JK, /LS, *TMT: who signs speaks no more.
            else if (rune.Value is '^' or '*' or '/' or '~' or '(' or ')' or '|' or '"')
            {
                barrier = true;
            }

            i += width;
        }

        Close(tokens);
        return tokens;
    }

    /// <summary>Places that are quoted: between quotation marks, behind <c>&gt;</c>, after "you wrote:".</summary>
    /// <param name="quoting">Ends of phrases that announce a quotation when a colon follows.</param>
    public static List<(int Start, int End)> Quoted(string text, IEnumerable<int> quoting)
    {
        var quoted = new List<(int, int)>();
        for (var line = 0; line < text.Length;)
        {
            var end = text.IndexOf('\n', line);
            end = end < 0 ? text.Length : end;
            if (text.AsSpan(line, end - line).TrimStart().StartsWith(">"))
                quoted.Add((line, end));
            else
                Pairs(text, line, end, quoted);
            line = end + 1;
        }

        foreach (var place in quoting)
        {
            var at = place;
            while (at < text.Length && text[at] is ' ' or '\u00A0')
                at++;
            if (at >= text.Length || text[at] != ':')
                continue;
            var end = text.IndexOf('\n', at);
            quoted.Add((at, end < 0 ? text.Length : end));
        }

        return quoted;
    }

    private static void Pairs(string text, int start, int end, List<(int Start, int End)> quoted)
    {
        for (var i = start; i < end; i++)
        {
            var closing = text[i] switch { '"' => '"', '“' => '”', '«' => '»', '„' => '“', _ => '\0' };
            if (closing == '\0')
                continue;
            var close = text.IndexOf(closing, i + 1, end - i - 1);
            if (close < 0)
                continue;
            // One word in quotation marks is the writer's own irony; more are somebody else's.
            if (text.AsSpan(i + 1, close - i - 1).Trim().ContainsAny(" \u00A0\t"))
                quoted.Add((i, close + 1));
            i = close;
        }
    }

    /// <summary>Whether a sentence ends at this sign: not at a row of dots, not at 3.5.</summary>
    public static bool Ends(string text, int i) => text[i] switch
    {
        '\n' or '!' or '?' or '¡' or '¿' or '。' => true,
        '.' => !(i > 0 && text[i - 1] == '.') && !(i + 1 < text.Length && (text[i + 1] == '.' || char.IsLetterOrDigit(text[i + 1]))),
        _ => false,
    };

    private static void Close(List<ToneToken> tokens)
    {
        if (tokens.Count > 0)
            tokens[^1] = tokens[^1] with { Closes = true };
    }

    // How long the name, tag or link is that begins here; 0: none.
    private static int Other(string text, int i)
    {
        var begins = i == 0 || !char.IsLetterOrDigit(text[i - 1]);
        var other = begins && ((text[i] is '@' or '#' && i + 1 < text.Length && char.IsLetterOrDigit(text[i + 1])) || TextTokenizer.IsLink(text.AsSpan(i)));
        if (!other)
            return 0;
        var end = i + 1;
        while (end < text.Length && !char.IsWhiteSpace(text[end]))
            end++;
        return end - i;
    }

    private static int WordEnd(string text, int i)
    {
        while (i < text.Length)
        {
            var rune = RuneAt(text, i, out var width);
            if (!ToneToken.IsPart(rune) && !Within(text, i))
                break;
            i += width;
        }

        return i;
    }

    // An apostrophe or a hidden letter inside a word, stars at its end, what nobody sees.
    private static bool Within(string text, int i) => text[i] switch
    {
        '\'' or '’' or 'ʼ' => i + 1 < text.Length && char.IsLetter(text[i + 1]),
        '*' => (i + 1 < text.Length && (char.IsLetter(text[i + 1]) || text[i + 1] == '*')) || text[i - 1] == '*',
        '\u200B' or '\u200C' or '\u200D' or '\u00AD' or '\u2060' => i + 1 < text.Length && char.IsLetter(text[i + 1]),
        _ => false,
    };

    private static Rune RuneAt(string text, int i, out int width)
    {
        width = Rune.TryGetRuneAt(text, i, out var rune) ? rune.Utf16SequenceLength : 1;
        return width == 1 && char.IsSurrogate(text[i]) ? Rune.ReplacementChar : rune;
    }
}
