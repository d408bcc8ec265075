namespace Heed.Core.Language;

/// <summary>What the language model sees: words as they are written, and one to four neighbouring letters with their accents. No names, links, hashtags, numbers.</summary>
public static class LanguageFeatures
{
    private const int LongestWord = 24;

    // More says no more about the language, and costs.
    private const int Enough = 280;

    /// <returns>The letters seen: below three, nobody can tell.</returns>
    public static int Read(ReadOnlySpan<char> text, TextFeatures into)
    {
        into.Clear();
        text = text[..Math.Min(text.Length, TextFeatures.LongestText)];
        Span<char> word = stackalloc char[LongestWord];
        var letters = 0;
        for (var i = 0; i < text.Length && letters < Enough;)
        {
            if (text[i] is '@' or '#' || TextTokenizer.IsLink(text[i..]))
            {
                while (i < text.Length && !char.IsWhiteSpace(text[i]))
                    i++;
                continue;
            }

            var length = 0;
            for (; i < text.Length && (char.IsLetter(text[i]) || (length > 0 && text[i] is '\'' or '’')); i++)
            {
                letters += char.IsLetter(text[i]) ? 1 : 0;
                if (length < LongestWord)
                    word[length++] = text[i] == '’' ? '\'' : char.ToLowerInvariant(text[i]);
            }

            if (length > 0)
                Emit(word[..length], into);
            else
                i++;
        }

        return letters;
    }

    private static void Emit(ReadOnlySpan<char> word, TextFeatures into)
    {
        into.AddWord(TextHash.Stir(TextHash.Of(word)), -1);
        for (var from = -1; from < word.Length; from++)
        {
            uint hash = 0x99;
            for (var n = 0; n < 4 && from + n <= word.Length; n++)
            {
                var at = from + n;
                hash = TextHash.Add(hash, at < 0 || at == word.Length ? ' ' : word[at]);
                if (n > 0 || at >= 0)
                    into.AddPiece(TextHash.Stir(hash), -1);
            }
        }
    }
}
