using Heed.Core.Channels;
using Heed.Core.Messages;
using Heed.Testing.Mail;
using Shouldly;
using Xunit;

namespace Heed.Tests.Channels;

public sealed class MailBounceTests
{
    private static string Bounce(string action, string status, string returned) => MailSamples.Plain($"""
        --b
        Content-Type: text/plain

        Sorry.
        --b
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mx.example.com
        Original-Envelope-Id: c.7@acme.example

        Final-Recipient: rfc822; Jo@example.com
        Action: {action}
        Status: {status}
        Diagnostic-Code: smtp; 550 5.1.1 no such user

        --b
        {returned}
        --b--
        """, "From: MAILER-DAEMON@example.com", "Content-Type: multipart/report; report-type=delivery-status; boundary=b");

    private const string Headers = "Content-Type: text/rfc822-headers\n\nMessage-ID: <c.5@acme.example>\nSubject: Re: My order\n";
    private const string Whole = "Content-Type: message/rfc822\n\nMessage-ID: <c.5@acme.example>\nSubject: Re: My order\n\nHello\n";

    private static ReceiptArrived Receipt(string mail) => MailSamples.Parse(mail).ShouldBeOfType<Verdict.Understood>().Event.ShouldBeOfType<ReceiptArrived>();

    [Theory]
    [InlineData(Headers, "c.5@acme.example")]
    [InlineData(Whole, "c.5@acme.example")]
    [InlineData("Content-Type: text/plain\n\nnothing returned\n", "c.7@acme.example")]
    public void A_bounce_fails_the_mail_it_returns(string returned, string id)
    {
        var receipt = Receipt(Bounce("failed", "5.1.1", returned));
        receipt.State.ShouldBe(MessageState.Failed);
        receipt.ExternalIds.ShouldBe([id]);
        receipt.Customer.Key.ShouldBe(new IdentityKey("mail", "jo@example.com"));
        receipt.Reason.ShouldBe("[mail.bounced] jo@example.com: 5.1.1 550 5.1.1 no such user");
    }

    [Fact]
    public void A_delay_is_not_a_failure() =>
        MailSamples.Parse(Bounce("delayed", "4.4.1", Headers)).ShouldBe(new Verdict.Ignored("bounce-delayed"));

    [Fact]
    public void A_delivery_is_a_delivery() => Receipt(Bounce("delivered", "2.0.0", Headers)).State.ShouldBe(MessageState.Delivered);

    [Fact]
    public void A_bounce_that_names_no_mail_is_kept_as_a_machine_s_message() =>
        MailSamples.Written(Bounce("failed", "5.1.1", "Content-Type: text/plain\n\nx\n").Replace("Original-Envelope-Id: c.7@acme.example\n", "", StringComparison.Ordinal))
            .Automatic.ShouldBeTrue();

    [Fact]
    public void A_person_who_sends_a_report_along_writes_a_message() =>
        MailSamples.Written(Bounce("failed", "5.1.1", Headers).Replace("multipart/report; report-type=delivery-status", "multipart/mixed", StringComparison.Ordinal)
            .Replace("MAILER-DAEMON@", "jo@", StringComparison.Ordinal)).Text.ShouldBe("Sorry.");

    private static string Notification(string disposition) => MailSamples.Plain($"""
        --b
        Content-Type: text/plain

        Seen.
        --b
        Content-Type: message/disposition-notification

        Final-Recipient: rfc822; jo@example.com
        Original-Message-ID: <c.5@acme.example>
        Disposition: {disposition}

        --b--
        """, "Content-Type: multipart/report; report-type=disposition-notification; boundary=b");

    [Fact]
    public void A_read_receipt_says_read()
    {
        var receipt = Receipt(Notification("manual-action/MDN-sent-manually; displayed"));
        (receipt.State, receipt.ExternalIds[0], receipt.Customer.Key.Id).ShouldBe((MessageState.Read, "c.5@acme.example", "jo@example.com"));
    }

    [Fact]
    public void A_mail_deleted_unread_is_not_read() =>
        MailSamples.Parse(Notification("automatic-action/MDN-sent-automatically; deleted")).ShouldBe(new Verdict.Ignored("read-receipt-other"));

    [Fact]
    public void An_abuse_report_is_no_message() =>
        MailSamples.Parse(MailSamples.Plain("--b\n\nx\n--b\nContent-Type: message/feedback-report\n\nFeedback-Type: abuse\n\n--b--",
            "Content-Type: multipart/report; report-type=feedback-report; boundary=b")).ShouldBe(new Verdict.Ignored("abuse-report"));
}
