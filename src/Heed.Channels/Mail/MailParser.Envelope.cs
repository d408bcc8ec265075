using Heed.Core.Channels;
using MimeKit;
using MimeKit.Cryptography;
using MimeKit.Utils;

namespace Heed.Channels.Mail;

internal static partial class MailParser
{
    private static readonly DateTimeOffset OldestHonest = new(1995, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The ids this mail answers, nearest first: In-Reply-To, then References from their end.</summary>
    private static List<string> Conversation(HeaderList headers) =>
        [.. MailIds.In(headers[HeaderId.InReplyTo]).Concat(MailIds.In(headers[HeaderId.References]).Reverse()).Distinct()];

    private static string? ThreadKey(HeaderList headers) =>
        MailIds.In(headers[HeaderId.References]).Concat(MailIds.In(headers[HeaderId.InReplyTo])).FirstOrDefault();

    /// <summary>Everyone it was addressed to, but us.</summary>
    private static IEnumerable<(string Address, string? Name)> Recipients(Reading reading) =>
        MailAddresses.In(reading.Mail.To).Concat(MailAddresses.In(reading.Mail.Cc)).Where(r => !reading.Settings.IsOwn(r.Address));

    /// <summary>The case our signed address names. Servers that deliver to an alias keep the address in one of the trace headers.</summary>
    private static Guid? SignedCase(Reading reading)
    {
        foreach (var header in reading.Headers)
        {
            if (header.Field.ToLowerInvariant() is not ("to" or "cc" or "delivered-to" or "x-original-to" or "envelope-to" or "resent-to")
                || !InternetAddressList.TryParse(header.Value, out var list))
            {
                continue;
            }

            foreach (var (address, _) in MailAddresses.In(list))
            {
                if (MailReplyAddress.Read(address, reading.Settings.Address, reading.Key) is { } caseId)
                {
                    return caseId;
                }
            }
        }

        return null;
    }

    /// <summary>
    /// The Date header; when it is missing or absurd (beyond a day ahead of the receipt), the date our own server wrote, else the time of receipt.
    /// </summary>
    private static DateTimeOffset? At(Reading reading)
    {
        // The topmost Received line is the newest: every hop writes above the others.
        var travelled = reading.Headers.Where(h => h.Id == HeaderId.Received)
            .Select(h => DateUtils.TryParse(h.Value[(h.Value.LastIndexOf(';') + 1)..].Trim(), out var date) && date >= OldestHonest ? date : (DateTimeOffset?)null)
            .FirstOrDefault(d => d is not null);
        var latest = (reading.ReceivedAt ?? travelled)?.AddDays(1) ?? DateTimeOffset.MaxValue;
        return reading.Headers[HeaderId.Date] is { } text && DateUtils.TryParse(text, out var written) && written >= OldestHonest && written <= latest
            ? written
            : travelled is { } t && t <= latest ? t : reading.ReceivedAt;
    }

    /// <summary>Whether DMARC did not pass, by the word of our own server alone: whoever sends a mail can write such a header into it.</summary>
    private static bool IsUnverified(Reading reading, string sender)
    {
        var all = reading.Headers.Where(h => h.Id == HeaderId.AuthenticationResults)
            .Select(h => AuthenticationResults.TryParse(h.RawValue, out var results) ? results : null).OfType<AuthenticationResults>();
        if (reading.Settings.AuthservId is not { } ours)
        {
            return all.Any(r => Dmarc(r)?.Result?.Equals("fail", StringComparison.OrdinalIgnoreCase) == true);
        }

        var own = all.FirstOrDefault(r => ours.Equals(r.AuthenticationServiceIdentifier, StringComparison.OrdinalIgnoreCase));
        var dmarc = own is null ? null : Dmarc(own);
        var from = dmarc?.Properties.FirstOrDefault(p => p.PropertyType == "header" && p.Property == "from")?.Value;
        return dmarc?.Result?.Equals("pass", StringComparison.OrdinalIgnoreCase) != true
            || reading.Headers.Count(h => h.Id == HeaderId.From) != 1
            || (from is not null && MailAddresses.Normalize("x@" + from[(from.LastIndexOf('@') + 1)..]) != "x@" + sender[(sender.LastIndexOf('@') + 1)..]);
    }

    private static AuthenticationMethodResult? Dmarc(AuthenticationResults results) =>
        results.Results.FirstOrDefault(r => r.Method.Equals("dmarc", StringComparison.OrdinalIgnoreCase));

    private static string? Language(MimeMessage mail)
    {
        // MimeKit keeps the Content- headers of a mail with its body.
        var language = mail.Body?.Headers[HeaderId.ContentLanguage]?.Split(',', ';')[0].Trim();
        return language is { Length: >= 2 and <= 35 } && language.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') ? language : null;
    }
}
