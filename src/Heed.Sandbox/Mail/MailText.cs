using System.Globalization;
using System.Text;
using Heed.Sandbox.Accounts;
using Heed.Sandbox.Control;
using MimeKit;

namespace Heed.Sandbox.Mail;

/// <summary>Mails as people's programs write them: quoted history, attachments, an answer to the address they were told to use.</summary>
internal static class MailText
{
    public static MimeMessage Compose(BrandAccount account, SayRequest request, MailNetwork.Seen? answered, string id, DateTimeOffset at)
    {
        var mail = new MimeMessage { MessageId = id, Date = at };
        mail.From.Add(new MailboxAddress(request.From.Name ?? request.From.Handle ?? "", request.From.Id));
        mail.To.Add(new MailboxAddress(account.DisplayName, answered?.AnswerTo ?? account.MailAddress));
        mail.Subject = request.Subject ?? (answered is null ? "" : answered.Subject.StartsWith("Re:", StringComparison.OrdinalIgnoreCase) ? answered.Subject : $"Re: {answered.Subject}");
        if (answered is not null)
        {
            mail.InReplyTo = answered.Id;
            foreach (var earlier in answered.Chain) mail.References.Add(earlier);
            mail.References.Add(answered.Id);
        }

        var body = new BodyBuilder { TextBody = Quote(request.Text, answered), HtmlBody = request.Html };
        foreach (var file in request.Attachments ?? []) body.Attachments.Add(file.Name, file.Content, ContentType.Parse(file.ContentType));
        mail.Body = body.ToMessageBody();
        // Ours is the border: what it found out about the sender is stated the way RFC 8601 says.
        var domain = request.From.Id[(request.From.Id.IndexOf('@', StringComparison.Ordinal) + 1)..];
        mail.Headers.Insert(0, "Authentication-Results", $"mx.sandbox.example; dkim=pass header.d={domain}; spf=pass smtp.mailfrom={domain}; dmarc=pass header.from={domain}");
        mail.Headers.Insert(0, "Return-Path", $"<{request.From.Id}>");
        mail.Headers.Add("Delivered-To", answered?.AnswerTo ?? account.MailAddress);
        return mail;
    }

    /// <summary>A delivery status notification (RFC 3464) about a mail of the brand.</summary>
    public static MimeMessage Bounce(BrandAccount account, MimeMessage original, string originalId, string recipient, string id, DateTimeOffset at)
    {
        var mail = new MimeMessage { MessageId = $"{id}@mx.sandbox.example", Date = at, Subject = "Undelivered Mail Returned to Sender" };
        mail.From.Add(new MailboxAddress("Mail Delivery System", "mailer-daemon@mx.sandbox.example"));
        mail.To.Add(new MailboxAddress(account.DisplayName, account.MailAddress));
        mail.Headers.Insert(0, "Return-Path", "<>");
        mail.Headers.Add("Auto-Submitted", "auto-replied");
        var status = new MessageDeliveryStatus();
        status.StatusGroups.Add(new HeaderList { { "Reporting-MTA", "dns; mx.sandbox.example" }, { "Original-Envelope-Id", originalId } });
        status.StatusGroups.Add(new HeaderList
        {
            { "Final-Recipient", $"rfc822; {recipient}" }, { "Action", "failed" }, { "Status", "5.1.1" }, { "Diagnostic-Code", "smtp; 550 5.1.1 no such user" },
        });
        mail.Body = new MultipartReport("delivery-status")
        {
            new TextPart("plain") { Text = $"The mail could not be delivered to {recipient}: the mailbox does not exist." },
            status,
            new TextPart("rfc822-headers") { Text = $"Message-ID: <{originalId}>\r\nSubject: {original.Subject}\r\n" },
        };
        return mail;
    }

    private static string Quote(string text, MailNetwork.Seen? answered)
    {
        if (answered is null) return text;
        var quoted = new StringBuilder(text).Append(CultureInfo.InvariantCulture, $"\n\nOn {answered.At:ddd, d MMM yyyy 'at' HH:mm}, <{answered.Author}> wrote:\n");
        foreach (var line in answered.Text.ReplaceLineEndings("\n").Split('\n')) quoted.Append("> ").Append(line).Append('\n');
        return quoted.ToString();
    }
}
