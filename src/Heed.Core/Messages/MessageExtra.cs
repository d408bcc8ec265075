using System.Text.Json;
using System.Text.Json.Serialization;

namespace Heed.Core.Messages;

/// <summary>What only some messages have. Stored as one JSON column so that the common row stays narrow.</summary>
public sealed record MessageExtra
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>The quoted history of a mail, shown folded.</summary>
    public string? Quoted { get; init; }

    /// <summary>Sanitised HTML of a mail.</summary>
    public string? Html { get; init; }

    public string? Subject { get; init; }

    public IReadOnlyList<string>? Cc { get; init; }

    public IReadOnlyList<string>? References { get; init; }

    public string? Rating { get; init; }

    public string? Place { get; init; }

    public string? Client { get; init; }

    public string? Permalink { get; init; }

    /// <summary>The message that carries the file written together with this text, where the network takes one or the other.</summary>
    public Guid? FollowedBy { get; init; }

    /// <summary>Text of the message before each edit, oldest first.</summary>
    public IReadOnlyList<EarlierText>? Earlier { get; init; }

    public static MessageExtra Read(string? json) => json is null ? new() : JsonSerializer.Deserialize<MessageExtra>(json, Json) ?? new();

    /// <summary>JSON, or null when there is nothing to keep.</summary>
    public string? Write()
    {
        var json = JsonSerializer.Serialize(this, Json);
        return json == "{}" ? null : json;
    }
}

/// <param name="Until">When the text was replaced.</param>
public sealed record EarlierText(string Text, DateTimeOffset Until);
