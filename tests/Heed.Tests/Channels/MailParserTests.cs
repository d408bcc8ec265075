using System.Text;
using Heed.Channels.Mail;
using Heed.Core.Channels;
using Heed.Core.Messages;
using Heed.Testing.Mail;
using Shouldly;
using Xunit;
using static Heed.Testing.Mail.MailSamples;

namespace Heed.Tests.Channels;

public sealed class MailParserTests
{
    [Fact]
    public void A_plain_mail_becomes_one_private_message()
    {
        var mail = Written(Plain("Where is it?", "References: <m0@example.com> <x9@acme.example>", "In-Reply-To: <x9@acme.example>",
            "Cc: Al <al@example.com>, help+x@acme.example", "Content-Language: es", "User-Agent: Birdmail 1"));
        mail.ShouldSatisfyAllConditions(
            () => mail.Customer.Key.ShouldBe(new IdentityKey("mail", "jo@example.com")),
            () => mail.Customer.Name.ShouldBe("Jo Doe"),
            () => mail.ExternalId.ShouldBe("m1@example.com"),
            () => mail.ThreadKey.ShouldBe("m0@example.com"),
            () => mail.References.ShouldBe(["x9@acme.example", "m0@example.com"]),
            () => mail.InReplyTo.ShouldBe("x9@acme.example"),
            () => (mail.Direction, mail.Visibility, mail.Kind).ShouldBe((Direction.Inbound, Visibility.Private, "mail")),
            () => mail.At.ShouldBe(new DateTimeOffset(2026, 3, 2, 8, 30, 0, TimeSpan.Zero)),
            () => mail.Text.ShouldBe("Where is it?"),
            () => mail.Subject.ShouldBe("My order"),
            () => mail.Cc.ShouldBe(["al@example.com"]),
            () => (mail.Language, mail.Client).ShouldBe(("es", "Birdmail 1")),
            () => (mail.Automatic, mail.SenderUnverified, mail.OwnKey).ShouldBe((false, false, null)));
    }

    [Fact]
    public void Without_a_message_id_two_copies_of_a_mail_have_one_id_and_another_mail_another()
    {
        static string Id(string mail, string ends) => Channel.Parse(Account(), Raw(Encoding.UTF8.GetBytes(mail.ReplaceLineEndings(ends))))
            .Verdicts[0].ShouldBeOfType<Verdict.Understood>().Event.ShouldBeOfType<MessageWritten>().ExternalId;
        var first = Plain("Hello", "Message-ID:").Replace("Message-ID:\n", "", StringComparison.Ordinal);
        var copy = "Received: from elsewhere by mx2.acme.example;\n Mon, 02 Mar 2026 08:31:00 +0000\nDelivered-To: help@acme.example\n" + first;
        Id(first, "\r\n").ShouldStartWith("sha256:");
        Id(copy, "\n").ShouldBe(Id(first, "\r\n"));
        Id(first.Replace("Hello", "Hullo", StringComparison.Ordinal), "\n").ShouldNotBe(Id(first, "\n"));
    }

