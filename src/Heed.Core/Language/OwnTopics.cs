using System.Text.Json;

namespace Heed.Core.Language;

/// <summary>All topics of a company's own, as one setting keeps them: a JSON list.</summary>
public sealed class OwnTopics
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly Dictionary<string, OwnTopic> _byCode;

    /// <exception cref="ArgumentException">Two have one code.</exception>
    public OwnTopics(IReadOnlyList<OwnTopic> all) => (All, _byCode) = (all, all.ToDictionary(t => t.Code, StringComparer.OrdinalIgnoreCase));

    public static OwnTopics None { get; } = new([]);

    /// <summary>The removed ones too: old cases still name them.</summary>
    public IReadOnlyList<OwnTopic> All { get; }

    /// <summary>Those that can be changed: on or off, not removed.</summary>
    public IEnumerable<OwnTopic> Kept => All.Where(t => !t.Removed);

    /// <summary>What a reader looks for.</summary>
    public IReadOnlyList<TopicWords> Tell => [.. All.Where(t => t.InUse).Select(t => t.Tells)];

    /// <summary>Codes a person may choose for a case: those of Heed, then the company's that are on.</summary>
    public IReadOnlyList<string> Choices => [.. Topics.Shipped, .. All.Where(t => t.InUse).Select(t => t.Code)];

    /// <summary>Codes a rule may ask for: a topic that is off may come back.</summary>
    public IReadOnlyList<string> Known => [.. Topics.Shipped, .. Kept.Select(t => t.Code)];

    /// <summary>Removed or not; null: none has this code.</summary>
    public OwnTopic? Find(string code) => _byCode.GetValueOrDefault(code);

    /// <summary>With this one added, or in the place of the one with its code.</summary>
    public OwnTopics With(OwnTopic topic) => Find(topic.Code) is { } known
        ? new([.. All.Select(t => ReferenceEquals(t, known) ? topic with { Code = known.Code } : t)])
        : new([.. All, topic]);

    /// <summary>Leaves only the name of a topic, for the cases that carry it.</summary>
    public OwnTopics Without(string code) => Find(code) is not { } known
        ? this
        : With(new OwnTopic { Code = known.Code, Names = known.Names, Enabled = false, Removed = true });

    /// <summary>Reads the setting. One that cannot be used (written by hand) counts as not set: mail must go on coming in.</summary>
    public static OwnTopics Read(string? json)
    {
        try
        {
            return json is null ? None : new OwnTopics(JsonSerializer.Deserialize<List<OwnTopic>>(json, Json) ?? []);
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            return None;
        }
    }

    public string Write() => JsonSerializer.Serialize(All, Json);
}
