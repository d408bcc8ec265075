using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Heed.Server.Access;

/// <summary>A random secret handed out once; only its hash is kept.</summary>
/// <remarks>256 bits of randomness need no salt and no slow hash: there is nothing to guess.</remarks>
internal static class Secret
{
    private const int Bytes = 32;

    /// <summary>Longer input than any secret of ours is not worth hashing.</summary>
    private const int LongestText = 128;

    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>SHA-256 of the text; null when it cannot be a secret of ours.</summary>
    public static byte[]? Hash(string text) =>
        text.Length is 0 or > LongestText ? null : SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
