using Heed.Channels.Mail;
using Heed.Core.Channels;
using Heed.Core.Messages;
using Heed.Testing.Mail;
using MimeKit;
using Shouldly;
using Xunit;
using static Heed.Testing.Mail.MailSamples;

namespace Heed.Tests.Channels;

public sealed class MailComposerTests
{
    private static MimeMessage Compose(OutboundMessage message)
    {
        var (mail, refusal) = MailComposer.Compose(Account(("from-name", "Acme Care")), new MailSettings(Account(("from-name", "Acme Care"))), message);
        refusal.ShouldBeNull();
        using var bytes = new MemoryStream();
        mail!.WriteTo(bytes);
        bytes.Position = 0;
        return MimeMessage.Load(bytes);
    }

    [Fact]
    public void A_letter_answers_nothing_and_brings_nothing_back_into_a_case()
    {
        var mail = Compose(Reply() with { Mode = MailChannel.Letter, Subject = "October in figures", TargetExternalId = null, References = [] });
        mail.ShouldSatisfyAllConditions(
            () => mail.Subject.ShouldBe("October in figures"),
            () => mail.ReplyTo.ShouldBeEmpty(),
            () => mail.InReplyTo.ShouldBeNull(),
            () => mail.References.ShouldBeEmpty());
    }

    [Fact]
    public void A_reply_carries_what_brings_the_answer_back()
    {
        var mail = Compose(Reply());
        mail.ShouldSatisfyAllConditions(
            () => mail.From.ToString().ShouldBe("\"Acme Care\" <help@acme.example>"),
            () => mail.To.Mailboxes.Single().Address.ShouldBe("jo@example.com"),
            () => MailReplyAddress.Read(mail.ReplyTo.Mailboxes.Single().Address, Address, MailReplyAddress.Key(Account())!).ShouldBe(Reply().CaseId),
            () => mail.MessageId.ShouldBe(Reply().OwnKey),
            () => mail.InReplyTo.ShouldBe("m1@example.com"),
            () => mail.References.ShouldBe(["m0@example.com", "m1@example.com"]),
            () => mail.Subject.ShouldBe("Re: My order"),
            () => mail.TextBody.ShouldNotBeNull().Trim().ShouldBe("Hello Jo"),
            () => mail.Date.ShouldBe(ReceivedAt));
    }

    [Fact]
    public void Nothing_in_a_reply_can_start_a_header_of_its_own()
    {
        var mail = Compose(Reply(subject: "Hi\r\nBcc: spy@evil.example") with
        {
            RecipientName = "Jo\r\nBcc: spy@evil.example",
            References = ["ok@example.com>\r\nBcc: spy@evil.example", "m0@example.com"],
            Attachments = [new Attachment("a\r\nBcc: spy@evil.example.txt", "text/plain\r\nBcc: spy@evil.example", Content: [1, 2])],
        });
        mail.Bcc.ShouldBeEmpty();
        mail.Headers.ShouldNotContain(h => h.Field == "Bcc");
        mail.Attachments.Count().ShouldBe(1);
        mail.References.ShouldBe(["m0@example.com", "m1@example.com"]);
    }

    [Theory]
    [InlineData("jo@example.com\r\nRCPT TO:<spy@evil.example>")]
    [InlineData("jo@example.com, spy@evil.example")]
    [InlineData("not an address")]
    public void A_recipient_that_is_no_address_is_refused(string recipient) =>
        MailComposer.Compose(Account(), new MailSettings(Account()), Reply(recipient: recipient)).Refusal.ShouldNotBeNull().Why.Code.ShouldBe("mail.bad-address");

    [Fact]
    public void A_long_conversation_keeps_its_first_and_last_references()
    {
        var ids = Enumerable.Range(0, 40).Select(i => $"r{i}@example.com").ToList();
        var mail = Compose(Reply() with { References = ids, ThreadKey = "r0@example.com", TargetExternalId = "r39@example.com" });
        mail.References.ShouldBe(["r0@example.com", .. ids[30..]]);
        Compose(Reply() with { References = [.. Enumerable.Reverse(ids)], ThreadKey = "r0@example.com", TargetExternalId = "r39@example.com" })
            .References.ShouldBe(mail.References);
    }

    [Fact]
    public void A_subject_that_is_already_an_answer_stays() => Compose(Reply(subject: "RE: My order")).Subject.ShouldBe("RE: My order");

    [Theory]
    [InlineData(421, typeof(SendOutcome.Retry))]
    [InlineData(451, typeof(SendOutcome.Retry))]
    [InlineData(454, typeof(SendOutcome.Retry))]
    [InlineData(535, typeof(SendOutcome.Disconnected))]
    [InlineData(550, typeof(SendOutcome.Refused))]
    [InlineData(552, typeof(SendOutcome.Refused))]
    [InlineData(354, typeof(SendOutcome.Unknown))]
    public void Every_smtp_status_has_its_outcome(int status, Type outcome) => MailErrors.Of(status, "text").ShouldBeOfType(outcome);

    [Fact]
    public void A_broken_line_is_unknown_once_the_mail_was_on_its_way()
    {
        MailErrors.Of(new IOException(), underWay: true).ShouldBeOfType<SendOutcome.Unknown>();
        MailErrors.Of(new IOException(), underWay: false).ShouldBeOfType<SendOutcome.Retry>();
        MailErrors.Of(new ArgumentException("ours"), underWay: false).ShouldBeNull();
    }

    [Theory]
    [InlineData("[UNAVAILABLE] Temporary authentication failure.", true)]
    [InlineData("Too many simultaneous connections.", true)]
    [InlineData("[AUTHENTICATIONFAILED] Authentication failed.", false)]
    [InlineData("535: 5.7.8 Error: authentication failed: (reason unavailable)", false)]
    public void A_server_in_trouble_is_not_a_wrong_password(string text, bool passing) =>
        MailErrors.IsPassing(new MailKit.Security.AuthenticationException(text)).ShouldBe(passing);

    [Fact]
    public void The_private_box_is_open_for_a_mail_and_the_public_one_never()
    {
        var context = new ReplyContext(Account(), [new("m1@example.com", Direction.Inbound, Visibility.Private, "mail", ReceivedAt, false, false, null, null)], ReceivedAt);
        var box = Channel.Box(context, Visibility.Private);
        (box.Open, box.Mode, box.Rule, box.TargetExternalId).ShouldBe((true, "mail", TextRule.Unlimited, "m1@example.com"));
        Channel.Box(context, Visibility.Public).Reason.ShouldBe(ClosedReason.NotOffered);
        Channel.Box(context with { Messages = [] }, Visibility.Private).Reason.ShouldBe(ClosedReason.NothingToAnswer);
    }
}
