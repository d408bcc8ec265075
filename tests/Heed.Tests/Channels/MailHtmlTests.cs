using Heed.Channels.Mail;
using Shouldly;
using Xunit;

namespace Heed.Tests.Channels;

public sealed class MailHtmlTests
{
    private static string Clean(string html) => MailHtml.Sanitize(html, id => id == "pic1@x" ? "/blobs/1" : null);

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("<img src=x onerror=alert(1)>")]
    [InlineData("<svg><script>alert(1)</script></svg>")]
    [InlineData("<svg/onload=alert(1)>")]
    [InlineData("<a href=\"javascript:alert(1)\">x</a>")]
    [InlineData("<a href=\"jav&#x09;ascript:alert(1)\">x</a>")]
    [InlineData("<a href=\" data:text/html,<script>alert(1)</script>\">x</a>")]
    [InlineData("<iframe srcdoc=\"<script>alert(1)</script>\"></iframe>")]
    [InlineData("<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">")]
    [InlineData("<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">")]
    [InlineData("<xmp><img src=x onerror=alert(1)></xmp>")]
    [InlineData("<div style=\"background:url(javascript:alert(1))\">x</div>")]
    [InlineData("<form action=https://evil.example><input name=password></form>")]
    [InlineData("<meta http-equiv=refresh content=\"0;url=https://evil.example\"><base href=https://evil.example>")]
    [InlineData("<object data=https://evil.example></object><embed src=https://evil.example>")]
    [InlineData("<p id=app class=primary name=x contenteditable>x</p>")]
    [InlineData("<table background=https://evil.example/pixel><tr><td>x</table>")]
    [InlineData("<img srcset=\"https://evil.example/pixel 1x\" data-blocked-src=\"javascript:alert(1)\">")]
    [InlineData("<template><img src=x onerror=alert(1)></template>")]
    public void Nothing_active_gets_through(string html)
    {
        var clean = Clean(html);
        var document = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(clean);
        var attributes = document.All.SelectMany(e => e.Attributes).Select(a => a.Name).ToList();
        attributes.ShouldAllBe(a => a == "href" || a == "rel" || a == "target" || a == "title" || a == "alt");
        document.All.Select(e => e.LocalName).Except(["html", "head", "body", "a", "img", "p", "div", "table", "tbody", "tr", "td"]).ShouldBeEmpty();
        document.All.ShouldAllBe(e => e.GetAttribute("href") == null);
        Clean(clean).ShouldBe(clean);
    }

    [Fact]
    public void Remote_images_wait_and_inline_ones_are_ours()
    {
        var clean = Clean("<img src=\"https://shop.example/pixel.png\" alt=a><img src=\"cid:pic1@x\"><img src=\"cid:gone\"><img src=\"data:image/png;base64,AA\">");
        clean.ShouldContain("data-blocked-src=\"https://shop.example/pixel.png\"");
        clean.ShouldNotContain(" src=\"https");
        clean.ShouldContain(" src=\"/blobs/1\"");
        clean.ShouldNotContain("cid:");
        clean.ShouldNotContain("data:image");
    }

    [Fact]
    public void Links_open_apart_and_tell_their_target_nothing()
    {
        Clean("<a href=\"https://shop.example/\" target=_top rel=opener>x</a>").ShouldBe("<a href=\"https://shop.example/\" rel=\"noopener noreferrer nofollow\" target=\"_blank\">x</a>");
        Clean("<a href=\"/settings\">x</a>").ShouldBe("<a>x</a>");
    }

    [Fact]
    public void Ordinary_layout_stays() =>
        Clean("<html><head><title>t</title><style>p{}</style></head><body><center><p style=\"color:red\" align=\"left\">Hi <b>you</b></p></center><o:p>there</o:p></body></html>")
            .ShouldBe("<center><p align=\"left\">Hi <b>you</b></p></center>there");

    [Theory]
    [InlineData("<div>", 100_000)]
    [InlineData("<div>", 9_900)]
    [InlineData("<b a{0}><p>", 1_250)]
    [InlineData("<b a{0}>", 9_900)]
    [InlineData("<b a{0}><p>", 4_900)]
    [InlineData("<span><div></span></div>", 4_900)]
    [InlineData("<div a{0}=1 ", 60_000)]
    [InlineData("<table>", 9_900)]
    [InlineData("<ul><li>", 4_900)]
    [InlineData("<h1><form><select><option>", 2_400)]
    [InlineData("<b a{0}><table></b></table><p>", 3_300)]
    public void Html_made_to_hurt_is_shown_as_text_or_cleaned(string piece, int times)
    {
        var html = string.Concat(Enumerable.Range(0, times).Select(i => piece.Replace("{0}", i.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal))) + ">end";
        Clean(html).ShouldNotContain("<script");
        HtmlText.Convert(html).Text.ShouldNotBeNull();
    }

    [Theory]
    [InlineData("<p>x</p>", 19_900)]
    [InlineData("<br>", 19_900)]
    [InlineData("<table><tr><td><b>x</b></td></tr></table>", 4_900)]
    [InlineData("<p>an old mail closes nothing", 900)]
    [InlineData("<b>a<i>b</b>c</i>", 200)]
    public void A_rich_mail_keeps_its_layout(string piece, int times)
    {
        var clean = Clean(string.Concat(Enumerable.Repeat(piece, times)));
        clean.Split('<').Length.ShouldBeGreaterThan(times);
        clean.ShouldNotContain("<span");
    }

    [Theory]
    [InlineData("<p>x</p>", 20_100)] // too many
    [InlineData("</p>", 40_100)] // each makes a paragraph
    [InlineData("<div>", 1_100)] // too many open ones
    [InlineData("<div><!-- </div> -->", 1_100)]
    [InlineData("<div><br title='</div>'>", 1_100)]
    [InlineData("<span><div></span></div>", 1_100)]
    [InlineData("<svg><input>", 600)]
    [InlineData("<div>", 401)] // too deep
    public void More_than_can_be_borne_is_shown_as_text(string piece, int times)
    {
        var clean = Clean(string.Concat(Enumerable.Repeat(piece, times)) + "the end");
        clean.ShouldStartWith("<p>");
        clean.LastIndexOf('<').ShouldBe(clean.Length - "</p>".Length);
        clean.ShouldContain("the end");
    }

    [Fact]
    public void Formatting_that_the_parser_would_have_to_repeat_is_taken_out()
    {
        var clean = Clean(string.Concat(Enumerable.Range(0, 450).Select(i => $"<b a{i}><p>")) + "the end");
        clean.ShouldNotContain("<b");
        clean.ShouldContain("<span>");
        clean.ShouldContain("the end");
        clean.Split('<').Length.ShouldBeLessThan(5_000);
    }
}
