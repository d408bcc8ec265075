using System.Security.Cryptography;
using System.Text;
using Heed.Core.Channels;

namespace Heed.Channels.Mail;

/// <summary>Two proofs: the token a piping mail server sends, and the mark by which we know our own mail again.</summary>
internal static class MailSignature
{
    /// <summary>Header on everything we send: our key of the message and its HMAC. On mail from others it shows a loop.</summary>
    public const string LoopHeader = "X-Heed-Loop";

    public static Genuineness Prove(ChannelAccount account, RawDelivery delivery)
    {
        var given = delivery.Headers.GetValueOrDefault("x-heed-token");
        if (string.IsNullOrWhiteSpace(given) && delivery.Headers.GetValueOrDefault("authorization") is { } authorization
            && authorization.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
        {
            given = authorization["Bearer ".Length..];
        }

        if (string.IsNullOrWhiteSpace(given))
        {
            return Genuineness.ProofMissing;
        }

        // Hashed first, so that not even the length of the token shows in the time taken.
        var expected = SHA256.HashData(Encoding.UTF8.GetBytes(account.Secret("inbound-token")));
        return CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(given.Trim())), expected)
            ? Genuineness.Genuine
            : Genuineness.Forged;
    }

    public static string LoopMark(string ownKey, ReadOnlySpan<byte> key) => $"{MailReplyAddress.Proof("loop|" + ownKey, key, 32)} {ownKey}";

    /// <summary>Our key of the message the mark stands on; null when the mark is not ours.</summary>
    public static string? ReadLoopMark(string? mark, ReadOnlySpan<byte> key)
    {
        // A long key makes the header fold; unfolding leaves one space where we wrote one.
        var parts = mark?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];
        return parts.Length == 2 && MailReplyAddress.Same(parts[0], MailReplyAddress.Proof("loop|" + parts[1], key, 32)) ? parts[1] : null;
    }
}
