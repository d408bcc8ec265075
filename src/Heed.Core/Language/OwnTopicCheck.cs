using System.Text.RegularExpressions;

namespace Heed.Core.Language;

/// <summary>What is wrong with a topic as somebody wrote it.</summary>
public enum TopicFault
{
    Code,
    CodeShipped,
    NameMissing,
    NameLength,
    NameTaken,
    Language,
    WordsMissing,
    WordsMany,
    WordLength,
    WordEmpty,
    WordTwice,
    WordTaken,
    TopicsMany,
}

/// <param name="About">The word, name or code at fault.</param>
/// <param name="Other">Code of the topic that has it already.</param>
public sealed record TopicProblem(TopicFault Fault, string About = "", string? Other = null);

/// <summary>Holds a topic against the limits and against the other topics of the company.</summary>
public static partial class OwnTopicCheck
{
    /// <summary>More than a person can keep apart in a list.</summary>
    public const int MostTopics = 50;

    /// <summary>Of one topic, all languages together.</summary>
    public const int MostWords = 200;

    public const int LongestWord = 80;

    public const int LongestName = 60;

    /// <summary>A topic as it is kept: trimmed, codes and languages in lower case, nothing empty.</summary>
    public static OwnTopic Tidy(OwnTopic topic) => topic with
    {
        Code = topic.Code.Trim().ToLowerInvariant(),
        Names = topic.Names.Where(n => !string.IsNullOrWhiteSpace(n.Value)).ToDictionary(n => n.Key.ToLowerInvariant(), n => n.Value.Trim()),
        Words = Trimmed(topic.Words),
        WordsIn = topic.WordsIn.Select(w => (Language: w.Key.ToLowerInvariant(), Words: Trimmed(w.Value))).Where(w => w.Words.Count > 0).ToDictionary(w => w.Language, w => w.Words),
    };

    /// <returns>The first thing that is wrong with a tidied topic; null: it can be kept.</returns>
    public static TopicProblem? Problem(OwnTopic topic, OwnTopics among)
    {
        var others = among.Kept.Where(t => !t.Code.Equals(topic.Code, StringComparison.OrdinalIgnoreCase)).ToList();
        if (!Code().IsMatch(topic.Code))
            return new(TopicFault.Code, topic.Code);
        if (Topics.Shipped.Contains(topic.Code))
            return new(TopicFault.CodeShipped, topic.Code);
        return others.Count >= MostTopics ? new(TopicFault.TopicsMany)
            : NameProblem(topic, others) ?? WordProblem(topic) ?? Taken(topic, others);
    }

    private static TopicProblem? NameProblem(OwnTopic topic, List<OwnTopic> others)
    {
        if (topic.Names.Count == 0)
            return new(TopicFault.NameMissing);
        if (topic.Names.Keys.Concat(topic.WordsIn.Keys).FirstOrDefault(l => !Language().IsMatch(l)) is { } language)
            return new(TopicFault.Language, language);
        foreach (var (key, name) in topic.Names)
        {
            if (name.Length > LongestName)
                return new(TopicFault.NameLength, name);
            if (others.Find(t => t.Names.TryGetValue(key, out var theirs) && theirs.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } other)
                return new(TopicFault.NameTaken, name, other.Code);
        }

        return null;
    }

    private static TopicProblem? WordProblem(OwnTopic topic)
    {
        var written = Written(topic);
        if (written.Count == 0)
            return new(TopicFault.WordsMissing);
        if (written.Count > MostWords)
            return new(TopicFault.WordsMany, written.Count.ToString(System.Globalization.CultureInfo.InvariantCulture));
        for (var i = 0; i < written.Count; i++)
        {
            var (language, word) = written[i];
            if (word.Length > LongestWord)
                return new(TopicFault.WordLength, word);
            if (word.Split('*').Any(part => FoldedText.Of(part).IsEmpty))
                return new(TopicFault.WordEmpty, word);
            if (written.Take(i).Any(w => Meet(w.Language, language) && Folded(w.Word) == Folded(word)))
                return new(TopicFault.WordTwice, word);
        }

        return null;
    }

    // Two topics that the same word tells: which of them a message has would be chance.
    private static TopicProblem? Taken(OwnTopic topic, List<OwnTopic> others)
    {
        var theirs = others.SelectMany(t => Written(t).Select(w => (t.Code, w.Language, Word: Folded(w.Word)))).ToLookup(w => w.Word);
        foreach (var (language, word) in Written(topic))
        {
            if (theirs[Folded(word)].FirstOrDefault(w => Meet(w.Language, language)) is { Code: { } other })
                return new(TopicFault.WordTaken, word, other);
        }

        return null;
    }

    private static bool Meet(string one, string other) => one.Length == 0 || other.Length == 0 || one == other;

    // Empty: in whatever language.
    private static List<(string Language, string Word)> Written(OwnTopic topic) =>
        [.. topic.Words.Select(w => ("", w)), .. topic.WordsIn.SelectMany(l => l.Value.Select(w => (l.Key, w)))];

    private static string Folded(string phrase) => string.Join(" * ", phrase.Split('*').Select(part => string.Join(' ', FoldedText.Of(part).Words)));

    private static IReadOnlyList<string> Trimmed(IEnumerable<string> words) => [.. words.Where(w => !string.IsNullOrWhiteSpace(w)).Select(w => w.Trim())];

    [GeneratedRegex(@"^[a-z0-9][a-z0-9-]{1,39}\z")]
    private static partial Regex Code();

    [GeneratedRegex(@"^[a-z]{2}\z")]
    private static partial Regex Language();
}
