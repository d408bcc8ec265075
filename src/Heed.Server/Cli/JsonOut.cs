using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Heed.Server.Cli;

/// <summary>Output for programs: one JSON document on standard output.</summary>
internal static class JsonOut
{
    // Read by programs and people in a terminal, never put into a page: accents may stay accents.
    private static readonly JsonSerializerOptions Shape = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Option<bool> Option() => new("--json") { Description = "Print JSON for programs." };

    public static void Write<T>(TextWriter output, T value) => output.WriteLine(JsonSerializer.Serialize(value, Shape));
}
