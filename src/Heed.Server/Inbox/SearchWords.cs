using System.Globalization;
using System.Text;

namespace Heed.Server.Inbox;

/// <summary>
/// What a person typed into a search box, as words: lower case, without accents or punctuation. The last one may be unfinished.
/// Only letters and digits are left, so neither query language has anything to misunderstand.
/// </summary>
public sealed record SearchWords(IReadOnlyList<string> Words)
{
    private const int MostWords = 12;
    private const int LongestText = 200;

    // A shorter beginning would match half the dictionary, and take as long.
    private const int ShortestPrefix = 3;

    public bool IsEmpty => Words.Count == 0;

    /// <summary>The text is a case number: <c>123</c> or <c>#123</c>.</summary>
    public long? Number { get; private init; }

    public static SearchWords Of(string? text)
    {
        text = (text ?? "").Trim();
        if (text.Length > LongestText)
            text = text[..LongestText];
        var words = new List<string>();
        var word = new StringBuilder();
        foreach (var c in Fold(text) + " ")
        {
            if (char.IsLetterOrDigit(c))
            {
                word.Append(c);
            }
            else if (word.Length > 0)
            {
                words.Add(word.ToString());
                word.Clear();
            }
        }

        return new SearchWords([.. words.Take(MostWords)])
        {
            Number = long.TryParse(text.TrimStart('#'), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null,
        };
    }

    /// <summary>The query for FTS5: all words, the last by its beginning.</summary>
    public string ForSqlite() => string.Join(' ', Words.Select((w, i) => Unfinished(i) ? $"\"{w}\" *" : $"\"{w}\""));

    /// <summary>The query for to_tsquery.</summary>
    public string ForPostgres() => string.Join(" & ", Words.Select((w, i) => Unfinished(i) ? w + ":*" : w));

    /// <summary>About 120 characters around the first word found; the beginning when none is.</summary>
    public string Excerpt(string text)
    {
        const int before = 16, length = 120; // a row shows some forty: what was found must be among them
        var folded = Fold(text);
        var at = Words.Select(w => folded.IndexOf(w, StringComparison.Ordinal)).Where(i => i >= 0).DefaultIfEmpty(0).Min();
        var from = Math.Max(0, at - before);
        var to = Math.Min(text.Length, from + length);
        return (from > 0 ? "…" : "") + text[from..to].ReplaceLineEndings(" ") + (to < text.Length ? "…" : "");
    }

    /// <summary>Cuts a text into pieces that were searched for and pieces that were not.</summary>
    public IEnumerable<(string Text, bool Found)> Mark(string text)
    {
        var folded = Fold(text);
        var from = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (i > 0 && char.IsLetterOrDigit(folded[i - 1]))
                continue;
            var word = Words.Where(w => string.CompareOrdinal(folded, i, w, 0, w.Length) == 0).MaxBy(w => w.Length);
            if (word is null)
                continue;
            if (i > from)
                yield return (text[from..i], false);
            yield return (text.Substring(i, word.Length), true);
            from = i + word.Length;
            i = from - 1;
        }

        if (from < text.Length)
            yield return (text[from..], false);
    }

    private bool Unfinished(int index) => index == Words.Count - 1 && Words[index].Length >= ShortestPrefix;

    // One character stays one character, so that places in the folded text are places in the text.
    private static string Fold(string text) => string.Create(text.Length, text, (span, source) =>
    {
        for (var i = 0; i < span.Length; i++)
            span[i] = Fold(source[i]);
    });

    private static char Fold(char c)
    {
        if (c < 128 || char.IsSurrogate(c))
            return char.ToLowerInvariant(c);
        Span<char> one = [c];
        var decomposed = new string(one).Normalize(NormalizationForm.FormD);
        return char.ToLowerInvariant(decomposed[0]);
    }
}
