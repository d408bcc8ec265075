using System.Security.Cryptography;
using System.Text;
using Heed.Core.Channels;

namespace Heed.Channels.X;

/// <summary>Proof of a webhook delivery and the answer to the challenge: HMAC-SHA256 by the app's consumer secret.</summary>
internal static class XSignature
{
    public const string Header = "x-twitter-webhooks-signature";

    private const string Scheme = "sha256=";

    public static Genuineness Judge(string consumerSecret, ReadOnlySpan<byte> rawBody, string? header)
    {
        if (string.IsNullOrWhiteSpace(header))
            return Genuineness.ProofMissing;

        // An empty key would let everybody sign.
        if (consumerSecret.Length == 0 || !header.StartsWith(Scheme, StringComparison.Ordinal))
            return Genuineness.Forged;

        Span<byte> claimed = stackalloc byte[HMACSHA256.HashSizeInBytes];
        if (!Convert.TryFromBase64String(header[Scheme.Length..], claimed, out var written) || written != claimed.Length)
            return Genuineness.Forged;

        Span<byte> expected = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(Encoding.UTF8.GetBytes(consumerSecret), rawBody, expected);
        return CryptographicOperations.FixedTimeEquals(expected, claimed) ? Genuineness.Genuine : Genuineness.Forged;
    }

    /// <summary><c>sha256=</c> and the Base64 of the HMAC: the form of the signature header and of the challenge's answer.</summary>
    public static string Sign(string consumerSecret, ReadOnlySpan<byte> message) =>
        Scheme + Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(consumerSecret), message));
}
