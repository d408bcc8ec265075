using System.Buffers;
using System.Globalization;

namespace Heed.Core.Guard;

/// <summary>Shouting: a row of words in capitals, a row of exclamation or question marks.</summary>
internal static class ToneShouting
{
    public const double Capitals = 0.5;
    public const double Marks = 0.3;

    private const int WordsInARow = 3;
    private const int LettersInARow = 12;

    private static readonly SearchValues<char> Apart = SearchValues.Create("@#/^*~-");

    // Who shouts with joy shouts at nobody.
    private static readonly HashSet<string> Glad = new(StringComparer.Ordinal)
    {
        "thank", "thanks", "welcome", "happy", "congratulations", "congrats", "awesome", "great", "love", "amazing", "fantastic", "enjoy", "yay", "excited", "cheers", "birthday", "hurray", "best", "win",
        "merci", "bienvenue", "joyeux", "joyeuse", "bonne", "bon", "felicitations", "bravo", "super", "genial", "plaisir", "gagnez",
        "gracias", "bienvenido", "bienvenida", "feliz", "felices", "felicidades", "enhorabuena", "disfruta", "disfrute", "encanta", "excelente", "gana",
    };

    /// <param name="taken">Places that a phrase has taken: they are not shouted a second time.</param>
    public static IEnumerable<(int Start, int End, string Calmer, double Severity)> Find(string text, List<ToneToken> tokens, IReadOnlyList<(int Start, int End)> taken, string language)
    {
        foreach (var (first, last) in Rows(text, tokens))
        {
            if (tokens[first..(last + 1)].Exists(t => Glad.Contains(t.Word)))
                continue;
            foreach (var (start, end) in Left(tokens, first, last, taken))
                yield return (start, end, Quiet(text, start, end, language), Capitals);
        }

        foreach (var (start, end) in MarkRows(text))
        {
            if (!(text[start] == '!' && IsGlad(text, tokens, start)) && !taken.Any(t => t.Start < end && start < t.End))
                yield return text.IndexOf('?', start, end - start) >= 0 ? (start, end, "?", Marks) : (Stop(text, start), end, ".", Marks);
        }
    }

    // One word in capitals is emphasis, an order code or an acronym; a row of them is a raised voice.
    private static IEnumerable<(int First, int Last)> Rows(string text, List<ToneToken> tokens)
    {
        for (var i = 0; i < tokens.Count; i++)
        {
            if (!Loud(text, tokens[i]))
                continue;
            var (last, letters, words) = (i, 0, 0);
            for (var j = i; j < tokens.Count && Loud(text, tokens[j]) && (j == i || Near(text, tokens[j - 1].End, tokens[j].Start)); j++)
            {
                last = j;
                letters += tokens[j].End - tokens[j].Start;
                words += tokens[j].End - tokens[j].Start >= 4 ? 1 : 0;
            }

            if (last - i + 1 >= WordsInARow && letters >= LettersInARow && words >= 2)
                yield return (i, last);
            i = last;
        }
    }

    private static bool Loud(string text, ToneToken token)
    {
        var loud = false;
        for (var i = token.Start; i < token.End; i++)
        {
            if (char.IsDigit(text[i]) || char.IsLower(text[i]))
                return false;
            loud |= char.IsUpper(text[i]) && char.ToLowerInvariant(text[i]) != text[i];
        }

        return loud;
    }

    // Over punctuation, but not over a name or a link.
    private static bool Near(string text, int from, int to) => to - from <= 4 && !text.AsSpan(from, to - from).ContainsAny(Apart);

    // The row without what a phrase has taken.
    private static IEnumerable<(int Start, int End)> Left(List<ToneToken> tokens, int first, int last, IReadOnlyList<(int Start, int End)> taken)
    {
        var start = -1;
        for (var i = first; i <= last; i++)
        {
            var free = !taken.Any(t => t.Start < tokens[i].End && tokens[i].Start < t.End);
            // A sentence ends inside the row: each sentence is one mark, so that it can begin with a capital again.
            if (start >= 0 && (!free || tokens[i].Opens))
            {
                yield return (start, tokens[i - 1].End);
                start = -1;
            }

            if (free && start < 0)
                start = tokens[i].Start;
        }

        if (start >= 0)
            yield return (start, tokens[last].End);
    }

    private static string Quiet(string text, int start, int end, string language)
    {
        var quiet = CultureInfo.InvariantCulture.TextInfo.ToLower(text[start..end]);
        // English keeps one word in capitals.
        return language != "en" ? quiet : string.Join(' ', quiet.Split(' ').Select(w => w == "i" || w.StartsWith("i'", StringComparison.Ordinal) || w.StartsWith("i’", StringComparison.Ordinal) ? "I" + w[1..] : w));
    }

    // The sentence that the row ends has a glad word.
    private static bool IsGlad(string text, List<ToneToken> tokens, int end)
    {
        var start = end - 1;
        while (start >= 0 && !ToneText.Ends(text, start))
            start--;
        return tokens.Exists(t => t.Start > start && t.End <= end && Glad.Contains(t.Word));
    }

    // A full stop has no space before it, as French has before its other signs.
    private static int Stop(string text, int start)
    {
        while (start > 0 && text[start - 1] is ' ' or '\u00A0' or '\u202F')
            start--;
        return start;
    }

    private static IEnumerable<(int Start, int End)> MarkRows(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var end = i;
            while (end < text.Length && text[end] is '!' or '?')
                end++;
            if (end - i >= 3)
                yield return (i, end);
            i = Math.Max(i, end - 1);
        }
    }
}
