using System.Text;
using CsCheck;
using Heed.Core.Channels;
using Heed.Testing.Mail;
using Shouldly;
using Xunit;

namespace Heed.Tests.Channels;

public sealed class MailFuzzTests
{
    private static readonly byte[] Rich = Encoding.UTF8.GetBytes(MailSamples.Plain("""
        --m
        Content-Type: multipart/alternative; boundary=a

        --a
        Content-Type: text/plain; charset=utf-8; format=flowed
        Content-Transfer-Encoding: quoted-printable

        Caf=C3=A9 =
        On 2 Mar 2026, Acme wrote:
        > old
        --a
        Content-Type: text/html

        <p>Caf&eacute;</p><blockquote type=cite>old</blockquote>
        --a--
        --m
        Content-Type: application/ms-tnef; name=winmail.dat
        Content-Transfer-Encoding: base64

        eJ8+IgAAAQaQCAAEAAAAAAABAAEAAQeQBgAIAAAA5AQAAAAAAADoAAE=
        --m
        Content-Type: message/delivery-status

        Reporting-MTA: dns; x

        Final-Recipient: rfc822; jo@example.com
        Action: failed
        --m
        Content-Type: message/rfc822

        Message-ID: <x@y>

        x
        --m--
        """, "Content-Type: multipart/mixed; boundary=m", "References: <a@b> <c@d>", "Authentication-Results: mx; dmarc=pass header.from=example.com",
        "Reply-To: =?utf-8?q?J=C3=B6?= <jo@b\u00fccher.example>").ReplaceLineEndings("\r\n"));

    private static void Readable(byte[] mail)
    {
        var parsed = MailSamples.Channel.Parse(MailSamples.Account(("authserv-id", "mx")), MailSamples.Raw(mail));
        parsed.Verdicts.ShouldNotBeEmpty();
        foreach (var written in parsed.Verdicts.OfType<Verdict.Understood>().Select(v => v.Event).OfType<MessageWritten>())
        {
            written.ExternalId.ShouldNotBeNullOrWhiteSpace();
            written.Text.ShouldNotContain('\0');
            written.Customer.Key.Id.ShouldContain('@');
        }
    }

    [Fact]
    public void Random_bytes_never_throw() => Gen.Byte.Array[0, 2000].Sample(Readable, iter: 2000);

    [Fact]
    public void Mails_with_changed_bytes_never_throw() =>
        Gen.Select(Gen.Int[0, Rich.Length - 1], Gen.Byte).Array[1, 12].Sample(
            changes =>
            {
                var mail = (byte[])Rich.Clone();
                foreach (var (at, value) in changes)
                {
                    mail[at] = value;
                }

                Readable(mail);
            },
            iter: 3000);

    [Fact]
    public void Mails_cut_off_or_shuffled_never_throw() =>
        Gen.Select(Gen.Int[0, Rich.Length], Gen.Int[0, Rich.Length], Gen.Int[0, Rich.Length]).Sample(
            cut => Readable([.. Rich.AsSpan(cut.Item1), .. Rich.AsSpan(0, cut.Item2), .. Rich.AsSpan(cut.Item3)]), iter: 2000);

    [Fact]
    public void The_rich_mail_itself_is_understood() =>
        MailSamples.Channel.Parse(MailSamples.Account(), MailSamples.Raw(Rich)).Verdicts.ShouldHaveSingleItem().ShouldBeOfType<Verdict.Understood>();
}
