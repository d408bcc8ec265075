using System.Text.Json;
using System.Text.Unicode;

namespace Heed.Channels.Http;

/// <summary>The JSON object that an API answers with.</summary>
internal static class JsonAnswer
{
    /// <summary>The document, or null when the bytes are no JSON object.</summary>
    public static JsonDocument? TryParse(byte[] body)
    {
        if (!Utf8.IsValid(body))
            return null;
        try
        {
            var document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
                return document;
            document.Dispose();
            return null;
        }
        catch (JsonException)
        {
            return null; // said by the caller, who knows what was asked for
        }
    }
}
