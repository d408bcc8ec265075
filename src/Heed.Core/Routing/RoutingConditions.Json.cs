using System.Text.Json;
using System.Text.Json.Serialization;
using Heed.Core.Language;

namespace Heed.Core.Routing;

/// <summary>How conditions are written in JSON: the settings table, the API and the rule's form share this shape.</summary>
/// <example>
/// <code>
/// { "networks": ["x"], "languages": ["fr", "es"], "visibility": "public", "anyWords": ["refund", "hors service"] }
/// </code>
/// </example>
public sealed partial record RoutingConditions
{
    private const int MaxEntries = 500;
    private const int MaxEntryLength = 200;

    // Seven lists at their limits stay below this.
    private const int MaxJsonLength = 1024 * 1024;

    /// <summary>Reads conditions; null and a sentence in plain words when they can not be used. Never throws on any text.</summary>
    public static RoutingConditions? Parse(string json, out string? error)
    {
        error = json.Length > MaxJsonLength ? $"The conditions are {json.Length} characters long; at most {MaxJsonLength} are read." : null;
        if (error is not null)
            return null;
        ConditionsJson? written;
        try
        {
            written = JsonSerializer.Deserialize(json, RoutingJsonContext.Default.ConditionsJson);
        }
        catch (JsonException broken)
        {
            error = $"These are not conditions: {(broken.Path is { Length: > 1 } path ? $"something is wrong at {path}" : "it is not valid JSON")}, line {(broken.LineNumber ?? 0) + 1}.";
            return null;
        }

        error = written is null ? "The conditions are empty; write {} for every message." : Problem(written);
        return written is null || error is not null ? null : new RoutingConditions
        {
            Accounts = [.. (written.Accounts ?? []).Select(Guid.Parse)],
            Networks = written.Networks ?? [],
            Languages = [.. (written.Languages ?? []).Select(l => l.ToLowerInvariant())],
            Visibility = written.Visibility switch { "public" => Messages.Visibility.Public, "private" => Messages.Visibility.Private, _ => null },
            Kinds = written.Kinds ?? [],
            AnyWords = written.AnyWords ?? [],
            AllWords = written.AllWords ?? [],
            Topics = written.Topics ?? [],
            Shops = written.Shops ?? [],
            Urgency = written.Urgency switch { "soon" => Language.Urgency.Soon, "now" => Language.Urgency.Now, _ => null },
        };
    }

    /// <summary>Writes the conditions so that <see cref="Parse"/> reads the same ones back; what is not asked for is left out.</summary>
    public string ToJson() => JsonSerializer.Serialize(
        new ConditionsJson(
            Filled(Accounts.Select(id => id.ToString())), Filled(Networks), Filled(Languages),
            Visibility switch { Messages.Visibility.Public => "public", Messages.Visibility.Private => "private", _ => null },
            Filled(Kinds), Filled(AnyWords), Filled(AllWords), Filled(Topics), Filled(Shops),
            Urgency switch { Language.Urgency.Soon => "soon", Language.Urgency.Now => "now", _ => null }),
        RoutingJsonContext.Default.ConditionsJson);

    /// <summary>Equal when they ask for the same: lists compare by what is in them.</summary>
    public bool Equals(RoutingConditions? other) => other is not null && (ReferenceEquals(this, other) || ToJson() == other.ToJson());

    public override int GetHashCode() => ToJson().GetHashCode(StringComparison.Ordinal);

    private static string[]? Filled(IEnumerable<string> list) => list.ToArray() is { Length: > 0 } filled ? filled : null;

    private static string? Problem(ConditionsJson written) =>
        (written.Visibility is null or "public" or "private" ? null : $"visibility is '{Shown(written.Visibility)}'; it can be public or private.")
        ?? (written.Urgency is null or "soon" or "now" ? null : $"urgency is '{Shown(written.Urgency)}'; it can be soon or now.")
        ?? Problem("accounts", written.Accounts, id => Guid.TryParse(id, out _) ? null : "is not the id of a channel account")
        ?? Problem("networks", written.Networks, _ => null)
        ?? Problem("languages", written.Languages, code => code.Length is 2 or 3 && code.All(char.IsAsciiLetter) ? null : "is not a language code such as fr")
        ?? Problem("kinds", written.Kinds, _ => null)
        ?? Problem("anyWords", written.AnyWords, NoWord)
        ?? Problem("allWords", written.AllWords, NoWord)
        ?? Problem("topics", written.Topics, _ => null)
        ?? Problem("shops", written.Shops, _ => null);

    private static string? Problem(string list, string?[]? entries, Func<string, string?> wrong)
    {
        if (entries?.Length > MaxEntries)
            return $"{list} has {entries.Length} entries; at most {MaxEntries} are kept.";
        foreach (var entry in entries ?? [])
        {
            if (string.IsNullOrWhiteSpace(entry))
                return $"{list} has an empty entry; remove it.";
            if (entry.Length > MaxEntryLength)
                return $"{list} has an entry of {entry.Length} characters; at most {MaxEntryLength} are kept.";
            if (wrong(entry) is { } reason)
                return $"{list}: '{Shown(entry)}' {reason}.";
        }

        return null;
    }

    // A word of punctuation alone folds to nothing and would never be met.
    private static string? NoWord(string entry) => FoldedText.Of(entry).IsEmpty ? "has no letter or digit to look for" : null;

    private static string Shown(string text) => text.Length <= 40 ? text : text[..40] + "…";
}

internal sealed record ConditionsJson(
    string[]? Accounts, string[]? Networks, string[]? Languages, string? Visibility, string[]? Kinds, string[]? AnyWords, string[]? AllWords,
    string[]? Topics = null, string[]? Shops = null, string? Urgency = null);

// Unknown names are refused: a mistyped condition would silently match everything.
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, MaxDepth = 4)]
[JsonSerializable(typeof(ConditionsJson))]
internal sealed partial class RoutingJsonContext : JsonSerializerContext;
