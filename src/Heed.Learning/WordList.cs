using Heed.Core.Language;

namespace Heed.Learning;

/// <summary>The baseline of a word list: the label whose words occur most; for the language, the small words that decided before there was a model.</summary>
internal sealed class WordList
{
    private readonly Dictionary<string, List<(int Label, HashSet<string> Words)>> _lists = new(StringComparer.Ordinal);
    private readonly Recipe _recipe;

    public WordList(Recipe recipe)
    {
        _recipe = recipe;
        using var reader = new StreamReader(typeof(WordList).Assembly.GetManifestResourceStream("wordlists.txt")!); // embedded by the project file
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith('#') || line.Split(": ", 2) is not [var head, var words] || head.Split(' ') is not [var task, var language, var label] || task != recipe.Task)
                continue;
            if (!_lists.TryGetValue(language, out var lists))
                _lists[language] = lists = [];
            lists.Add((recipe.LabelIndex(label), [.. words.Split(' ')]));
        }
    }

    /// <param name="otherwise">What is said where no word occurs.</param>
    public int Of(string text, string language, int otherwise)
    {
        if (_recipe.IsLanguage)
            return LanguageWords.Guess(text) is { } guess ? _recipe.LabelIndex(guess) : _recipe.LabelIndex("other");
        if (!_lists.TryGetValue(language, out var lists))
            return otherwise;
        var tokens = text.ToLowerInvariant().Replace("?", " ? ", StringComparison.Ordinal).Split([' ', '.', ',', '!', '\n', '#', '"', '(', ')', ':'], StringSplitOptions.RemoveEmptyEntries);
        var (best, most) = (otherwise, 0);
        foreach (var (label, words) in lists)
        {
            if (tokens.Count(words.Contains) is var count && count > most)
                (best, most) = (label, count);
        }

        return best;
    }
}