    [Theory]
    [InlineData("windows-1252", "iso-8859-1", "Señor, 5 €")]
    [InlineData("utf-8", "iso-8859-1", "Café à la carte")]
    [InlineData("windows-1252", "utf-8", "Café à la carte")]
    [InlineData("windows-1252", "x-nonsense", "déjà vu")]
    [InlineData("utf-8", "us-ascii", "ça va 😀")]
    [InlineData("koi8-r", "koi8-r", "Где мой заказ")]
    [InlineData("shift_jis", "shift_jis", "注文はどこですか")]
    [InlineData("utf-16", "utf-16", "wide")]
    public void The_text_is_read_whatever_charset_is_declared(string actual, string declared, string text)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var body = System.Convert.ToBase64String(Encoding.GetEncoding(actual).GetBytes(text));
        Written(Plain(body, $"Content-Type: text/plain; charset={declared}", "Content-Transfer-Encoding: base64")).Text.ShouldBe(text);
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("windows-1252")]
    public void Eight_bit_headers_are_read(string charset)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var mail = Encoding.GetEncoding(charset).GetBytes(Plain("Hi", "From: José Núñez <jose@example.com>").Replace("My order", "Façade cassée", StringComparison.Ordinal));
        var written = Channel.Parse(Account(), Raw(mail)).Verdicts[0].ShouldBeOfType<Verdict.Understood>().Event.ShouldBeOfType<MessageWritten>();
        (written.Customer.Name, written.Subject).ShouldBe(("José Núñez", "Façade cassée"));
    }

    [Fact]
    public void Flowed_lines_are_joined() =>
        Written(Plain("This is one \nlong line.\n\nAnd another.", "Content-Type: text/plain; charset=utf-8; format=flowed")).Text
            .ShouldBe("This is one long line.\n\nAnd another.");

    [Fact]
    public void Of_two_versions_the_plain_one_is_the_text_and_the_html_is_kept_raw()
    {
        var mail = Written(Plain("--b\nContent-Type: text/plain\n\nplain\n--b\nContent-Type: text/html\n\n<p onclick=x()>rich</p>\n--b--", "Content-Type: multipart/alternative; boundary=b"));
        mail.Text.ShouldBe("plain");
        mail.Html.ShouldNotBeNull().ShouldContain("<p onclick=x()>rich</p>");
    }

    [Fact]
    public void Html_alone_is_read_as_a_person_would()
    {
        var mail = Written(Plain("<style>p{}</style><div style='display: none'>preview</div><p>Hello&nbsp;<b>Acme</b>,</p><ul><li>one<li>two</ul><script>x</script>bye<br>Jo",
            "Content-Type: text/html; charset=utf-8"));
        mail.Text.ShouldBe("Hello Acme,\n\n- one\n- two\nbye\nJo");
    }

    [Fact]
    public void Files_inline_images_and_nested_mails_come_along()
    {
        var mail = Written(Plain("""
            --m
            Content-Type: multipart/related; boundary=r

            --r
            Content-Type: text/html

            <img src="cid:pic1@x">
            --r
            Content-Type: image/png
            Content-ID: <pic1@x>
            Content-Disposition: inline; filename=pic.png
            Content-Transfer-Encoding: base64

            iVBORw==
            --r--
            --m
            Content-Type: application/pdf
            Content-Disposition: attachment; filename="../../etc/in\voice.pdf"

            %PDF
            --m
            Content-Type: message/rfc822

            From: x@example.com
            Subject: Older

            older text
            --m--
            """, "Content-Type: multipart/mixed; boundary=m"));
        mail.Attachments.Count.ShouldBe(3);
        mail.Attachments.Select(a => (a.Name, a.ContentType, a.ContentId, a.Inline)).ShouldBe([
            ("pic.png", "image/png", "pic1@x", true), ("invoice.pdf", "application/pdf", null, false), ("Older.eml", "message/rfc822", null, false)]);
        mail.Attachments[0].Content.ShouldBe([0x89, 0x50, 0x4E, 0x47]);
        Encoding.ASCII.GetString(mail.Attachments[2].Content!).ShouldContain("older text");
    }

    [Fact]
    public void The_files_in_a_winmail_dat_are_unpacked()
    {
        static byte[] Attribute(uint tag, byte[] data) =>
            [2, .. BitConverter.GetBytes(tag), .. BitConverter.GetBytes(data.Length), .. data, .. BitConverter.GetBytes((ushort)data.Sum(b => b))];
        byte[] tnef = [0x78, 0x9F, 0x3E, 0x22, 1, 0, .. Attribute(0x00069002, new byte[14]), .. Attribute(0x00018010, "bill.txt\0"u8.ToArray()), .. Attribute(0x0006800F, "12 euro"u8.ToArray())];
        var mail = Written(Plain($"--b\n\ntext\n--b\nContent-Type: application/ms-tnef; name=winmail.dat\nContent-Transfer-Encoding: base64\n\n{System.Convert.ToBase64String(tnef)}\n--b--",
            "Content-Type: multipart/mixed; boundary=b"));
        mail.Text.ShouldBe("text");
        var file = mail.Attachments.ShouldHaveSingleItem();
        (file.Name, Encoding.ASCII.GetString(file.Content!)).ShouldBe(("bill.txt", "12 euro"));
    }

    [Fact]
    public void A_winmail_dat_that_cannot_be_opened_is_kept_as_a_file()
    {
        var mail = Written(Plain("--b\n\ntext\n--b\nContent-Type: application/ms-tnef; name=winmail.dat\nContent-Transfer-Encoding: base64\n\nbm90IHRuZWY=\n--b--",
            "Content-Type: multipart/mixed; boundary=b"));
        mail.Text.ShouldBe("text");
        mail.Attachments.ShouldHaveSingleItem().Name.ShouldBe("winmail.dat");
    }

    [Fact]
    public void A_missing_or_absurd_date_gives_way_to_the_server_s()
    {
        var received = new DateTimeOffset(2026, 3, 2, 8, 30, 5, TimeSpan.Zero);
        Written(Plain("x").Replace("Date: Mon, 02 Mar 2026 09:30:00 +0100", "Date: Mon, 02 Mar 2099 09:30:00 +0100", StringComparison.Ordinal)).At.ShouldBe(received);
        Written(Plain("x").Replace("Date: Mon, 02 Mar 2026 09:30:00 +0100\n", "", StringComparison.Ordinal)).At.ShouldBe(received);
        Written("From: jo@example.com\n\nx").At.ShouldBe(ReceivedAt);
        Channel.Parse(Account(), new RawDelivery("From: jo@example.com\n\nx"u8.ToArray(), null, new Dictionary<string, string>()))
            .Verdicts.ShouldHaveSingleItem().ShouldBeOfType<Verdict.SetAside>().Reason.ShouldContain("Date");
    }

    [Fact]
    public void Our_own_mail_comes_back_as_an_echo_of_what_we_sent()
    {
        var (mail, _) = MailComposer.Compose(Account(), new MailSettings(Account()), Reply());
        using var bytes = new MemoryStream();
        mail!.WriteTo(bytes, TestContext.Current.CancellationToken);
        var echo = Channel.Parse(Account(), Raw(bytes.ToArray())).Verdicts[0].ShouldBeOfType<Verdict.Understood>().Event.ShouldBeOfType<MessageWritten>();
        echo.ShouldSatisfyAllConditions(
            () => echo.Direction.ShouldBe(Direction.Outbound),
            () => echo.OwnKey.ShouldBe(Reply().OwnKey),
            () => echo.Customer.Key.Id.ShouldBe("jo@example.com"),
            () => echo.Text.ShouldBe("Hello Jo"),
            () => echo.Automatic.ShouldBeFalse());
    }

    [Fact]
    public void Who_only_writes_our_address_into_From_is_not_us()
    {
        var forged = Written(Plain("We pay you back", "From: help@acme.example", "In-Reply-To: <m9@example.com>"));
        (forged.Direction, forged.Automatic, forged.SenderUnverified).ShouldBe((Direction.Inbound, true, true));
    }

    [Fact]
    public void A_contact_form_speaks_for_the_one_in_reply_to_unproven()
    {
        var form = Written(Plain("From the form", "From: Acme <help@acme.example>", "Reply-To: Jo <jo@example.com>"));
        (form.Direction, form.Customer.Key.Id, form.Automatic, form.SenderUnverified).ShouldBe((Direction.Inbound, "jo@example.com", false, true));
    }

    [Theory]
    [InlineData("mx.acme.example; dmarc=pass header.from=example.com", false)]
    [InlineData("mx.acme.example; dmarc=fail header.from=example.com", true)]
    [InlineData("mx.acme.example; dmarc=pass header.from=evil.example", true)]
    [InlineData("mx.acme.example; spf=pass smtp.mailfrom=example.com", true)]
    [InlineData("mx.evil.example; dmarc=pass header.from=example.com", true)]
    public void Only_our_own_server_vouches_for_a_sender(string results, bool unverified) =>
        Written(Plain("Hi", $"Authentication-Results: {results}"), ("authserv-id", "mx.acme.example")).SenderUnverified.ShouldBe(unverified);

    [Fact]
    public void Of_several_results_the_topmost_of_our_server_counts() =>
        Written("Authentication-Results: mx.acme.example; dmarc=fail header.from=example.com\nAuthentication-Results: mx.acme.example; dmarc=pass header.from=example.com\n" + Plain("Hi"),
            ("authserv-id", "mx.acme.example")).SenderUnverified.ShouldBeTrue();

    [Theory]
    [InlineData("Auto-Submitted: auto-replied")]
    [InlineData("Return-Path: <>")]
    [InlineData("Precedence: bulk")]
    [InlineData("List-Id: <news.example.com>")]
    [InlineData("X-Auto-Response-Suppress: All")]
    [InlineData("X-Loop: jo@example.com")]
    [InlineData("X-Heed-Loop: 00 stolen@acme.example")]
    [InlineData("From: MAILER-DAEMON@example.com")]
    [InlineData("From: no-reply@example.com")]
    public void Mail_by_machines_is_told_apart(string header) => Written(Plain("I am away", header)).Automatic.ShouldBeTrue();

    [Theory]
    [InlineData("Auto-Submitted: no")]
    [InlineData("Precedence: normal")]
    [InlineData("Return-Path: <jo@example.com>")]
    public void Mail_by_people_is_not(string header) => Written(Plain("I am here", header)).Automatic.ShouldBeFalse();

    [Fact]
    public void An_out_of_office_subject_is_enough() =>
        Written(Plain("x").Replace("My order", "Réponse automatique : My order", StringComparison.Ordinal)).Automatic.ShouldBeTrue();

    [Fact]
    public void An_mbox_line_before_the_headers_does_no_harm() =>
        Written("From jo@example.com Mon Mar  2 09:30:00 2026\n" + Plain("Piped")).Text.ShouldBe("Piped");

    [Fact]
    public void Thousands_of_parts_are_set_aside() =>
        Parse(Plain(string.Concat(Enumerable.Repeat("--b\n\nx\n", 3000)), "Content-Type: multipart/mixed; boundary=b"))
            .ShouldBeOfType<Verdict.SetAside>().Reason.ShouldContain("500");

    [Fact]
    public void Nothing_to_read_is_set_aside_with_its_reason()
    {
        Parse("").ShouldBeOfType<Verdict.SetAside>();
        Parse(Plain("x", "From: nobody at all")).ShouldBeOfType<Verdict.SetAside>().Reason.ShouldContain("From");
    }
}
