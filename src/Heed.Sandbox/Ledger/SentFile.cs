using System.Security.Cryptography;

namespace Heed.Sandbox.Ledger;

/// <summary>A file that went with what the brand did. Its bytes are known by their hash.</summary>
/// <param name="Sha256">Lower-case hex.</param>
public sealed record SentFile(string Name, string ContentType, long Size, string Sha256)
{
    public static SentFile Of(string name, string contentType, byte[] bytes) => new(name, contentType, bytes.LongLength, Convert.ToHexStringLower(SHA256.HashData(bytes)));
}
