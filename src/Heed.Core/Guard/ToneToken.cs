using System.Globalization;
using System.Text;
using Heed.Core.Language;

namespace Heed.Core.Guard;

/// <summary>One word of a draft as the rules compare it: lower case, no accents, no apostrophes.</summary>
/// <param name="Start">Where it stands in the text.</param>
/// <param name="Word">As it is written, letters repeated more than twice counted twice (<c>stuuupid</c> is <c>stuupid</c>).</param>
/// <param name="Once">The same with each such row counted once; null when there is none.</param>
/// <param name="Barrier">No phrase runs from the word before into this one: a sentence, a line, a name or a link ends there.</param>
/// <param name="Opens">It begins a sentence.</param>
/// <param name="Closes">It ends a sentence.</param>
internal readonly record struct ToneToken(int Start, int End, string Word, string? Once, bool Barrier, bool Opens, bool Closes)
{
    /// <summary>A word with a hidden letter (<c>f*ck</c>) stands for every word it could be.</summary>
    public bool Is(string word) => Word == word || Once == word || (Word.Contains('*', StringComparison.Ordinal) && Hides(word));

    private bool Hides(string word)
    {
        if (Word.Length != word.Length || Word[0] == '*')
            return false;
        for (var i = 0; i < word.Length; i++)
        {
            if (Word[i] != '*' && Word[i] != word[i])
                return false;
        }

        return true;
    }

    /// <summary>A word made comparable.</summary>
    public static string Fold(ReadOnlySpan<char> word)
    {
        var plain = true;
        foreach (var c in word)
            plain &= c is (>= 'a' and <= 'z') or (>= '0' and <= '9');
        if (plain)
            return word.ToString();

        var folded = new StringBuilder(word.Length);
        foreach (var c in word.ToString().Normalize(NormalizationForm.FormKD))
        {
            if (c is '*')
                folded.Append(c);
            else if (char.IsLetterOrDigit(c))
                FoldedText.Append(folded, char.ToLowerInvariant(c));
            else if (char.IsSurrogate(c))
                folded.Append(c);
        }

        return folded.ToString();
    }

    /// <summary>Rows of three and more of the same letter cut to <paramref name="most"/>.</summary>
    public static string Cut(string word, int most)
    {
        var cut = new StringBuilder(word.Length);
        for (var i = 0; i < word.Length;)
        {
            var end = i + 1;
            while (end < word.Length && word[end] == word[i] && word[i] != '*')
                end++;
            cut.Append(word[i], end - i >= 3 ? most : end - i);
            i = end;
        }

        return cut.ToString();
    }

    public static bool IsPart(Rune rune) =>
        Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
}
