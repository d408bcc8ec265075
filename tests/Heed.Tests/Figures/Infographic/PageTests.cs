using System.Globalization;
using System.Text;
using System.Xml.Linq;
using Heed.Core.Figures;
using Heed.Core.Guard;
using Heed.Server.Figures.Infographic;
using Heed.Server.Figures.Infographic.Layout;
using Shouldly;
using SkiaSharp;
using UglyToad.PdfPig;
using Xunit;

namespace Heed.Tests.Figures.Infographic;

public sealed class PageTests
{
    public static TheoryData<string, string> Pages
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var language in InfographicWords.Languages)
            {
                foreach (var form in Form.All)
                    data.Add(language, form.Word);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void The_SVG_is_well_formed_and_holds_every_figure_with_its_count_and_interval(string language, string form)
    {
        var story = MadeUpFacts.Tell(MadeUpFacts.Month(), language);
        var scene = MadeUpFacts.Lay(story, FormOf(form));

        var svg = XDocument.Parse(Encoding.UTF8.GetString(SvgWriter.Write(scene, "100%", "100%"))).Root!; // it has one
        XNamespace ns = "http://www.w3.org/2000/svg";
        svg.Name.ShouldBe(ns + "svg");
        svg.Element(ns + "title")!.Value.ShouldBe(scene.Title);
        var description = svg.Element(ns + "desc")!.Value;
        var texts = svg.Descendants(ns + "text").Select(t => t.Value).ToList();
        // A unit of letters is a text of its own.
        var page = string.Join(' ', texts).Replace('\u00a0', ' ');
        story.All.Count().ShouldBe(18);
        foreach (var told in story.All)
        {
            page.ShouldContain(told.Value.Replace('\u00a0', ' '), Case.Sensitive, told.Id);
            page.ShouldContain((told.Interval ?? told.Base).Replace('\u00a0', ' '), Case.Sensitive, told.Id);
        }

        foreach (var source in (string[])["F-11", "S-4", "F-3", "F-15", "F-17", "F-18"])
            page.ShouldContain(source);
        page.ShouldContain("Blue Harbour");
        description.ShouldContain(story.Answered!.All.Value);
        svg.Descendants(ns + "style").Single().Value.ShouldContain("font/woff2");
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void The_PDF_is_one_page_with_its_fonts_inside_and_text_that_can_be_searched(string language, string form)
    {
        var story = MadeUpFacts.Tell(MadeUpFacts.Month(), language);
        var scene = MadeUpFacts.Lay(story, FormOf(form));
        var bytes = SkiaPainter.Pdf(scene, FormOf(form).Points, MadeUpFacts.Now);

        using var pdf = PdfDocument.Open(bytes);
        pdf.NumberOfPages.ShouldBe(1);
        var page = pdf.GetPage(1);
        page.Width.ShouldBe(FormOf(form).Points, 1);
        if (form == "a4")
            page.Height.ShouldBe(842, 1);
        var text = new string([.. page.Text.Where(c => !char.IsWhiteSpace(c))]);
        foreach (var told in story.All)
            text.ShouldContain(new string([.. told.Value.Where(c => !char.IsWhiteSpace(c))]), Case.Sensitive, told.Id);
        page.Letters.Select(l => l.FontName).Distinct().ShouldAllBe(name => name!.Contains("Inter", StringComparison.Ordinal)); // every letter has a font
        Encoding.Latin1.GetString(bytes).ShouldContain("/FontFile2");
    }

    [Fact]
    public void The_PNG_has_two_pixels_for_each_unit()
    {
        var scene = MadeUpFacts.Lay(MadeUpFacts.Tell(MadeUpFacts.Month()), Form.A4);
        using var codec = SKCodec.Create(SKData.CreateCopy(SkiaPainter.Png(scene, 2)));
        (codec.Info.Width, codec.Info.Height).ShouldBe((2160, 3055));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Long_words_and_large_numbers_stay_on_the_page(string language, string form)
    {
        var story = MadeUpFacts.Tell(
            MadeUpFacts.Month(1_000_000), language, "Donaudampfschifffahrtselektrizitätenhauptbetriebswerk & Söhne Gesellschaft",
            "Rechtsschutzversicherungsgesellschaftsangelegenheitenbearbeitung");
        var of = FormOf(form);
        var scene = MadeUpFacts.Lay(story, of);
        foreach (var (text, left, right, baseline) in MadeUpFacts.Lines(scene))
        {
            left.ShouldBeGreaterThan(of.Margin * 0.75, text.Words); // large figures hang a little into the margin: round shapes look even so
            right.ShouldBeLessThan(of.Width - (of.Margin * 0.8), text.Words);
            baseline.ShouldBeInRange(0, scene.Height, text.Words);
        }
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void No_line_of_text_stands_on_another(string language, string form)
    {
        var scene = MadeUpFacts.Lay(MadeUpFacts.Tell(MadeUpFacts.Month(1000), language, department: "Department: Billing"), FormOf(form));
        var lines = MadeUpFacts.Lines(scene).ToList();
        foreach (var (a, i) in lines.Select((line, i) => (line, i)))
        {
            foreach (var b in lines.Skip(i + 1))
            {
                // From the top of the figures to the baseline: what descends may touch the next line's space.
                var apart = a.Right <= b.Left + 0.5 || b.Right <= a.Left + 0.5
                    || a.Baseline <= b.Baseline - (b.Text.Size * 0.7) || b.Baseline <= a.Baseline - (a.Text.Size * 0.7);
                apart.ShouldBeTrue($"'{a.Text.Words}' and '{b.Text.Words}'");
            }
        }
    }

    [Fact]
    public void Nothing_is_invented_where_nothing_was_counted()
    {
        foreach (var language in InfographicWords.Languages)
        {
            var story = MadeUpFacts.Tell(new FigureFacts(), language);
            story.IsEmpty.ShouldBeTrue();
            story.All.ShouldBeEmpty();
            var texts = MadeUpFacts.Lines(MadeUpFacts.Lay(story, Form.A4)).Select(l => l.Text.Words).ToList();
            texts.ShouldContain(story.Say("empty.title"));
            // The only percentages are those of others, under a name that says so, and the method's.
            texts.Where(t => t.Contains('%', StringComparison.Ordinal) && !t.Contains("95", StringComparison.Ordinal))
                .ShouldBe(story.Context.Select(c => c.Value), ignoreOrder: true);
        }
    }

    [Fact]
    public void Of_a_few_rows_the_count_is_told_and_no_percentage()
    {
        var facts = MadeUpFacts.Month();
        facts.Care.Promises.Clear();
        facts.Care.Promises[(PromiseKind.Answer, PromiseEnd.Kept, true)] = 3;
        facts.Care.Promises[(PromiseKind.Answer, PromiseEnd.Broken, true)] = 2;
        var kept = MadeUpFacts.Tell(facts).Stats.Single(s => s.Figure.Id == "promises.kept").Figure;
        kept.Value.ShouldBe("3 of 5");
        kept.Share.ShouldBeNull();
        kept.Interval.ShouldBeNull();
        kept.SmallPrint.ShouldBe("too few for a percentage");
    }

    [Fact]
    public void What_customers_say_is_not_told_where_nothing_was_read()
    {
        var facts = MadeUpFacts.Month();
        facts.Care.Resolved.Values.Single().Read = 0;
        var story = MadeUpFacts.Tell(facts);
        story.Causes!.Rows.ShouldAllBe(r => r.Said == null);
        story.Untold.ShouldBe(["what customers say"]);
        MadeUpFacts.Lines(MadeUpFacts.Lay(story, Form.A4)).Select(l => l.Text.Words).ShouldNotContain("customers say so");
    }

    [Theory]
    [InlineData(0, "0%")]
    [InlineData(0.0002, "0.1%")]
    [InlineData(0.043, "4.3%")]
    [InlineData(0.5, "50%")]
    [InlineData(0.9996, "99.9%")]
    [InlineData(1, "100%")]
    public void Nearly_all_is_never_told_as_all_and_nearly_none_never_as_none(double share, string told) =>
        Told.Percent(share, CultureInfo.GetCultureInfo("en")).ShouldBe(told);

    private static Form FormOf(string word) => Form.All.Single(f => f.Word == word);
}
