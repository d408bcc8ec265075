using System.Globalization;
using System.Text;

namespace Heed.Core.Language;

/// <summary>Cuts a text into words, emoji and punctuation, and says what the models see of each. Allocates nothing.</summary>
/// <remarks>Names (@), links and numbers lose what they say and keep that they are there; hashtags are words; letters repeated three times and more count twice.</remarks>
public static class TextTokenizer
{
    private const int LongestWord = 32;
    private const int NegationReach = 3;

    // Kinds of features are told apart by a seed of their own.
    private const uint Word = 0x11, Pair = 0x22, Negated = 0x33, First = 0x44, Last = 0x55, Piece = 0x66, Sign = 0x77;

    /// <summary>For all models but the language's: accents and case do not matter.</summary>
    public static void Read(ReadOnlySpan<char> text, TextFeatures into)
    {
        into.Clear();
        text = text[..Math.Min(text.Length, TextFeatures.LongestText)];
        var state = new State();
        for (var i = 0; i < text.Length;)
            i = Next(text, i, into, ref state);
        if (state.Previous != 0)
            into.AddWord(Mixed(Last, state.Previous), state.PreviousToken);
        Whole(into, in state);
    }

    /// <summary>Of the feature that one word gives, alone and after a negation: for what is known of words beforehand.</summary>
    internal static uint WordHash(string word) => Mixed(Word, FoldedHash(word));

    internal static uint NegatedHash(string word) => Mixed(Negated, FoldedHash(word));

    private static uint FoldedHash(string word) => TextHash.Of(string.Concat(word.Where(char.IsLetterOrDigit).Select(c => Plain(char.ToLowerInvariant(c))).Take(LongestWord)));

    private static int Next(ReadOnlySpan<char> text, int i, TextFeatures into, ref State state)
    {
        var c = text[i];
        if (char.IsWhiteSpace(c))
            return i + 1;
        if (c == '@' && i + 1 < text.Length && IsWordUnit(text[i + 1]))
            return Skipped(text, i, into, "@", ref state.Mentions);
        if (IsLink(text[i..]))
            return Skipped(text, i, into, "http", ref state.Links);
        if (char.IsLetterOrDigit(c))
            return AWord(text, i, into, ref state);
        if (c < 0x80 || char.IsPunctuation(c))
            return Punctuation(text, i, into, ref state);
        return Symbol(text, i, into, ref state);
    }

    private static int Skipped(ReadOnlySpan<char> text, int i, TextFeatures into, string sign, ref int count)
    {
        if (count++ == 0)
            into.AddSign(TextHash.Stir(TextHash.Of(sign, Sign)), -1);
        while (i < text.Length && !char.IsWhiteSpace(text[i]))
            i++;
        return i;
    }

    private static int AWord(ReadOnlySpan<char> text, int start, TextFeatures into, ref State state)
    {
        Span<char> word = stackalloc char[LongestWord];
        var (i, length, upper, letters, stretched) = (start, 0, 0, 0, false);
        for (; i < text.Length; i++)
        {
            var c = text[i];
            if (c is '\'' or '’')
            {
                // l'hôtel is two words, don't is one.
                if (i + 1 == text.Length || !char.IsLetter(text[i + 1]))
                    break;
                if (length <= 2)
                {
                    i++;
                    break;
                }

                continue;
            }

            if (!IsWordUnit(c) || c == '_')
            {
                if (char.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark)
                    continue;
                break;
            }

            if (char.IsDigit(c))
                c = '0';
            else
                (letters, upper) = (letters + 1, upper + (char.IsUpper(c) ? 1 : 0));
            c = Plain(char.ToLowerInvariant(c));
            if (length >= 2 && word[length - 1] == c && word[length - 2] == c)
                stretched |= c != '0';
            else if (length < LongestWord)
                word[length++] = c;
        }

        var token = into.AddToken(start, Math.Max(1, TrimmedEnd(text, start, i) - start), TextHash.Of(word[..length]));
        if (letters > 2 && upper == letters)
            state.Shouted++;
        if (stretched)
            state.Stretched++;
        Emit(word[..length], token, into, ref state);
        return i;
    }

    private static int TrimmedEnd(ReadOnlySpan<char> text, int start, int end) => end - 1 > start && text[end - 1] is '\'' or '’' ? end - 1 : end;

    private static void Emit(ReadOnlySpan<char> word, int token, TextFeatures into, ref State state)
    {
        var hash = TextHash.Of(word);
        Sequence(hash, token, into, ref state);
        if (state.NegatedFor > 0)
        {
            state.NegatedFor--;
            into.AddWord(Mixed(Negated, hash), token);
        }

        if (Negations.Has(word))
            state.NegatedFor = NegationReach;
        Pieces(word, token, into);
    }

    private static void Sequence(uint hash, int token, TextFeatures into, ref State state)
    {
        into.AddWord(Mixed(Word, hash), token);
        into.AddWord(Mixed(state.Previous == 0 ? First : Pair, TextHash.Add(state.Previous, hash)), token);
        (state.Previous, state.PreviousToken) = (hash, token);
        state.WordCount++;
    }

