using System.Text.Json;
using System.Text.Json.Serialization;
using Heed.Core.Guard;

namespace Heed.Core.Language;

public enum Sentiment
{
    Negative = 0,
    Neutral = 1,
    Positive = 2,
}

/// <summary>How soon somebody should look, by what the text says.</summary>
public enum Urgency
{
    Normal = 0,

    /// <summary>"today", "asap", "third time I write": before others that are due at the same time.</summary>
    Soon = 1,

    /// <summary>Danger, a stranded customer, a locked account with money in it: now.</summary>
    Now = 2,
}

/// <summary>What Heed reads in one message of a customer, on its own machine. Null is "not sure" or "no model for this language": never a guess.</summary>
public sealed record Reading
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault };

    /// <summary>Nothing could be read.</summary>
    public static Reading None { get; } = new();

    /// <summary>Two-letter code; the language the rest was read in.</summary>
    public string? Language { get; init; }

    public Sentiment? Sentiment { get; init; }

    /// <summary>Whether the customer expects an answer at all; "thanks!" does not.</summary>
    public bool? NeedsAnswer { get; init; }

    public Urgency Urgency { get; init; }

    /// <summary>Code of a topic: one of <see cref="Topics.Shipped"/> or of the company's own.</summary>
    public string? Topic { get; init; }

    /// <summary>The customer writes from inside a shop, now.</summary>
    public bool InStore { get; init; }

    /// <summary>The shop they name by its code or name, as the workspace knows it.</summary>
    public string? Shop { get; init; }

    /// <summary>"cancel", "switching to": they may leave.</summary>
    public bool Leaving { get; init; }

    /// <summary>"left my basket", "wanted to buy": a purchase hangs on the answer.</summary>
    public bool Buying { get; init; }

    /// <summary>Written to insult: veiled until somebody opens it.</summary>
    public bool Abusive { get; init; }

    /// <summary>Which of the four reasons for leaving the customer themselves complains of.</summary>
    public IReadOnlyList<Cause>? Causes { get; init; }

    public static Reading Read(string? json) => json is null ? None : JsonSerializer.Deserialize<Reading>(json, Json) ?? None;

    /// <summary>JSON, or null when nothing was read.</summary>
    public string? Write()
    {
        var json = JsonSerializer.Serialize(this, Json);
        return json == "{}" ? null : json;
    }
}
