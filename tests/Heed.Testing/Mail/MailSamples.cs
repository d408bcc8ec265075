using System.Text;
using Heed.Channels.Mail;
using Heed.Core.Channels;
using Heed.Core.Messages;
using Shouldly;

namespace Heed.Testing.Mail;

/// <summary>A mailbox and mails to go with it.</summary>
public static class MailSamples
{
    public const string Address = "help@acme.example";
    public const string Token = "pipe-token-1";

    /// <summary>When the samples reach the door: 2026-03-02 10:00 UTC.</summary>
    public static readonly DateTimeOffset ReceivedAt = new(2026, 3, 2, 10, 0, 0, TimeSpan.Zero);

    public static MailChannel Channel { get; } = new(TimeProvider.System, null);

    /// <summary>A mailbox; <paramref name="more"/> adds settings, secrets among them are told by the channel's own list.</summary>
    public static ChannelAccount Account(params (string Key, string Value)[] more)
    {
        var secret = Channel.Settings.Where(s => s.Secret).Select(s => s.Key).ToHashSet();
        (string Key, string Value)[] all = [("inbound-token", Token), .. more];
        var address = all.LastOrDefault(p => p.Key == "address").Value ?? Address;
        return new ChannelAccount(
            Guid.Parse("01990000-0000-7000-8000-000000000001"), Network.Mail, "help", "Acme", address, address, null,
            all.Where(p => !secret.Contains(p.Key)).ToDictionary(p => p.Key, p => p.Value),
            all.Where(p => secret.Contains(p.Key)).ToDictionary(p => p.Key, p => p.Value));
    }

    public static RawDelivery Raw(byte[] mail) =>
        new(mail, "message/rfc822", new Dictionary<string, string> { [MailDelivery.Received] = "1772445600000" });

    /// <summary>Text with <c>\n</c> line ends, sent as UTF-8 with CRLF.</summary>
    public static RawDelivery Raw(string mail) => Raw(Encoding.UTF8.GetBytes(mail.ReplaceLineEndings("\r\n")));

    public static Verdict Parse(string mail, params (string Key, string Value)[] more) =>
        Channel.Parse(Account(more), Raw(mail)).Verdicts.ShouldHaveSingleItem();

    public static MessageWritten Written(string mail, params (string Key, string Value)[] more) =>
        Parse(mail, more).ShouldBeOfType<Verdict.Understood>().Event.ShouldBeOfType<MessageWritten>();

    /// <summary>A plain mail from Jo; <paramref name="headers"/> are whole lines.</summary>
    public static string Plain(string body, params string[] headers) =>
        string.Join('\n', [
            .. headers.Any(h => h.StartsWith("From:", StringComparison.Ordinal)) ? Array.Empty<string>() : ["From: Jo Doe <Jo@Example.com>"],
            "To: help@acme.example", "Subject: My order", "Date: Mon, 02 Mar 2026 09:30:00 +0100",
            .. headers.Any(h => h.StartsWith("Message-ID:", StringComparison.Ordinal)) ? Array.Empty<string>() : ["Message-ID: <m1@example.com>"],
            "Received: from mx.example.com by mx.acme.example; Mon, 02 Mar 2026 08:30:05 +0000",
            .. headers, "MIME-Version: 1.0", "", body]);

    public static OutboundMessage Reply(string text = "Hello Jo", string recipient = "jo@example.com", string? subject = "My order") => new(
        Guid.Parse("01990000-0000-7000-8000-000000000002"), Guid.Parse("01990000-0000-7000-8000-000000000003"), Visibility.Private, "mail",
        recipient, "Jo Doe", "m1@example.com", "m0@example.com", text, subject, ["m0@example.com", "m1@example.com"], [], [],
        "c.01990000000070008000000000000002.1@acme.example", ReceivedAt);
}
