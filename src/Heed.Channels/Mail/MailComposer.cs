using Heed.Core.Channels;
using Heed.Core.Messages;
using MimeKit;

namespace Heed.Channels.Mail;

/// <summary>A reply → the MIME message that goes out. The same reply always makes the same message.</summary>
internal static class MailComposer
{
    // The first names the conversation, the last ten are what programs look at; longer headers are cut by servers on the way.
    private const int LastReferences = 10;

    /// <returns>Null and the reason when the reply cannot be a mail.</returns>
    public static (MimeMessage? Mail, SendOutcome.Refused? Refusal) Compose(ChannelAccount account, MailSettings settings, OutboundMessage message)
    {
        var recipient = MailAddresses.Normalize(message.Recipient);
        if (new[] { recipient }.Concat(message.Cc).FirstOrDefault(a => !MailAddresses.IsUsable(MailAddresses.Normalize(a))) is { } broken)
        {
            return (null, new SendOutcome.Refused(MailTrouble.BadAddress.As(MailStrings.OneLine(broken, 100))));
        }

        if (message.Attachments.FirstOrDefault(a => a.Content is null) is { } absent)
        {
            return (null, new SendOutcome.Refused(MailTrouble.FileEmpty.As(MailStrings.OneLine(absent.Name, 100))));
        }

        var key = MailReplyAddress.Key(account) ?? [];
        var mail = new MimeMessage { Date = message.PlannedAt, Subject = message.Mode == MailChannel.Letter ? MailStrings.OneLine(message.Subject ?? "", 900) : Subject(message.Subject), MessageId = MailIds.For(message.OwnKey, settings.Domain) };
        mail.From.Add(new MailboxAddress(MailStrings.OneLine(settings.FromName ?? "", 200), settings.Address));
        mail.To.Add(new MailboxAddress(MailStrings.OneLine(message.RecipientName ?? "", 200), recipient));
        mail.Cc.AddRange(message.Cc.Select(MailAddresses.Normalize).Where(a => a != recipient && !settings.IsOwn(a)).Distinct().Select(a => new MailboxAddress("", a)));
        if (message.Mode != MailChannel.Letter && MailReplyAddress.Make(settings.Address, message.CaseId, key) is { } signed)
        {
            mail.ReplyTo.Add(new MailboxAddress(MailStrings.OneLine(settings.FromName ?? "", 200), signed));
        }

        Thread(mail, message);
        mail.Headers.Add(MailSignature.LoopHeader, MailSignature.LoopMark(message.OwnKey, key));
        mail.Body = Body(message);
        return (mail, null);
    }

    private static string Subject(string? subject)
    {
        var line = MailStrings.OneLine(subject ?? "", 900);
        return line.StartsWith("Re:", StringComparison.OrdinalIgnoreCase) ? line : $"Re: {line}".TrimEnd();
    }

    private static void Thread(MimeMessage mail, OutboundMessage message)
    {
        var ids = InHeaderOrder(message).Append(message.TargetExternalId).OfType<string>().Where(IsId).Distinct().ToList();
        if (message.TargetExternalId is { } target && IsId(target))
        {
            ids.Remove(target);
            ids.Add(target);
            mail.InReplyTo = target;
        }

        foreach (var id in ids.Count <= LastReferences + 1 ? ids : [ids[0], .. ids[^LastReferences..]])
        {
            mail.References.Add(id);
        }
    }

    // The header goes from the first mail to the answered one; a mail's own references are told nearest first, and either may be handed on.
    private static IEnumerable<string> InHeaderOrder(OutboundMessage message) =>
        message.References is [var first, .., var last] && first != message.ThreadKey && (first == message.TargetExternalId || last == message.ThreadKey)
            ? message.References.Reverse()
            : message.References;

    // A mail that came without an id is known by its fingerprint, which no other program would understand.
    private static bool IsId(string id) => MailIds.Clean(id) == id && id.Contains('@', StringComparison.Ordinal) && id.All(c => c is > ' ' and < '\u007f');

    private static MimeEntity Body(OutboundMessage message)
    {
        var text = new TextPart("plain") { Text = MailStrings.Body(message.Text) };
        if (message.Attachments.Count == 0)
        {
            return text;
        }

        var mixed = new Multipart("mixed") { Boundary = $"=_heed_{message.Id:N}" };
        mixed.Add(text);
        foreach (var attachment in message.Attachments)
        {
            mixed.Add(File(attachment));
        }

        return mixed;
    }

    private static MimePart File(Attachment attachment)
    {
        var type = ContentType.TryParse(MailStrings.OneLine(attachment.ContentType, 120), out var declared) && declared.MediaType is not ("multipart" or "message")
            ? declared : new ContentType("application", "octet-stream");
        return new MimePart(type)
        {
            Content = new MimeContent(new MemoryStream(attachment.Content!, writable: false)), // checked before: every attachment has content
            ContentDisposition = new ContentDisposition(ContentDisposition.Attachment),
            ContentTransferEncoding = ContentEncoding.Base64,
            FileName = MailStrings.OneLine(attachment.Name, 150),
        };
    }
}
