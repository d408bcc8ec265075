using Heed.Core.Guard;

namespace Heed.Core.Language;

/// <summary>Which words of a message told what was read in it, as far as that can be named; for a person who wants to know why.</summary>
public sealed partial class MessageReader
{
    // A model weighs every word a little; the few that weighed most are the answer to "why".
    private const int WeightiestWords = 3;

    // What is left of "n'a" says nothing to a reader.
    private const int ShortestWord = 3;

    private static readonly Dictionary<Cause, string> HeadingOf = new()
    {
        [Cause.AggressiveAnswer] = "aggressive",
        [Cause.HandedOver] = "handed",
        [Cause.LongWait] = "wait",
        [Cause.Boomerang] = "boomerang",
    };

    /// <param name="reading">What was read in it, then or now: only what it says is looked for.</param>
    public ReadingWhy Why(ReadingInput input, Reading reading)
    {
        var text = input.Text;
        // Its own: the models that are asked below use the thread's.
        var features = new TextFeatures();
        TextTokenizer.Read(text, features);
        var phrases = new List<(string Heading, string Words)>();
        if (reading.Language is { } language)
            PhraseBook.Shipped.Each(text, features, language, (place, start, end) => phrases.Add((PhraseBook.Shipped.Heading(place), text[start..end])));
        IReadOnlyList<string> Under(params string[] headings) => [.. phrases.Where(p => headings.Contains(p.Heading)).Select(p => p.Words).Distinct(StringComparer.CurrentCultureIgnoreCase)];
        return new ReadingWhy
        {
            Topic = reading.Topic is not { } topic ? []
                : _ownWords.Quote(text, features, reading.Language, topic) is { Count: > 0 } own ? own
                : topic is Topics.InStore ? Under("instore", "here")
                : Under(topic) is { Count: > 0 } said ? said
                : Weighed(_topic, text, reading.Language, topic),
            Sentiment = reading.Sentiment is { } mood ? Weighed(_sentiment, text, reading.Language, mood.ToString().ToLowerInvariant()) : [],
            Urgency = reading.Urgency == Urgency.Normal ? [] : Under(reading.Urgency == Urgency.Now ? "now" : "soon"),
            InStore = reading.InStore ? Under("instore", "here") : [],
            Leaving = reading.Leaving ? Under("leaving") : [],
            Buying = reading.Buying ? Under("buying") : [],
            Causes = (reading.Causes ?? []).ToDictionary(c => c, c => Under(HeadingOf[c])),
        };
    }

    // Words in the order of the text, not of their weight: so they are found again.
    private static IReadOnlyList<string> Weighed(TextModel? model, string text, string? language, string label) => model is null || language is null ? [] :
    [
        .. model.Explain(text, language, label).Where(t => t.Weight > 0 && t.Length >= ShortestWord).OrderByDescending(t => t.Weight).Take(WeightiestWords)
            .OrderBy(t => t.Start).Select(t => text.Substring(t.Start, t.Length)).Distinct(StringComparer.CurrentCultureIgnoreCase),
    ];
}

/// <summary>The words that told each part of a reading; empty where none can be named.</summary>
public sealed record ReadingWhy
{
    public IReadOnlyList<string> Topic { get; init; } = [];

    public IReadOnlyList<string> Sentiment { get; init; } = [];

    public IReadOnlyList<string> Urgency { get; init; } = [];

    public IReadOnlyList<string> InStore { get; init; } = [];

    public IReadOnlyList<string> Leaving { get; init; } = [];

    public IReadOnlyList<string> Buying { get; init; } = [];

    public IReadOnlyDictionary<Cause, IReadOnlyList<string>> Causes { get; init; } = new Dictionary<Cause, IReadOnlyList<string>>();
}
