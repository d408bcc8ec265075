using System.Text.Json;
using System.Text.Json.Serialization;

namespace Heed.Core.Guard;

/// <summary>The workspace's policy, what departments want otherwise, and what they want otherwise for one channel. Stored as one setting.</summary>
/// <param name="Parts">By department, or by department and network: see <see cref="Key(Guid, string?)"/>.</param>
public sealed record TonePolicies(TonePolicy Workspace, IReadOnlyDictionary<string, TonePolicyPart> Parts)
{
    public const string Setting = "tone";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static TonePolicies Default { get; } = new(TonePolicy.Default, new Dictionary<string, TonePolicyPart>());

    public static string Key(Guid departmentId, string? network) => network is null ? departmentId.ToString() : $"{departmentId}/{network}";

    public TonePolicy For(Guid? departmentId, string? network)
    {
        if (departmentId is not { } department)
            return Workspace;
        var policy = Parts.GetValueOrDefault(Key(department, null))?.Over(Workspace) ?? Workspace;
        var own = network is null ? policy : Parts.GetValueOrDefault(Key(department, network))?.Over(policy) ?? policy;
        // A department's own first threshold may lie above the second it inherits.
        return own.Valid ? own : own with { AdviseFrom = Math.Min(own.AdviseFrom, own.ActFrom) };
    }

    /// <summary>Whether colleagues, not leads alone, may release anything.</summary>
    [JsonIgnore]
    public bool AnyByColleague => Workspace.Release == ToneRelease.Colleague || Parts.Values.Any(p => p.Release == ToneRelease.Colleague);

    [JsonIgnore]
    public bool Valid => Workspace is { Valid: true } && Parts is not null && Parts.Values.All(p => p.Over(Workspace) with { AdviseFrom = 0 } is { Valid: true } && p.AdviseFrom is null or (>= 0 and <= 1));

    /// <summary>Reads the stored value. One that cannot be used (written by hand) counts as not set.</summary>
    public static TonePolicies Read(string? json)
    {
        try
        {
            return json is not null && JsonSerializer.Deserialize<TonePolicies>(json, Json) is { Workspace: not null, Valid: true } policies ? policies : Default;
        }
        catch (JsonException)
        {
            return Default;
        }
    }

    public string Write() => JsonSerializer.Serialize(this, Json);
}