    private static void Pieces(ReadOnlySpan<char> word, int token, TextFeatures into)
    {
        for (var from = -1; from < word.Length - 1; from++)
        {
            var hash = Piece;
            for (var n = 0; n < 5; n++)
            {
                var at = from + n;
                if (at > word.Length)
                    break;
                hash = TextHash.Add(hash, at < 0 || at == word.Length ? ' ' : word[at]);
                if (n > 0)
                    into.AddPiece(TextHash.Stir(hash), token);
            }
        }
    }

    private static int Punctuation(ReadOnlySpan<char> text, int start, TextFeatures into, ref State state)
    {
        var hash = Sign;
        var (i, kept, last, before) = (start, 0, '\0', '\0');
        for (; i < text.Length && !char.IsWhiteSpace(text[i]) && !char.IsLetterOrDigit(text[i]) && text[i] is not ('@' or '#') && (text[i] < 0x80 || char.IsPunctuation(text[i])); i++)
        {
            var c = text[i];
            Count(c, ref state);
            if (c == last && c == before)
                continue;
            if (kept++ < 4)
                hash = TextHash.Add(hash, c);
            (before, last) = (last, c);
        }

        // A hash sign or an @ alone: the word behind it is read as a word.
        if (i == start)
        {
            state.Tags += text[i] == '#' ? 1 : 0;
            return i + 1;
        }

        // :D and :P end in a letter.
        if (text[start] is ':' or ';' or '=' && i < text.Length && text[i] is 'D' or 'P' or 'p' or 'O' or 'o' && (i + 1 == text.Length || !char.IsLetterOrDigit(text[i + 1])))
            hash = TextHash.Add(hash, char.ToLowerInvariant(text[i++]));
        if (text[start..i] is "'" or "\"" or "-" or "’" or "/")
            return i;
        var token = into.AddToken(start, i - start);
        if (text[start..i] is not ("." or ","))
            into.AddSign(TextHash.Stir(hash), token);
        state.NegatedFor = 0;
        return i;
    }

    private static void Count(char c, ref State state)
    {
        state.Cries += c is '!' or '¡' ? 1 : 0;
        state.Questions += c is '?' or '¿' ? 1 : 0;
    }

    private static int Symbol(ReadOnlySpan<char> text, int i, TextFeatures into, ref State state)
    {
        Rune.DecodeFromUtf16(text[i..], out var rune, out var units);
        // Joiners, variation selectors and skin tones do not change what an emoji means.
        if (rune.Value is 0x200D or 0xFE0F or 0xFE0E or (>= 0x1F3FB and <= 0x1F3FF) || Rune.GetUnicodeCategory(rune) == UnicodeCategory.NonSpacingMark)
            return i + units;
        var token = into.AddToken(i, units);
        var hash = TextHash.Add(Sign, (uint)rune.Value);
        into.AddSign(TextHash.Stir(hash), token);
        Sequence(hash, token, into, ref state);
        return i + units;
    }

    private static void Whole(TextFeatures into, in State state)
    {
        Amount(into, 1, state.Cries);
        Amount(into, 2, state.Questions);
        Amount(into, 3, state.Shouted);
        Amount(into, 4, state.Stretched);
        Amount(into, 5, state.Tags);
        Amount(into, 6, state.Mentions);
        into.AddSign(Mixed(Sign, 0x700 + (uint)int.Log2(state.WordCount + 1)), -1);
    }

    private static void Amount(TextFeatures into, uint what, int count)
    {
        if (count > 0)
            into.AddSign(Mixed(Sign, (what << 4) + (uint)Math.Min(count, 3)), -1);
    }

    private static uint Mixed(uint kind, uint hash) => TextHash.Stir(TextHash.Add(kind * 0x9E3779B1, hash));

    private static bool IsWordUnit(char c) => char.IsLetterOrDigit(c) || c == '_';

    internal static bool IsLink(ReadOnlySpan<char> text) => text[0] is 'h' or 'H' or 'w' or 'W'
        && (text.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("www.", StringComparison.OrdinalIgnoreCase));

    // The accents of the languages we read; others stay, and are one more letter.
    internal static char Plain(char c) => c < 0x80 ? c : c switch
    {
        >= 'à' and <= 'å' => 'a',
        'ç' => 'c',
        >= 'è' and <= 'ë' => 'e',
        >= 'ì' and <= 'ï' => 'i',
        'ñ' => 'n',
        (>= 'ò' and <= 'ö') or 'ø' => 'o',
        >= 'ù' and <= 'ü' => 'u',
        'ý' or 'ÿ' => 'y',
        _ => c,
    };

    private struct State
    {
        public uint Previous;
        public int PreviousToken, NegatedFor, WordCount, Mentions, Links, Tags, Cries, Questions, Shouted, Stretched;
    }
}
