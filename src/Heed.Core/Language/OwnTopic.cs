using System.Text.Json.Serialization;

namespace Heed.Core.Language;

/// <summary>A topic that a company has added to those Heed knows by itself.</summary>
public sealed record OwnTopic
{
    /// <summary>Stands in cases, rules and the API and never changes: <c>loyalty-card</c>.</summary>
    public required string Code { get; init; }

    /// <summary>What people call it, by the two letters of the language; at least one.</summary>
    public IReadOnlyDictionary<string, string> Names { get; init; } = new Dictionary<string, string>();

    /// <summary>Words and phrases that tell it in whatever language the text is. <c>a * b</c>: up to three words between.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>Words and phrases that tell it in texts of one language only, by its two letters.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> WordsIn { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>False: nothing is read as this topic any more, nor offered to be chosen; cases that carry it keep it.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>True: only its name is left, for the cases that carry it.</summary>
    public bool Removed { get; init; }

    /// <summary>Whether messages are read for it and people may choose it.</summary>
    [JsonIgnore]
    public bool InUse => Enabled && !Removed;

    internal TopicWords Tells => new(Code, Words, WordsIn);

    /// <summary>Its name for a reader of this language; else in another one that it has.</summary>
    public string NameIn(string language) =>
        Names.TryGetValue(language, out var name) || Names.TryGetValue("en", out name) ? name
        : Names.OrderBy(n => n.Key, StringComparer.Ordinal).Select(n => n.Value).FirstOrDefault(Code);
}
