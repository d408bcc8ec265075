using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Heed.IntegrationTests.Browser;

/// <summary>The page for the board: seen, taken along, and given the brand's look.</summary>
public sealed class InfographicTests(BrowserStage stage) : BrowserTest(stage)
{
    [Fact]
    public async Task The_page_is_seen_and_taken_along_in_the_language_of_the_reader()
    {
        var page = await SitDownAsync("/figures/infographic?period=all", look: new Look(Culture: "fr"));

        // Shown in full: a picture that could not be read has no width of its own.
        await Expect(page.Locator("img.sheet")).ToBeVisibleAsync();
        (await page.Locator("img.sheet").EvaluateAsync<bool>("async i => { await i.decode(); return i.naturalWidth > 0 && i.currentSrc.includes('language=fr'); }")).ShouldBeTrue();
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "PDF" }).ClickAsync());
        download.SuggestedFilename.ShouldEndWith("-fr.pdf");
        (await File.ReadAllBytesAsync(await download.PathAsync(), TestContext.Current.CancellationToken))[..4].ShouldBe("%PDF"u8.ToArray());
    }

    [Fact]
    public async Task A_colour_that_can_not_be_read_is_kept_for_the_band_and_said()
    {
        var page = await SitDownAsync("/figures/infographic/settings?brand=Acme");

        await page.Locator("[name=first]").FillAsync("#ffcc00");
        await page.Locator("[name=logo]").SetInputFilesAsync(new FilePayload { Name = "logo.svg", MimeType = "image/svg+xml", Buffer = """<svg viewBox="0 0 9 9"><text>Acme</text></svg>"""u8.ToArray() });
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("<text>");

        await page.Locator("[name=first]").FillAsync("#ffcc00");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(page.GetByText("#ffcc00 has a contrast of 1.5 : 1")).ToBeVisibleAsync();
    }
}
