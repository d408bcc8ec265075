using System.Buffers;
using System.Security.Cryptography;

namespace Heed.Channels.Http;

/// <summary>The commonest proof of a webhook: <c>sha256=</c> and the HMAC-SHA256 of the very bytes, in hexadecimal.</summary>
public static class HexSignature
{
    private const string Prefix = "sha256=";

    /// <param name="given">As it stands in the header; spaces around it do not matter.</param>
    /// <param name="secret">Bytes of the secret both sides know.</param>
    /// <param name="body">As received: written anew, another hash would come out.</param>
    public static bool Fits(string given, ReadOnlySpan<byte> secret, ReadOnlySpan<byte> body)
    {
        Span<byte> claimed = stackalloc byte[HMACSHA256.HashSizeInBytes];
        if (!TryRead(given.AsSpan().Trim(), claimed))
            return false;
        Span<byte> expected = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(secret, body, expected);
        return CryptographicOperations.FixedTimeEquals(expected, claimed);
    }

    private static bool TryRead(ReadOnlySpan<char> given, Span<byte> into)
    {
        if (!given.StartsWith(Prefix, StringComparison.Ordinal))
            return false;
        var hex = given[Prefix.Length..];
        return hex.Length == into.Length * 2 && Convert.FromHexString(hex, into, out _, out var written) == OperationStatus.Done && written == into.Length;
    }
}
