using System.Runtime.CompilerServices;
using Heed.Core.Guard;

namespace Heed.Core.Language;

/// <summary>Reads a customer's message: language, feeling, topic, what they want and what is at stake. On this machine, in some tens of microseconds.</summary>
/// <remarks>Safe for threads; keep one per workspace. Where there is no model or no phrases for a language, that part of the reading stays empty.</remarks>
public sealed partial class MessageReader
{
    private static readonly Lazy<MessageReader> Embedded = new(() => new MessageReader(task => ShippedModels.Of(task), [], null));

    private readonly Func<string, TextModel?> _models;
    private readonly TextModel? _sentiment, _needsAnswer, _topic, _abuse;
    private readonly LanguageModel? _language;
    private readonly Places _places = new(PhraseBook.Shipped);
    private readonly ConditionalWeakTable<IReadOnlyList<ShopWords>, PhraseIndex> _shops = [];
    private readonly IReadOnlyList<TopicWords> _ownTopics;
    private readonly OwnWords _ownWords;
    private readonly OwnTopicModel? _ownLesson;

    private MessageReader(Func<string, TextModel?> models, IReadOnlyList<TopicWords> ownTopics, OwnTopicModel? ownLesson)
    {
        (_models, _ownTopics, _ownWords, _ownLesson) = (models, ownTopics, new OwnWords(ownTopics), ownLesson);
        (_sentiment, _needsAnswer, _topic, _abuse) = (models(Tasks.Sentiment), models(Tasks.NeedsAnswer), models(Tasks.Topic), models(Tasks.Abuse));
        _language = models(LanguageModel.Task) is { } language ? new LanguageModel(language) : null;
    }

    /// <summary>With the models inside the product.</summary>
    public static MessageReader Shipped => Embedded.Value;

    /// <summary>A reader that also knows what a company corrected. This one stays as it is: that is the way back.</summary>
    public MessageReader With(TextOverlay overlay) =>
        new(task => task == overlay.Task ? _models(task)?.With(overlay) : _models(task), _ownTopics, _ownLesson);

    /// <summary>A reader that also knows the company's own topics; they win over ours.</summary>
    public MessageReader With(IReadOnlyList<TopicWords> topics) => new(_models, topics, _ownLesson);

    /// <summary>A reader that also knows what was learned of the company's own topics; of those that it does not have, nothing is said.</summary>
    public MessageReader With(OwnTopicModel? lesson) => new(_models, _ownTopics, lesson);

    /// <summary>The model it decides a task with, corrections included; null: none.</summary>
    public TextModel? Model(string task) => _models(task);

    public Reading Read(ReadingInput input)
    {
        var features = TextFeatures.OfThisThread;
        // First the language: its features use the same buffer.
        var language = input.StatedLanguage is { Length: >= 2 } stated ? stated[..2].ToLowerInvariant() : _language?.Of(input.Text);
        TextTokenizer.Read(input.Text, features);
        if (features.Tokens.Length == 0)
            return language is null ? Reading.None : Reading.None with { Language = language };

        Span<int> hits = stackalloc int[PhraseBook.Most];
        hits.Clear();
        if (language is not null)
            PhraseBook.Shipped.Find(input.Text, features, language, hits);
        var shop = Shop(input, features);
        var inStore = (hits[_places.InStore] > 0 && hits[_places.Here] > 0) || (shop is { ByPlace: true }) || (shop is not null && hits[_places.InStore] + hits[_places.Here] > 0);
        var sentiment = Sentiment(features, language);
        return new Reading
        {
            Language = language,
            Sentiment = sentiment,
            NeedsAnswer = NeedsAnswer(input.Text, features, language, sentiment, hits),
            Urgency = hits[_places.Now] > 0 ? Urgency.Now : hits[_places.Soon] > 0 ? Urgency.Soon : Urgency.Normal,
            Topic = Topic(input.Text, features, language, inStore, hits),
            InStore = inStore,
            Shop = shop?.Code,
            Leaving = hits[_places.Leaving] > 0,
            Buying = hits[_places.Buying] > 0,
            Abusive = language is not null && _abuse is not null && _abuse.Knows(language) && Said(_abuse, features, language) == 1,
            Causes = _places.Causes(hits),
        };
    }

