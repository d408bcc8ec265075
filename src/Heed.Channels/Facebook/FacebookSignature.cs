using System.Net;
using System.Security.Cryptography;
using System.Text;
using Heed.Channels.Http;
using Heed.Core.Channels;

namespace Heed.Channels.Facebook;

/// <summary>What Meta proves with the app secret: webhooks, the handshake, and our own calls.</summary>
/// <remarks>https://developers.facebook.com/docs/graph-api/webhooks/getting-started#validate-payloads</remarks>
internal static class FacebookSignature
{
    public const string Header = "x-hub-signature-256";

    /// <summary>Meta sends a number of some ten digits; nothing longer is worth reflecting.</summary>
    private const int LongestChallenge = 512;

    // The bytes as received: Meta escapes non-ASCII, so a re-serialised body gives another hash. The older sha1 header is not looked at.
    public static Genuineness Prove(ChannelAccount account, RawDelivery delivery)
    {
        if (!delivery.Headers.TryGetValue(Header, out var given) || string.IsNullOrWhiteSpace(given))
            return Genuineness.ProofMissing;

        return HexSignature.Fits(given, Encoding.UTF8.GetBytes(account.Secret(FacebookSettings.AppSecret)), delivery.Body.Span) ? Genuineness.Genuine : Genuineness.Forged;
    }

    public static Handshake Shake(ChannelAccount account, IReadOnlyDictionary<string, string> query)
    {
        var asked = query.GetValueOrDefault("hub.mode") == "subscribe"
            && query.GetValueOrDefault("hub.challenge") is { Length: > 0 and <= LongestChallenge };
        var known = SameSecret(query.GetValueOrDefault("hub.verify_token") ?? "", account.Secret(FacebookSettings.VerifyToken));
        return asked && known
            ? new Handshake(HttpStatusCode.OK, "text/plain", query["hub.challenge"])
            : new Handshake(HttpStatusCode.Forbidden, "text/plain", "The verify token is not the one this channel was added with.");
    }

    /// <summary>Proves to Meta that a call made with this token comes from the app's own server.</summary>
    /// <returns>Lower-case hex HMAC-SHA256 of the token under the app secret.</returns>
    public static string AppSecretProof(string appSecret, string token) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(appSecret), Encoding.UTF8.GetBytes(token)));

    // Hashed first, so that the time tells nothing about the length either.
    private static bool SameSecret(string given, string expected) => CryptographicOperations.FixedTimeEquals(
        SHA256.HashData(Encoding.UTF8.GetBytes(given)), SHA256.HashData(Encoding.UTF8.GetBytes(expected)));
}
