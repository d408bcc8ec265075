using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Heed.Core.Channels;

namespace Heed.Channels.Mail;

/// <summary>
/// The signed reply address <c>help+c{case}.{proof}@acme.example</c>: a reply to it belongs to the case, whatever the customer's
/// program did to the headers. Who does not hold the key cannot make one.
/// </summary>
public static class MailReplyAddress
{
    /// <summary>Hex characters of the HMAC-SHA256 that stand in the address: 64 bits.</summary>
    public const int ProofLength = 16;

    private const int CaseLength = 26;
    private const int MaxLocalPart = 64;
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567";

    /// <summary>The account's key: its own <c>reply-key</c>, or one derived from <c>inbound-token</c>; null when it has neither.</summary>
    public static byte[]? Key(ChannelAccount account) =>
        account.Secrets.GetValueOrDefault("reply-key") is { Length: > 0 } own ? Encoding.UTF8.GetBytes(own)
        : account.Secrets.GetValueOrDefault("inbound-token") is { Length: > 0 } token
            ? HKDF.DeriveKey(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(token), 32, info: "heed mail reply address 1"u8.ToArray())
        : null;

    /// <summary>The reply address of a case; null when the mailbox's own local part is too long for one (RFC 5321 allows 64 octets).</summary>
    public static string? Make(string address, Guid caseId, ReadOnlySpan<byte> key)
    {
        var at = address.LastIndexOf('@');
        var id = Encode(caseId);
        var local = $"{address[..Math.Max(at, 0)]}+c{id}.{Proof(id, key)}";
        return at <= 0 || Encoding.UTF8.GetByteCount(local) > MaxLocalPart ? null : local + address[at..];
    }

    /// <summary>The case a candidate address proves; null when it is another address or the proof is wrong.</summary>
    public static Guid? Read(string candidate, string address, ReadOnlySpan<byte> key)
    {
        var at = address.LastIndexOf('@');
        if (at <= 0 || candidate.Length != address.Length + 2 + CaseLength + 1 + ProofLength || !MailAddresses.IsVariantOf(address, candidate))
        {
            return null;
        }

        // Some servers change the case of a local part on the way; ours is all lower case.
        var tag = candidate[(at + 1)..candidate.LastIndexOf('@')].ToLowerInvariant();
        return tag[0] == 'c' && tag[CaseLength + 1] == '.'
            && Same(tag[(CaseLength + 2)..], Proof(tag[1..(CaseLength + 1)], key)) ? Decode(tag.AsSpan(1, CaseLength)) : null;
    }

    /// <summary>The first <paramref name="length"/> lower-case hex characters of HMAC-SHA256 over <paramref name="message"/>.</summary>
    public static string Proof(string message, ReadOnlySpan<byte> key, int length = ProofLength) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(message)))[..length];

    /// <summary>Compares two proofs in constant time.</summary>
    internal static bool Same(string left, string right) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(left), Encoding.UTF8.GetBytes(right));

    // Base 32 keeps the address under 64 octets and survives a change of case; 128 bits are 26 characters.
    private static string Encode(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        var value = BinaryPrimitives.ReadUInt128BigEndian(bytes);
        var text = new char[CaseLength];
        for (var i = CaseLength - 1; i >= 0; i--, value >>= 5)
        {
            text[i] = Alphabet[(int)(uint)(value & 31)];
        }

        return new string(text);
    }

    private static Guid? Decode(ReadOnlySpan<char> text)
    {
        UInt128 value = 0;
        foreach (var c in text)
        {
            var digit = Alphabet.IndexOf(c, StringComparison.Ordinal);
            if (digit < 0)
            {
                return null;
            }

            value = (value << 5) | (uint)digit;
        }

        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, value);
        return new Guid(bytes, bigEndian: true);
    }
}
