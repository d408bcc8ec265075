using System.Text;
using Heed.Server.Figures.Infographic;
using Shouldly;
using SkiaSharp;
using Xunit;

namespace Heed.Tests.Figures.Infographic;

public sealed class LookTests
{
    [Theory]
    [InlineData("#0b6b55", "#b4530f")]
    [InlineData("#ffcc00", "#c8102e")]
    [InlineData("#ffffff", "#ffffff")]
    [InlineData("#000000", "#111111")]
    [InlineData("#7f7f7f", "#808080")]
    [InlineData("#00aaff", "#33bbff")]
    public void Whatever_colours_a_brand_has_everything_on_its_page_can_be_read(string first, string second)
    {
        var palette = new Palette(Colour.Parse(first)!.Value, Colour.Parse(second)!.Value);
        palette.Band.Hex.ShouldBe(first);
        palette.OnBand.Against(palette.Band).ShouldBeGreaterThanOrEqualTo(Palette.Readable);
        palette.OnBandSoft.Against(palette.Band).ShouldBeGreaterThanOrEqualTo(Palette.Readable);
        foreach (var ground in new[] { Colour.White, palette.Tint })
        {
            foreach (var text in new[] { palette.First, palette.Second, Palette.Soft, Colour.Ink })
                text.Against(ground).ShouldBeGreaterThanOrEqualTo(Palette.Readable, $"{text.Hex} on {ground.Hex}");
        }

        palette.First.Distance(palette.Second).ShouldBeGreaterThan(0.09);
    }

    [Fact]
    public void A_colour_that_can_not_be_read_on_white_is_darkened_and_that_is_said()
    {
        var palette = new Palette(Colour.Parse("#fc0")!.Value, Colour.Parse("c8102e")!.Value);
        palette.FirstWasDarkened.ShouldBeTrue();
        palette.SecondWasDarkened.ShouldBeFalse();
        palette.AreAlike.ShouldBeFalse();
        Colour.Parse("green-ish").ShouldBeNull();
        Colour.Parse("#12345").ShouldBeNull();
    }

    [Fact]
    public void A_logo_of_plain_shapes_is_read()
    {
        var (logo, _, wrong, _) = Read("""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="10 0 200 50"><title>Acme</title>
              <g fill="#c8102e" transform="translate(10 5)"><path d="M0 0h10v10z"/><circle cx="5" cy="5" r="3" style="fill: rgb(1, 2, 3)"/></g>
              <rect width="20" height="10" rx="2" fill="none" stroke="navy" stroke-width="2"/><polygon points="0,0 10,0 5,8"/>
            </svg>
            """);
        wrong.ShouldBeNull();
        (logo!.Width, logo.Height).ShouldBe((200, 50));
        logo.Shapes.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("""<svg viewBox="0 0 9 9"><script>alert(1)</script></svg>""", "logo.shape", "<script>")]
    [InlineData("""<svg viewBox="0 0 9 9"><image href="http://x.example/a.png"/></svg>""", "logo.shape", "<image>")]
    [InlineData("""<svg viewBox="0 0 9 9"><text>Acme</text></svg>""", "logo.shape", "<text>")]
    [InlineData("""<svg viewBox="0 0 9 9"><rect width="9" height="9" fill="url(#a)"/></svg>""", "logo.shape", "url(#a)")]
    [InlineData("""<svg><path d="M0 0h1"/></svg>""", "logo.no-size", "")]
    [InlineData("""<svg viewBox="0 0 9 9"/>""", "logo.no-shapes", "")]
    [InlineData("""<!DOCTYPE svg [<!ENTITY a "b">]><svg viewBox="0 0 9 9"><path d="M0 0h1"/></svg>""", "logo.unknown", "")]
    [InlineData("GIF89a", "logo.unknown", "")]
    public void What_could_run_or_fetch_or_be_drawn_wrongly_is_refused_by_name(string file, string key, string particular)
    {
        var (logo, kept, wrong, what) = Read(file);
        logo.ShouldBeNull();
        kept.ShouldBeEmpty();
        (wrong, what).ShouldBe((key, particular));
    }

    [Fact]
    public void A_PNG_is_written_anew_and_not_wider_than_needed()
    {
        using var bitmap = new SKBitmap(2400, 600);
        bitmap.Erase(SKColors.Red);
        var (logo, kept, wrong, _) = LogoReader.Read(bitmap.Encode(SKEncodedImageFormat.Png, 100).ToArray());
        wrong.ShouldBeNull();
        (logo!.Width, logo.Height).ShouldBe((1200, 300));
        kept.ShouldBe(logo.Png);
        LogoReader.Read(kept).Wrong.ShouldBeNull();
        LogoReader.Read([0x89, (byte)'P', (byte)'N', (byte)'G', 1, 2, 3]).Wrong.ShouldBe("logo.broken");
        LogoReader.Read(new byte[LogoReader.MostBytes + 1]).Wrong.ShouldBe("logo.too-large");
    }

    private static (Logo? Logo, byte[] Kept, string? Wrong, string Particular) Read(string svg) => LogoReader.Read(Encoding.UTF8.GetBytes(svg));
}
