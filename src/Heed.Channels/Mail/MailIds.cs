using System.Security.Cryptography;
using System.Text;
using MimeKit;

namespace Heed.Channels.Mail;

/// <summary>Message-IDs as external ids: without angle brackets, and a fingerprint where a mail has none.</summary>
internal static class MailIds
{
    private const int MaxLength = 250;
    private const int MaxReferences = 100;

    // Every hop adds its own of these, so two copies of one mail differ only in them.
    private static readonly HashSet<string> Trace = new(StringComparer.OrdinalIgnoreCase)
    {
        "Received", "X-Received", "Return-Path", "Delivered-To", "X-Original-To", "Envelope-To", "Authentication-Results", "Received-SPF",
        "ARC-Seal", "ARC-Message-Signature", "ARC-Authentication-Results", "X-Spam-Status", "X-Spam-Level", "X-Spam-Score", "X-Spam-Flag",
        "X-UID", "X-UIDL", "Status", "X-Status",
    };

    /// <summary>The Message-ID of a mail we send: our key itself when it looks like one, else the key at the mailbox's domain.</summary>
    /// <exception cref="ArgumentException">The key could not stand in a header.</exception>
    public static string For(string ownKey, string domain) => TryFor(ownKey, domain)
        ?? throw new ArgumentException("The own key of a mail must be 1–200 letters, digits or marks that a Message-ID may hold.", nameof(ownKey));

    /// <summary>The same for a key that came from outside: null when it could not be one of ours.</summary>
    public static string? TryFor(string? key, string domain) =>
        key is not { Length: > 0 and <= 200 } || !key.All(c => char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-/=?^_`{|}~.@:".Contains(c, StringComparison.Ordinal)) ? null
        : key.Contains('@', StringComparison.Ordinal) ? key
        : $"{key}@{domain}";

    /// <summary>The mail's own id; null when it has none.</summary>
    public static string? Of(HeaderList headers) => Clean(headers[HeaderId.MessageId]);

    /// <summary>All ids in a References or In-Reply-To header, in the order written.</summary>
    public static IEnumerable<string> In(string? header)
    {
        var rest = header ?? "";
        for (var found = 0; found < MaxReferences && rest.IndexOf('<', StringComparison.Ordinal) is >= 0 and var open; found++)
        {
            var close = rest.IndexOf('>', open);
            if (Clean(close < 0 ? rest[open..] : rest[open..(close + 1)]) is { } id)
            {
                yield return id;
            }

            rest = close < 0 ? "" : rest[(close + 1)..];
        }
    }

    /// <summary>Without brackets, blanks and control characters; null when nothing is left.</summary>
    public static string? Clean(string? header)
    {
        var text = header ?? "";
        var open = text.IndexOf('<', StringComparison.Ordinal);
        if (open >= 0)
        {
            var close = text.IndexOf('>', open);
            text = close < 0 ? text[(open + 1)..] : text[(open + 1)..close];
        }

        var id = string.Concat(MailStrings.OneLine(text, 4000).Where(c => c is not (' ' or '<' or '>')));
        return id.Length switch
        {
            0 => null,
            <= MaxLength => id,
            _ => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id))),
        };
    }

    /// <summary>SHA-256 of the raw mail without its trace headers and with <c>\n</c> line ends: the same for every copy of one mail.</summary>
    public static string Fingerprint(ReadOnlySpan<byte> raw)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var inHeaders = true;
        var dropping = false;
        while (!raw.IsEmpty)
        {
            var end = raw.IndexOf((byte)'\n');
            var line = (end < 0 ? raw : raw[..end]).TrimEnd((byte)'\r');
            raw = end < 0 ? default : raw[(end + 1)..];
            if (inHeaders && line.IsEmpty)
            {
                (inHeaders, dropping) = (false, false);
            }
            else if (inHeaders && line[0] is not ((byte)' ' or (byte)'\t'))
            {
                var colon = line.IndexOf((byte)':');
                dropping = colon > 0 && Trace.Contains(Encoding.Latin1.GetString(line[..colon]).TrimEnd());
            }

            if (!dropping)
            {
                hash.AppendData(line);
                hash.AppendData("\n"u8);
            }
        }

        return "sha256:" + Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
