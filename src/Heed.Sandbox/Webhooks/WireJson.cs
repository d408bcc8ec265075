using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Heed.Sandbox.Webhooks;

/// <summary>JSON as the networks write it: X leaves characters as they are, Meta escapes all beyond ASCII with lower-case hex.</summary>
internal static class WireJson
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] X(JsonNode node) => Encoding.UTF8.GetBytes(node.ToJsonString(Plain));

    public static byte[] Meta(JsonNode node) => Encoding.ASCII.GetBytes(EscapeBeyondAscii(node.ToJsonString(Plain)));

    public static IResult XResult(JsonNode node, int status = 200) =>
        Results.Bytes(X(node), status is >= 400 ? "application/problem+json; charset=utf-8" : "application/json; charset=utf-8").WithStatus(status);

    public static IResult MetaResult(JsonNode node, int status = 200) => Results.Bytes(Meta(node), "application/json; charset=UTF-8").WithStatus(status);

    internal static string EscapeBeyondAscii(string json)
    {
        var text = new StringBuilder(json.Length + 32);
        for (var i = 0; i < json.Length; i++)
        {
            var c = json[i];
            if (c == '\\' && i + 1 < json.Length)
            {
                // The serialiser's own escapes come in upper-case hex; an escaped backslash before a "u" is not one of them.
                var escaped = json[i + 1] == 'u' ? json.Substring(i, 6).ToLowerInvariant() : json.Substring(i, 2);
                text.Append(escaped);
                i += escaped.Length - 1;
            }
            else if (c > 0x7e)
            {
                text.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
            }
            else
            {
                text.Append(c);
            }
        }

        return text.ToString();
    }

    private static IResult WithStatus(this IResult result, int status) => new StatusResult(result, status);

    private sealed class StatusResult(IResult inner, int status) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = status;
            return inner.ExecuteAsync(httpContext);
        }
    }
}
