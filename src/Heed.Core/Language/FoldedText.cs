using System.Globalization;
using System.Text;

namespace Heed.Core.Language;

/// <summary>
/// A text made comparable: lower case, accents dropped, everything but letters and digits a single space. So a word of a
/// rule meets it however the customer wrote it: <c>Señal</c>, <c>senal</c>, <c>SEÑAL!</c>.
/// </summary>
internal readonly struct FoldedText
{
    // Bounded by spaces on both sides: a whole word or phrase is then one ordinal search.
    private readonly string _spaced;

    private FoldedText(string spaced) => _spaced = spaced;

    public bool IsEmpty => _spaced.Length <= 1;

    public string[] Words => _spaced.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    public static FoldedText Of(string text)
    {
        var folded = new StringBuilder(text.Length + 2).Append(' ');
        foreach (var c in Decomposed(text))
        {
            switch (CharUnicodeInfo.GetUnicodeCategory(c))
            {
                case UnicodeCategory.NonSpacingMark or UnicodeCategory.Format:
                    break;
                case UnicodeCategory.SpacingCombiningMark or UnicodeCategory.Surrogate:
                case var _ when char.IsLetterOrDigit(c):
                    Append(folded, char.ToLowerInvariant(c));
                    break;
                default:
                    if (folded[^1] != ' ')
                        folded.Append(' ');
                    break;
            }
        }

        return new FoldedText((folded[^1] == ' ' ? folded : folded.Append(' ')).ToString());
    }

    /// <summary>Whether the phrase stands in the text as whole words; in scripts written without spaces, anywhere.</summary>
    public bool Contains(FoldedText phrase) => !phrase.IsEmpty
        && (phrase.IsWrittenWithoutSpaces
            ? _spaced.Contains(phrase._spaced.Trim(), StringComparison.Ordinal)
            : _spaced.Contains(phrase._spaced, StringComparison.Ordinal));

    // Thai, Lao, Burmese, Khmer; kana and Han. Korean separates its words.
    public bool IsWrittenWithoutSpaces => _spaced.AsSpan().IndexOfAnyInRange('\u0E00', '\u0EFF') >= 0
        || _spaced.AsSpan().IndexOfAnyInRange('\u1000', '\u109F') >= 0
        || _spaced.AsSpan().IndexOfAnyInRange('\u1780', '\u17FF') >= 0
        || _spaced.AsSpan().IndexOfAnyInRange('\u3040', '\u9FFF') >= 0;

    private static string Decomposed(string text)
    {
        // Half a surrogate pair, as cut texts have them, makes Normalize throw.
        if (text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF'))
            text = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
        return text.Normalize(NormalizationForm.FormKD);
    }

    /// <summary>One lower-case letter, in plain ones where it has a wording in them.</summary>
    internal static void Append(StringBuilder folded, char c) => _ = c switch
    {
        'ß' => folded.Append("ss"),
        'œ' => folded.Append("oe"),
        'æ' => folded.Append("ae"),
        'ø' => folded.Append('o'),
        'ł' => folded.Append('l'),
        'ı' => folded.Append('i'),
        _ => folded.Append(c),
    };
}
