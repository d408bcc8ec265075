using System.Security.Cryptography;
using System.Text;

namespace Heed.Sandbox.Webhooks;

/// <summary>The proofs the networks put on their deliveries, and the answers they expect in a handshake.</summary>
internal static class Signatures
{
    public const string XHeader = "x-twitter-webhooks-signature";
    public const string MetaHeader = "X-Hub-Signature-256";

    /// <summary>X: Base64 of HMAC-SHA256 under the consumer secret; the same form answers the CRC.</summary>
    public static string X(string consumerSecret, ReadOnlySpan<byte> body) =>
        "sha256=" + Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(consumerSecret), body));

    /// <summary>Meta: lower-case hex of HMAC-SHA256 under the app secret.</summary>
    public static string Meta(string appSecret, ReadOnlySpan<byte> body) =>
        "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(appSecret), body));

    /// <summary>Meta's <c>appsecret_proof</c> of an access token.</summary>
    public static string MetaProof(string appSecret, string token) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(appSecret), Encoding.UTF8.GetBytes(token)));

    public static bool Same(string a, string b) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(a), Encoding.UTF8.GetBytes(b));
}
