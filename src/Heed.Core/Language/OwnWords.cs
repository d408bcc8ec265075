namespace Heed.Core.Language;

/// <summary>The words of a company's topics, ready to be looked for in a text that was cut into words.</summary>
/// <remarks>A negation does not matter: who has no loyalty card writes about loyalty cards.</remarks>
internal sealed class OwnWords
{
    private readonly IReadOnlyList<TopicWords> _topics;
    private readonly PhraseIndex _everywhere = new();
    private readonly Dictionary<string, PhraseIndex> _languages = new(StringComparer.Ordinal);

    // Scripts without spaces have no words to cut: these are looked for as they stand.
    private readonly List<(int Topic, string Language, FoldedText Phrase)> _unspaced = [];

    public OwnWords(IReadOnlyList<TopicWords> topics)
    {
        _topics = topics;
        for (var i = 0; i < topics.Count; i++)
        {
            Add(i, "", topics[i].Words);
            foreach (var (language, words) in topics[i].ByLanguage ?? new Dictionary<string, IReadOnlyList<string>>())
                Add(i, language, words);
        }
    }

    public bool Has(string code) => _topics.Any(t => t.Code == code);

    /// <summary>The topic with the most of its words in the text, the first of equals; null: none.</summary>
    /// <param name="language">Two letters; null: nobody could tell, so that the words of each language count.</param>
    public string? Find(ReadOnlySpan<char> text, TextFeatures features, string? language)
    {
        if (_topics.Count == 0)
            return null;
        Span<int> hits = _topics.Count <= 256 ? stackalloc int[_topics.Count] : new int[_topics.Count];
        hits.Clear();
        foreach (var index in Indexes(language))
            index.Find(text, features, hits);
        if (_unspaced.Count > 0)
        {
            var folded = FoldedText.Of(text.ToString());
            foreach (var (topic, only, phrase) in _unspaced)
                hits[topic] += Counts(only, language) && folded.Contains(phrase) ? 1 : 0;
        }

        var best = 0;
        for (var i = 1; i < hits.Length; i++)
            best = hits[i] > hits[best] ? i : best;
        return hits[best] > 0 ? _topics[best].Code : null;
    }

    /// <summary>The words of one topic as the text has them, each once.</summary>
    public IReadOnlyList<string> Quote(string text, TextFeatures features, string? language, string code)
    {
        var found = new List<string>();
        foreach (var index in Indexes(language))
            index.Each(text, features, (topic, start, end) => { if (_topics[topic].Code == code) found.Add(text[start..end]); });
        var folded = FoldedText.Of(text);
        found.AddRange(_unspaced.Where(u => _topics[u.Topic].Code == code && Counts(u.Language, language) && folded.Contains(u.Phrase)).Select(u => string.Concat(u.Phrase.Words)));
        return [.. found.Distinct(StringComparer.CurrentCultureIgnoreCase)];
    }

    private IEnumerable<PhraseIndex> Indexes(string? language)
    {
        if (!_everywhere.IsEmpty)
            yield return _everywhere;
        foreach (var (only, index) in _languages)
        {
            if (Counts(only, language))
                yield return index;
        }
    }

    private static bool Counts(string only, string? language) => only.Length == 0 || language is null || only == language;

    private void Add(int topic, string language, IReadOnlyList<string> words)
    {
        foreach (var word in words)
        {
            if (FoldedText.Of(word) is { IsWrittenWithoutSpaces: true } phrase)
                _unspaced.Add((topic, language, phrase));
            else if (language.Length == 0)
                _everywhere.Add(topic, "+" + word);
            else
                (_languages.TryGetValue(language, out var index) ? index : _languages[language] = new PhraseIndex()).Add(topic, "+" + word);
        }
    }
}
