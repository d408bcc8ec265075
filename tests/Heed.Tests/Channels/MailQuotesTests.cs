using Heed.Channels.Mail;
using Heed.Testing.Mail;
using Shouldly;
using Xunit;

namespace Heed.Tests.Channels;

public sealed class MailQuotesTests
{
    [Theory]
    [InlineData("On Mon, 2 Mar 2026 at 09:00, Acme <help@acme.example> wrote:")]
    [InlineData("On Mon, 2 Mar 2026 at 09:00, Acme Customer Care Team\n<help@acme.example> wrote:")]
    [InlineData("Le lun. 2 mars 2026 à 09:00, Acme <help@acme.example> a écrit :")]
    [InlineData("Le 2 mars 2026 à 09:00, Acme a écrit\u00A0:")]
    [InlineData("El lun, 2 mar 2026 a las 9:00, Acme (<help@acme.example>) escribió:")]
    [InlineData("Am Mo., 2. März 2026 um 09:00 Uhr schrieb Acme <help@acme.example>:")]
    [InlineData("-----Original Message-----\nFrom: Acme")]
    [InlineData("-------- Message d'origine --------\nDe : Acme")]
    [InlineData("________________________________\nFrom: Acme <help@acme.example>\nSent: Monday\nTo: Jo\nSubject: Re: order")]
    [InlineData("De : Acme <help@acme.example>\nEnvoyé : lundi\nÀ : Jo\nObjet : Re: order")]
    [InlineData("De: Acme\nEnviado el: lunes\nPara: Jo\nAsunto: Re: order")]
    [InlineData("Von: Acme\nGesendet: Montag\nAn: Jo\nBetreff: Re: order")]
    [InlineData("*From:* Acme\n*Sent:* Monday\n*To:* Jo\n*Subject:* order")]
    public void History_is_cut_in_every_language(string marker)
    {
        var (text, quoted) = MailQuotes.Split($"Thank you!\n\n{marker}\n\n> We sent it.\n> Acme");
        text.TrimEnd('_', '\n').ShouldBe("Thank you!");
        quoted.ShouldNotBeNull().ShouldContain("We sent it.");
    }

    [Fact]
    public void An_answer_below_the_quote_is_kept()
    {
        var (text, quoted) = MailQuotes.Split("On 2 Mar 2026, Acme wrote:\n> Which size?\n> Acme\n\nSize 42, please.");
        text.ShouldBe("Size 42, please.");
        quoted.ShouldBe("On 2 Mar 2026, Acme wrote:\n> Which size?\n> Acme");
    }

    [Fact]
    public void Answers_between_the_quoted_lines_keep_them()
    {
        const string Text = "> Which size?\n42\n> Which colour?\nred";
        MailQuotes.Split(Text).ShouldBe((Text, null));
    }

    [Theory]
    [InlineData("On Monday I wrote:\nnothing came back")]
    [InlineData("From: here it looks fine to me")]
    [InlineData("Le 2 mars je vous ai écrit, sans réponse")]
    [InlineData("--\nJo")]
    public void Ordinary_sentences_are_not_history(string text) => MailQuotes.Split(text).ShouldBe((text, null));

    [Fact]
    public void A_bare_forward_is_the_message() =>
        MailQuotes.Split("---------- Forwarded message ---------\nFrom: Shop\nYour order").Quoted.ShouldBeNull();

    [Theory]
    [InlineData("<div>Thanks</div><div class=\"gmail_quote\"><div class=\"gmail_attr\">On 2 Mar Acme wrote:</div><blockquote class=\"gmail_quote\">old</blockquote></div>")]
    [InlineData("<p>Thanks</p><div id=\"appendonsend\"></div><hr><div id=\"divRplyFwdMsg\">From: Acme</div><div>old</div>")]
    [InlineData("<p>Thanks</p><blockquote type=\"cite\">old</blockquote>")]
    [InlineData("Thanks<br><div class=\"moz-cite-prefix\">Le 2 mars, Acme a écrit :</div><blockquote type=cite>old</blockquote>")]
    public void History_in_html_is_cut(string html)
    {
        var (text, quoted) = HtmlText.Convert(html);
        text.ShouldBe("Thanks");
        quoted.ShouldNotBeNull().ShouldEndWith("old");
    }

    [Fact]
    public void What_is_cut_travels_beside_the_text()
    {
        var mail = MailSamples.Written(MailSamples.Plain("Gracias\n\nEl lun, 2 mar 2026, Acme escribió:\n> hola"));
        (mail.Text, mail.QuotedText).ShouldBe(("Gracias", "El lun, 2 mar 2026, Acme escribió:\n> hola"));
    }
}