    private Sentiment? Sentiment(TextFeatures features, string? language) =>
        language is not null && _sentiment is not null && _sentiment.Knows(language) && Said(_sentiment, features, language) is >= 0 and var said ? (Sentiment)said : null;

    // A model where there is one; elsewhere only what is plain: a question or a complaint wants an answer, a short thank-you does not.
    private bool? NeedsAnswer(ReadOnlySpan<char> text, TextFeatures features, string? language, Sentiment? sentiment, ReadOnlySpan<int> hits)
    {
        if (language is null)
            return null;
        if (_needsAnswer is not null && _needsAnswer.Knows(language))
            return Said(_needsAnswer, features, language) is >= 0 and var said ? said == 1 : null;
        if (text.ContainsAny('?', '¿') || sentiment is Language.Sentiment.Negative)
            return true;
        return sentiment is Language.Sentiment.Positive && hits[_places.Praise] > 0 && features.Tokens.Length <= Places.FewWords ? false : null;
    }

    private string? Topic(ReadOnlySpan<char> text, TextFeatures features, string? language, bool inStore, ReadOnlySpan<int> hits)
    {
        if (_ownWords.Find(text, features, language) is { } told)
            return told;
        if (language is null)
            return null;
        if (_ownLesson?.Of(features, language) is { } learned && _ownWords.Has(learned))
            return learned;
        if (_places.RareTopic(hits) is { } rare)
            return rare;
        if (_topic is not null && _topic.Knows(language))
            return Said(_topic, features, language) is >= 0 and var said ? _topic.Labels[said] : inStore ? Topics.InStore : null;
        return _places.Topic(hits) ?? (inStore ? Topics.InStore : text.ContainsAny('?', '¿') ? Topics.Question : null);
    }

    // The label a model is sure enough of; -1: not sure. A model with two labels speaks of the second.
    private static int Said(TextModel model, TextFeatures features, string language)
    {
        Span<double> probabilities = stackalloc double[model.Labels.Count];
        model.Score(features, language, probabilities);
        if (model.Labels.Count == 2 && model.Threshold(language) > 0)
            return probabilities[1] >= model.Threshold(language) ? 1 : 0;
        var best = 0;
        for (var i = 1; i < probabilities.Length; i++)
            best = probabilities[i] > probabilities[best] ? i : best;
        return probabilities[best] >= model.Threshold(language) ? best : -1;
    }

    private (string Code, bool ByPlace)? Shop(ReadingInput input, TextFeatures features)
    {
        if (input.Shops.Count == 0)
            return null;
        var index = _shops.GetValue(input.Shops, static shops =>
        {
            var index = new PhraseIndex();
            for (var i = 0; i < shops.Count; i++)
            {
                foreach (var name in shops[i].Names.Prepend(shops[i].Code))
                    index.Add(i, "+" + name);
            }

            return index;
        });
        Span<int> hits = input.Shops.Count <= 512 ? stackalloc int[input.Shops.Count] : new int[input.Shops.Count];
        hits.Clear();
        index.Find(input.Text, features, hits);
        if (hits.ContainsAnyExcept(0))
            return (input.Shops[Most(hits)].Code, false);
        if (string.IsNullOrWhiteSpace(input.Place))
            return null;
        var place = new TextFeatures();
        TextTokenizer.Read(input.Place, place);
        index.Find(input.Place, place, hits);
        return hits.ContainsAnyExcept(0) ? (input.Shops[Most(hits)].Code, true) : null;
    }

    private static int Most(ReadOnlySpan<int> hits)
    {
        var best = 0;
        for (var i = 1; i < hits.Length; i++)
            best = hits[i] > hits[best] ? i : best;
        return best;
    }
}
