using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Heed.Channels.X;

/// <summary>The four values of an OAuth 1.0a user grant.</summary>
internal sealed record XOAuth1Keys(string ConsumerKey, string ConsumerSecret, string Token, string TokenSecret);

/// <summary>OAuth 1.0a request signing (RFC 5849, HMAC-SHA1). A JSON body is not signed; query and form parameters are.</summary>
internal static class XOAuth1
{
    /// <summary>The value of the Authorization header for a request with a JSON body or none.</summary>
    public static string Header(string method, Uri uri, XOAuth1Keys keys, string nonce, DateTimeOffset now)
    {
        var oauth = new List<KeyValuePair<string, string>>
        {
            new("oauth_consumer_key", keys.ConsumerKey),
            new("oauth_nonce", nonce),
            new("oauth_signature_method", "HMAC-SHA1"),
            new("oauth_timestamp", now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)),
            new("oauth_token", keys.Token),
            new("oauth_version", "1.0"),
        };
        var signature = Signature(BaseString(method, uri, [.. oauth, .. QueryOf(uri)]), keys.ConsumerSecret, keys.TokenSecret);
        oauth.Insert(2, new("oauth_signature", signature));
        return "OAuth " + string.Join(", ", oauth.Select(p => $"{Encode(p.Key)}=\"{Encode(p.Value)}\""));
    }

    /// <summary>16 random bytes; X refuses a nonce it has seen.</summary>
    public static string NewNonce() => RandomNumberGenerator.GetHexString(32, lowercase: true);

    internal static string BaseString(string method, Uri uri, IEnumerable<KeyValuePair<string, string>> parameters)
    {
        var sorted = parameters.Select(p => (Key: Encode(p.Key), Value: Encode(p.Value)))
            .OrderBy(p => p.Key, StringComparer.Ordinal).ThenBy(p => p.Value, StringComparer.Ordinal);
        var joined = string.Join('&', sorted.Select(p => $"{p.Key}={p.Value}"));
        return $"{method.ToUpperInvariant()}&{Encode(uri.GetLeftPart(UriPartial.Path))}&{Encode(joined)}";
    }

    internal static string Signature(string baseString, string consumerSecret, string tokenSecret)
    {
        var key = Encoding.ASCII.GetBytes($"{Encode(consumerSecret)}&{Encode(tokenSecret)}");
#pragma warning disable CA5350 // OAuth 1.0a knows no stronger method; the line itself is TLS.
        return Convert.ToBase64String(HMACSHA1.HashData(key, Encoding.ASCII.GetBytes(baseString)));
#pragma warning restore CA5350
    }

    // EscapeDataString leaves exactly RFC 3986's unreserved characters, which is what RFC 5849 asks for.
    private static string Encode(string value) => Uri.EscapeDataString(value);

    private static IEnumerable<KeyValuePair<string, string>> QueryOf(Uri uri) => uri.Query.TrimStart('?')
        .Split('&', StringSplitOptions.RemoveEmptyEntries)
        .Select(pair => pair.Split('=', 2))
        .Select(pair => new KeyValuePair<string, string>(Uri.UnescapeDataString(pair[0]), pair.Length > 1 ? Uri.UnescapeDataString(pair[1]) : ""));
}
