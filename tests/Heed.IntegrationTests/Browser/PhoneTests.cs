using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Heed.IntegrationTests.Browser;

/// <summary>The same inbox, 390 pixels wide.</summary>
public sealed class PhoneTests(BrowserStage stage) : BrowserTest(stage)
{
    [Fact]
    public async Task On_the_phone_one_pane_at_a_time_and_the_composer_is_in_reach()
    {
        await Stage.HearAsync("x", "mention", Somebody("Pia Lindqvist"), "@acme from my phone, in your shop");
        var page = await SitDownAsync("/inbox?q=Pia%20Lindqvist", look: Look.Phone);
        await AliveAsync(page);
        await NothingScrollsSidewaysAsync(page);

        await page.GetByRole(AriaRole.Link, new() { Name = "Pia Lindqvist" }).TapAsync();
        await Expect(Bubble(page, "from my phone")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Cases" })).ToBeHiddenAsync();
        await Expect(page.Locator("#composer")).ToBeInViewportAsync();
        await Expect(page.Locator("[data-send]")).ToBeInViewportAsync();
        await NothingScrollsSidewaysAsync(page);

        await page.GetByRole(AriaRole.Button, new() { Name = "Customer details" }).TapAsync();
        await Expect(page.GetByRole(AriaRole.Complementary, new() { Name = "Customer" })).ToBeVisibleAsync();
        await NothingScrollsSidewaysAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Close the customer details" }).TapAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Back to the list" }).TapAsync();
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Cases" })).ToBeVisibleAsync();
        await Expect(page.Locator("#composer")).ToHaveCountAsync(0);
    }

    [Theory]
    [InlineData("fr")]
    [InlineData("es")]
    public async Task No_page_scrolls_sideways_on_the_phone_in_the_longer_languages(string culture)
    {
        await Stage.HearAsync("x", "mention", Somebody("Sol Anders"), "@acme " + new string('x', 180));
        var page = await SitDownAsync("/sign-in", null, Look.Phone with { Culture = culture });
        await NothingScrollsSidewaysAsync(page);
        page = await SitDownAsync("/inbox", look: Look.Phone with { Culture = culture });
        await NothingScrollsSidewaysAsync(page);
        foreach (var path in Pages.All)
        {
            await page.GotoAsync(path);
            await NothingScrollsSidewaysAsync(page);
        }
    }

    [Fact]
    public async Task The_rows_behind_a_figure_fold_instead_of_sliding_sideways()
    {
        await Stage.HearAsync("x", "mention", Somebody("Finn Table"), "@acme count me");
        var page = await SitDownAsync("/figures/answered-within.24h", look: Look.Phone with { Culture = "fr" });

        var table = page.Locator(".table-box");
        await Expect(table).ToBeVisibleAsync();

        (await table.EvaluateAsync<int>("e => e.scrollWidth - e.clientWidth")).ShouldBeLessThanOrEqualTo(0);
    }

    private static async Task NothingScrollsSidewaysAsync(IPage page)
    {
        // The page's own pane scrolls, not the document: both are asked.
        var wider = await page.EvaluateAsync<int>("Math.max(document.documentElement.scrollWidth - innerWidth, ...[...document.querySelectorAll('.page, .alone, .messages, .rows')].map(e => e.scrollWidth - e.clientWidth))");
        wider.ShouldBeLessThanOrEqualTo(0, page.Url);
    }
}
