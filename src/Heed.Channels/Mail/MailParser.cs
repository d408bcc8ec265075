using System.Globalization;
using Heed.Core.Channels;
using Heed.Core.Messages;
using MimeKit;

namespace Heed.Channels.Mail;

/// <summary>Raw MIME → one message, receipt or nothing. Pure.</summary>
internal static partial class MailParser
{
    // Eight-bit headers are UTF-8 if valid, else windows-1252; deeper parts than this stay unopened.
    private static readonly ParserOptions Options = new()
    {
        MaxMimeDepth = MailParts.MaxDepth,
        CharsetEncoding = MailCharset.Windows1252,
        RespectContentLength = false,
    };

    /// <summary>What is known of the mail being read.</summary>
    private sealed record Reading(MimeMessage Mail, RawDelivery Delivery, MailSettings Settings, byte[] Key, DateTimeOffset? ReceivedAt)
    {
        public HeaderList Headers => Mail.Headers;
    }

    public static ParsedDelivery Parse(ChannelAccount account, RawDelivery delivery)
    {
        if (delivery.Headers.GetValueOrDefault(MailDelivery.Unfetched) is { } why)
        {
            return SetAside(why);
        }

        if (delivery.Body.Length > MailSettings.MaxBytes)
        {
            return SetAside($"a mail of at most {MailSettings.MaxBytes} bytes was expected, {delivery.Body.Length} came");
        }

        try
        {
            var raw = Trimmed(delivery.Body);
            using var stream = new MemoryStream(raw, writable: false);
            using var mail = new MimeParser(Options, stream, MimeFormat.Entity).ParseMessage();
            return new ParsedDelivery(Read(new Reading(
                mail, delivery, new MailSettings(account), MailReplyAddress.Key(account) ?? [], ReceivedAt(delivery)), raw));
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // The libraries that read strangers' bytes have failed in ways they do not document; a mail must never stop its neighbours.
            // The exception's own text may quote the mail, so only its type is told.
            return SetAside($"a MIME message was expected; reading it failed with {e.GetType().Name}");
        }
    }

    private static List<Verdict> Read(Reading reading, byte[] raw)
    {
        if (Report(reading) is { Count: > 0 } report)
        {
            return report;
        }

        if (At(reading) is not { } at)
        {
            return [new Verdict.SetAside("a Date, a Received date or the time of receipt was expected; the mail has none that can be read")];
        }

        var sender = MailAddresses.In(reading.Mail.From).FirstOrDefault();
        if (sender.Address is null)
        {
            sender = MailAddresses.In(new InternetAddressList(reading.Mail.Sender is { } s ? [s] : [])).FirstOrDefault();
        }

        if (sender.Address is null)
        {
            return [new Verdict.SetAside("a From header with an address was expected; there is none that can be read")];
        }

        var parts = MailParts.Of(reading.Mail);
        return parts.TooMany
            ? [new Verdict.SetAside($"at most {MailParts.MaxParts} MIME parts were expected; there are more")]
            : [Written(reading, parts, sender, at, MailIds.Of(reading.Headers) ?? MailIds.Fingerprint(raw))];
    }

    private static Verdict Written(Reading reading, MailParts parts, (string Address, string? Name) sender, DateTimeOffset at, string id)
    {
        var own = reading.Settings.IsOwn(sender.Address);
        var ownKey = MailSignature.ReadLoopMark(reading.Headers[MailSignature.LoopHeader], reading.Key);
        var echo = own && IsOurs(reading, ownKey, id);
        var replyTo = MailAddresses.In(reading.Mail.ReplyTo).FirstOrDefault(r => !reading.Settings.IsOwn(r.Address));

        // A contact form writes as us, or as no-reply, and puts the customer into Reply-To. Anyone can, so it proves nothing.
        var viaForm = !echo && (own || IsNobody(sender.Address)) && replyTo.Address is not null && !IsNobody(replyTo.Address);
        var customer = echo ? Recipients(reading).FirstOrDefault() : viaForm ? replyTo : sender;
        if (customer.Address is null)
        {
            return new Verdict.Ignored("own-mail-without-recipient");
        }

        var references = Conversation(reading.Headers);
        return new Verdict.Understood(new MessageWritten
        {
            Customer = new Profile(Identity(customer.Address), customer.Name, customer.Address),
            At = at.ToUniversalTime(),
            ExternalId = id,
            Direction = echo ? Direction.Outbound : Direction.Inbound,
            Visibility = Visibility.Private,
            Kind = "mail",
            ThreadKey = ThreadKey(reading.Headers) ?? id,
            Text = parts.Text,
            QuotedText = parts.QuotedText,
            Html = parts.Html,
            Subject = reading.Mail.Subject is { } subject ? MailStrings.OneLine(subject) : null,
            InReplyTo = references.Count > 0 ? references[0] : null,
            References = references,
            SignedCaseId = SignedCase(reading),
            OwnKey = echo ? ownKey ?? id : null,
            Language = Language(reading.Mail),
            Automatic = !echo && (IsAutomatic(reading, viaForm ? customer.Address : sender.Address) || (own && !viaForm)),
            SenderUnverified = !echo && (own || viaForm || IsUnverified(reading, sender.Address)),
            Cc = [.. Recipients(reading).Select(r => r.Address).Where(a => a != customer.Address).Distinct().Take(50)],
            Client = (reading.Headers[HeaderId.UserAgent] ?? reading.Headers[HeaderId.XMailer]) is { } client ? MailStrings.OneLine(client, 120) : null,
            Attachments = parts.Attachments,
        });
    }

    /// <summary>
    /// Whether a mail From our address is ours: it bears our mark with its own id, it lies in the folder of sent mail, it never travelled
    /// (a client filed it), or our own server vouches for it. Else somebody merely wrote our address into From.
    /// </summary>
    private static bool IsOurs(Reading reading, string? ownKey, string id) =>
        (ownKey is not null && MailIds.For(ownKey, reading.Settings.Domain) == id)
        || reading.Delivery.Headers.GetValueOrDefault(MailDelivery.Folder) == reading.Settings.SentFolder
        || !reading.Headers.Contains(HeaderId.Received)
        || (reading.Settings.AuthservId is not null && !IsUnverified(reading, reading.Settings.Address));

    private static IdentityKey Identity(string address) => new("mail", address);

    private static ParsedDelivery SetAside(string reason) => new([new Verdict.SetAside(reason)]);

    private static DateTimeOffset? ReceivedAt(RawDelivery delivery) =>
        long.TryParse(delivery.Headers.GetValueOrDefault(MailDelivery.Received), NumberStyles.None, CultureInfo.InvariantCulture, out var ms)
        && ms <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds() ? DateTimeOffset.FromUnixTimeMilliseconds(ms) : null;

    // A pipe may put an mbox line, an empty line or a byte order mark before the first header.
    private static byte[] Trimmed(ReadOnlyMemory<byte> body)
    {
        var raw = body.Span;
        raw = raw.StartsWith("\uFEFF"u8) ? raw[3..] : raw;
        raw = raw.TrimStart("\r\n"u8);
        return (raw.StartsWith("From "u8) ? raw[(raw.IndexOf((byte)'\n') + 1)..] : raw).ToArray();
    }
}
