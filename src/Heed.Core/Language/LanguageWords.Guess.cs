namespace Heed.Core.Language;

/// <summary>What small words, accents and endings say of a text's language: the baseline that the model is held against.</summary>
internal static partial class LanguageWords
{
    // Points: a word that one language alone uses; what one accent or ending adds. A tie, or less than one clear sign, is "not sure".
    private const int OwnWord = 12;
    private const int Accent = 7;
    private const int Ending = 4;
    private const int Enough = 4;
    private const int LongestWord = 24;

    /// <summary>Code of one of the seven languages, or null: fewer than three letters, another script, or no language ahead. Names, links, hashtags, emoji and numbers do not count.</summary>
    public static string? Guess(ReadOnlySpan<char> text)
    {
        Span<int> scores = stackalloc int[Codes.Length];
        scores.Clear();
        var (latin, foreign) = (0, 0);
        Span<char> word = stackalloc char[LongestWord];
        for (var i = 0; i < text.Length;)
        {
            if (text[i] is '@' or '#' || text[i..].StartsWith("http", StringComparison.OrdinalIgnoreCase) || text[i..].StartsWith("www.", StringComparison.OrdinalIgnoreCase))
            {
                while (i < text.Length && !char.IsWhiteSpace(text[i]))
                    i++;
                continue;
            }

            if (text[i] is '¿' or '¡')
                Add(scores, 4, Accent);
            var length = 0;
            while (i < text.Length && (char.IsLetter(text[i]) || (length > 0 && text[i] is '\'' or '’')))
            {
                var c = char.ToLowerInvariant(text[i++]);
                if (char.IsLetter(c) && (c < 'ɐ'))
                    latin++;
                else if (char.IsLetter(c))
                    foreign++;
                if (length < LongestWord)
                    word[length++] = c == '’' ? '\'' : c;
                Add(scores, SpeakersOf(c), Accent);
            }

            if (length > 0)
                Weigh(word[..length], scores);
            else
                i++;
        }

        return latin < 3 || foreign > latin ? null : Best(scores);
    }

    private static void Weigh(ReadOnlySpan<char> word, Span<int> scores)
    {
        var words = Speakers.GetAlternateLookup<ReadOnlySpan<char>>();
        if (words.TryGetValue(word, out var bits))
        {
            Add(scores, bits, OwnWord);
            return;
        }

        // l'hôtel, j'attends: the part before the apostrophe is a word of its own.
        var cut = word.IndexOf('\'');
        if (cut > 0)
        {
            if (words.TryGetValue(word[..cut], out bits))
                Add(scores, bits, OwnWord);
            word = word[(cut + 1)..];
            if (words.TryGetValue(word, out bits))
            {
                Add(scores, bits, OwnWord);
                return;
            }
        }

        foreach (var (piece, speakers) in Endings)
        {
            if (word.Length > piece.Length && word.EndsWith(piece, StringComparison.Ordinal))
                Add(scores, speakers, Ending);
        }
    }

    // A sign shared by several languages says less for each.
    private static void Add(Span<int> scores, int bits, int points)
    {
        if (bits == 0)
            return;
        var each = Math.Max(1, points / int.PopCount(bits));
        for (var i = 0; i < scores.Length; i++)
        {
            if ((bits & (1 << i)) != 0)
                scores[i] += each;
        }
    }

    private static int SpeakersOf(char c) => c switch
    {
        'ñ' => 4,
        'ã' or 'õ' => 8,
        'ß' or 'ä' or 'ö' => 16,
        'ü' => 16 | 4,
        'ç' => 2 | 8,
        'è' => 2 | 32,
        'ù' or 'ò' or 'ì' => 32,
        'ê' => 2 | 8,
        'â' => 2 | 8,
        'à' => 2 | 32,
        'î' or 'û' or 'œ' or 'ë' => 2,
        'á' or 'í' or 'ó' or 'ú' => 4 | 8,
        _ => 0,
    };

    private static string? Best(ReadOnlySpan<int> scores)
    {
        var (best, second) = (0, -1);
        for (var i = 1; i < scores.Length; i++)
        {
            if (scores[i] > scores[best])
                (best, second) = (i, best);
            else if (second < 0 || scores[i] > scores[second])
                second = i;
        }

        return scores[best] >= Enough && scores[best] > scores[second] ? Codes[best] : null;
    }
}
