using System.Diagnostics.Metrics;
using Heed.Core.Channels;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Net.Smtp;
using MimeKit;

namespace Heed.Channels.Mail;

/// <summary>Hands a reply to the operator's SMTP server and files a copy among the sent mail.</summary>
internal sealed class MailSender(MailLines lines)
{
    private static readonly Meter Meter = new("Heed.Channels.Mail");
    private static readonly Counter<long> Unfiled = Meter.CreateCounter<long>("heed.mail.unfiled", description: "Sent mails whose copy could not be put into the folder of sent mail");

    // Large attachments over a slow line; RFC 5321 asks for ten minutes after the last byte.
    private static readonly TimeSpan HandOver = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Filing = TimeSpan.FromSeconds(30);

    public async Task<SendOutcome> SendAsync(ChannelAccount account, OutboundMessage message, HttpClient http, CancellationToken ct)
    {
        var settings = new MailSettings(account);
        if (settings.Smtp is not { } smtp)
        {
            return new SendOutcome.Refused((settings.HasSmtp ? MailTrouble.SmtpUnreadable : MailTrouble.NoSmtp).As());
        }

        var (mail, refusal) = MailComposer.Compose(account, settings, message);
        if (mail is null)
        {
            return refusal!; // Compose gives one or the other
        }

        using (mail)
        {
            var failure = await HandOverAsync(settings, smtp, mail, message, http, ct);
            if (failure is null)
            {
                await FileAsync(settings, mail, http, ct);
            }

            return failure ?? new SendOutcome.Sent(MailIds.For(message.OwnKey, settings.Domain));
        }
    }

    /// <returns>Null when the server took it.</returns>
    private async Task<SendOutcome?> HandOverAsync(MailSettings settings, MailEndpoint smtp, MimeMessage mail, OutboundMessage message, HttpClient http, CancellationToken ct)
    {
        var progress = new Progress();
        using var client = new HeedSmtp(message.OwnKey);
        try
        {
            using (var opening = MailFolders.Limit(MailLines.Patience, ct))
            {
                await lines.OpenSmtpAsync(client, settings, smtp, http, opening.Token);
            }

            using var sending = MailFolders.Limit(HandOver, ct);
            var to = mail.To.Mailboxes.Concat(mail.Cc.Mailboxes);
            await client.SendAsync(FormatOptions.Default, mail, new MailboxAddress("", settings.Address), to, sending.Token, progress);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested && !progress.UnderWay)
        {
            throw;
        }
        catch (Exception e) when (MailErrors.Of(e, progress.UnderWay) is { } outcome)
        {
            return outcome;
        }

        try
        {
            using var leaving = MailFolders.Limit(TimeSpan.FromSeconds(5), ct);
            await client.DisconnectAsync(true, leaving.Token);
        }
        catch (Exception e) when (MailErrors.IsLine(e))
        {
            // The server has taken the mail; how it says goodbye changes nothing.
        }

        return null;
    }

    // The customer has the mail: a folder that cannot be written must not make it look unsent, nor send it twice.
    private async Task FileAsync(MailSettings settings, MimeMessage mail, HttpClient http, CancellationToken ct)
    {
        if (settings.Imap is not { } imap)
        {
            return;
        }

        try
        {
            using var filing = MailFolders.Limit(Filing, ct);
            using var client = await lines.OpenImapAsync(settings, imap, http, filing.Token);
            var sent = await MailFolders.MakeSentAsync(client, settings, filing.Token);
            if (sent is null)
            {
                Unfiled.Add(1);
                return;
            }

            await sent.AppendAsync(new AppendRequest(mail, MessageFlags.Seen), filing.Token);
            await client.DisconnectAsync(true, filing.Token);
        }
        catch (Exception e) when (MailErrors.IsLine(e) || e is MailKit.Security.AuthenticationException or CommandException)
        {
            Unfiled.Add(1);
        }
    }

    /// <summary>Tells apart a line that broke before any byte of the message went out.</summary>
    private sealed class Progress : ITransferProgress
    {
        public bool UnderWay { get; private set; }

        public void Report(long bytesTransferred, long totalSize) => UnderWay = true;

        public void Report(long bytesTransferred) => UnderWay = true;
    }

    /// <summary>Asks for a report on failure that carries our key, so that a bounce is known even when it returns no headers.</summary>
    private sealed class HeedSmtp(string ownKey) : SmtpClient
    {
        protected override string GetEnvelopeId(MimeMessage message) => ownKey;

        protected override DeliveryStatusNotification? GetDeliveryStatusNotifications(MimeMessage message, MailboxAddress mailbox) => DeliveryStatusNotification.Failure;
    }
}
