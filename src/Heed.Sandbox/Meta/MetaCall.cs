using System.Text.Json;
using System.Text.Json.Nodes;

namespace Heed.Sandbox.Meta;

/// <summary>One call to the Graph API: parameters may stand in the query, a form or a JSON body.</summary>
/// <param name="Path">Without the version: <c>["me"]</c>, <c>["111_500", "comments"]</c>.</param>
internal sealed record MetaCall(string Method, IReadOnlyList<string> Path, IReadOnlyDictionary<string, JsonNode?> Parameters)
{
    /// <summary>Files of a multipart form, by the name of their field.</summary>
    public IReadOnlyDictionary<string, MetaFile> Files { get; init; } = new Dictionary<string, MetaFile>();

    public string? Text(string name) => Parameters.GetValueOrDefault(name) switch
    {
        null => null,
        JsonValue value when value.TryGetValue<string>(out var text) => text,
        var other => other.ToJsonString(),
    };

    /// <summary>A parameter that is an object; forms carry it as a string of JSON.</summary>
    public JsonObject? Object(string name) => Parameters.GetValueOrDefault(name) switch
    {
        JsonObject node => node,
        JsonValue value when value.TryGetValue<string>(out var text) => Parse(text),
        _ => null,
    };

    public static async Task<MetaCall?> ReadAsync(HttpContext context, string path)
    {
        var parameters = new Dictionary<string, JsonNode?>(StringComparer.Ordinal);
        var files = new Dictionary<string, MetaFile>(StringComparer.Ordinal);
        foreach (var (name, value) in context.Request.Query) parameters[name] = JsonValue.Create(value.ToString());
        if (context.Request.HasFormContentType)
        {
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            foreach (var (name, value) in form) parameters[name] = JsonValue.Create(value.ToString());
            foreach (var file in form.Files)
            {
                using var bytes = new MemoryStream();
                await file.CopyToAsync(bytes, context.RequestAborted);
                files[file.Name] = new MetaFile(file.FileName, file.ContentType, bytes.ToArray());
            }
        }
        else if (context.Request.ContentLength is > 0 || context.Request.Headers.TransferEncoding.Count > 0)
        {
            using var reader = new StreamReader(context.Request.Body);
            if (Parse(await reader.ReadToEndAsync(context.RequestAborted)) is not { } body) return null;
            foreach (var (name, value) in body) parameters[name] = value?.DeepClone();
        }

        return new MetaCall(context.Request.Method, path.Split('/', StringSplitOptions.RemoveEmptyEntries), parameters) { Files = files };
    }

    private static JsonObject? Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
