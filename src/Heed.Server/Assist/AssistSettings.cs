using System.Text.Json;
using System.Text.Json.Serialization;

namespace Heed.Server.Assist;

/// <summary>The language model a workspace has connected, if any. Stored as one setting; the key is sealed.</summary>
/// <param name="Endpoint">An OpenAI-compatible address, such as <c>https://api.example.com/v1</c> or Ollama's <c>http://127.0.0.1:11434/v1</c>.</param>
/// <param name="SealedKey">Null: the endpoint asks for none.</param>
/// <param name="MicrosPerInput">Millionths of a dollar for a thousand tokens sent.</param>
/// <param name="MicrosPerOutput">The same for a thousand received.</param>
/// <param name="MonthlyLimitDollars">Nothing is asked beyond this in a calendar month.</param>
internal sealed record AssistSettings(bool On, string Endpoint, string Model, string? SealedKey, long MicrosPerInput, long MicrosPerOutput, int MonthlyLimitDollars)
{
    public const string Key = "assist";
    public const int LongestText = 200;

    public static AssistSettings Off { get; } = new(false, "", "", null, 0, 0, 20);

    /// <summary>What is wrong, as the key of a text; null when nothing is.</summary>
    [JsonIgnore]
    public string? Fault => this switch
    {
        { On: false } => null,
        _ when !Uri.TryCreate(Endpoint, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.UserInfo.Length > 0 || Endpoint.Length > LongestText => "wrong.endpoint",
        _ when Uri.TryCreate(Endpoint, UriKind.Absolute, out var uri) && uri.Scheme == "http" && !uri.IsLoopback => "wrong.plain",
        { Model.Length: 0 or > LongestText } => "wrong.model",
        { MicrosPerInput: < 0 } or { MicrosPerOutput: < 0 } => "wrong.price",
        { MonthlyLimitDollars: < 0 or > 100_000 } => "wrong.limit",
        _ => null,
    };

    public long CostOf(long input, long output) => ((input * MicrosPerInput) + (output * MicrosPerOutput)) / 1000;

    public static AssistSettings Read(string? json)
    {
        try
        {
            return json is not null && JsonSerializer.Deserialize<AssistSettings>(json) is { Fault: null } settings ? settings : Off;
        }
        catch (JsonException)
        {
            return Off;
        }
    }

    public string Write() => JsonSerializer.Serialize(this);
}
