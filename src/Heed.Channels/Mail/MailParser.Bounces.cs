using System.Text;
using Heed.Core.Channels;
using Heed.Core.Messages;
using MimeKit;

namespace Heed.Channels.Mail;

internal static partial class MailParser
{
    private const int MaxReported = 50;

    /// <summary>Bounces, read receipts and abuse reports; empty when the mail is none of them, or tells of no mail of ours.</summary>
    private static List<Verdict> Report(Reading reading)
    {
        if (reading.Mail.Body is not Multipart report || !report.ContentType.IsMimeType("multipart", "report"))
        {
            return [];
        }

        var parts = report.Take(MailParts.MaxParts).ToList();
        var feedback = parts.OfType<MimePart>().Any(p => p.ContentType.IsMimeType("message", "feedback-report"));
        return feedback ? [new Verdict.Ignored("abuse-report")]
            : parts.OfType<MessageDispositionNotification>().FirstOrDefault() is { } read ? ReadReceipt(reading, read, parts)
            : parts.OfType<MessageDeliveryStatus>().FirstOrDefault() is { } status ? Delivery(reading, status, parts)
            : [];
    }

    private static List<Verdict> ReadReceipt(Reading reading, MessageDispositionNotification notification, List<MimeEntity> parts)
    {
        var displayed = notification.Fields["Disposition"]?.Contains("displayed", StringComparison.OrdinalIgnoreCase) == true;
        var reader = MailAddresses.In(reading.Mail.From).FirstOrDefault().Address ?? Recipient(notification.Fields["Final-Recipient"]);
        var original = MailIds.Clean(notification.Fields["Original-Message-ID"]) ?? Original(parts);
        return !displayed || reader is null || original is null ? [new Verdict.Ignored("read-receipt-other")]
            : [Receipt(reading, reader, original, MessageState.Read, null)];
    }

    private static List<Verdict> Delivery(Reading reading, MessageDeliveryStatus status, List<MimeEntity> parts)
    {
        var envelope = status.StatusGroups.FirstOrDefault()?["Original-Envelope-Id"];
        var original = Original(parts) ?? MailIds.TryFor(MailIds.Clean(envelope), reading.Settings.Domain);
        if (original is null)
        {
            return [];
        }

        List<Verdict> verdicts = [];
        foreach (var group in status.StatusGroups.Take(MaxReported).Where(g => g.Contains("Final-Recipient") || g.Contains("Original-Recipient")))
        {
            if ((Recipient(group["Original-Recipient"]) ?? Recipient(group["Final-Recipient"])) is not { } recipient)
            {
                continue;
            }

            var action = group["Action"]?.Trim().ToLowerInvariant();
            var code = MailStrings.OneLine(group["Status"] ?? "", 20);
            if (action == "failed" || (action is null && code.StartsWith('5')))
            {
                var diagnostic = MailStrings.OneLine(group["Diagnostic-Code"] ?? "", 300);
                diagnostic = diagnostic[(diagnostic.IndexOf(';', StringComparison.Ordinal) + 1)..].Trim();
                verdicts.Add(Receipt(reading, recipient, original, MessageState.Failed, MailTrouble.Bounced.As(MailStrings.OneLine($"{recipient}: {code} {diagnostic}", 400)).Stored));
            }
            else
            {
                verdicts.Add(action == "delivered"
                    ? Receipt(reading, recipient, original, MessageState.Delivered, null)
                    : new Verdict.Ignored($"bounce-{(action is "delayed" or "relayed" or "expanded" ? action : "other")}"));
            }
        }

        return verdicts;
    }

    private static Verdict Receipt(Reading reading, string recipient, string original, MessageState state, string? reason) =>
        At(reading) is { } at
            ? new Verdict.Understood(new ReceiptArrived
            {
                Customer = new Profile(Identity(recipient), null, recipient),
                At = at.ToUniversalTime(),
                ExternalIds = [original],
                State = state,
                Reason = reason,
            })
            : new Verdict.SetAside("a Date, a Received date or the time of receipt was expected in a delivery report; there is none that can be read");

    /// <summary>The Message-ID of the mail the report returns, whole or only its headers.</summary>
    private static string? Original(List<MimeEntity> parts)
    {
        foreach (var part in parts)
        {
            if (part is MessagePart { Message: { } returned } && MailIds.Of(returned.Headers) is { } id)
            {
                return id;
            }

            // Some servers label the returned headers as text.
            if (part is TextPart { ContentType: { } type } text && type.IsMimeType("text", "rfc822-headers"))
            {
                using var bytes = new MemoryStream();
                text.Content?.DecodeTo(bytes);
                var line = Encoding.Latin1.GetString(bytes.ToArray()).Split('\n').FirstOrDefault(l => l.StartsWith("Message-ID:", StringComparison.OrdinalIgnoreCase));
                return MailIds.Clean(line?["Message-ID:".Length..]);
            }
        }

        return null;
    }

    /// <summary><c>rfc822; jo@example.com</c> → the address.</summary>
    private static string? Recipient(string? field)
    {
        if (field is null)
        {
            return null;
        }

        var address = MailAddresses.Normalize(field[(field.IndexOf(';', StringComparison.Ordinal) + 1)..].Trim(' ', '<', '>'));
        return MailAddresses.IsUsable(address) ? address : null;
    }
}
