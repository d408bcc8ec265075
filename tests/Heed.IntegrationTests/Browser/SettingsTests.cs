using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Heed.IntegrationTests.Browser;

/// <summary>What an administrator reads and carries elsewhere.</summary>
public sealed partial class SettingsTests(BrowserStage stage) : BrowserTest(stage)
{
    [Fact]
    public async Task A_webhook_address_is_copied_with_one_click()
    {
        var page = await SitDownAsync("/settings/channels");
        await page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        var entry = page.GetByRole(AriaRole.Listitem).Filter(new() { HasText = "/webhooks/facebook/acme" });

        await entry.Locator("[data-copy]").ClickAsync();

        await Expect(entry.Locator("[data-copy]")).ToContainTextAsync("Copied");
        (await page.EvaluateAsync<string>("navigator.clipboard.readText()")).ShouldBe(new Uri(Stage.Heed.Address, "/webhooks/facebook/acme").ToString());
    }

    [Fact]
    public async Task What_is_wrong_with_a_channel_is_said_in_the_language_of_the_reader()
    {
        var page = await SitDownAsync("/settings/channels/facebook/acme", look: new Look(Culture: "fr"));
        await page.Locator("[name=api]").FillAsync("nowhere");

        await page.GetByRole(AriaRole.Button, new() { Name = "Enregistrer et reconnecter" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("« Adresse de l’API » n’est pas une adresse");
    }

    [Theory]
    [InlineData("en")]
    [InlineData("fr")]
    [InlineData("es")]
    public async Task Times_are_written_for_people_and_not_as_month_slash_day(string culture)
    {
        await Stage.HearAsync("x", "mention", Somebody("Max Ober"), "@acme hello");
        var page = await SitDownAsync("/settings/intake?state=done", look: new Look(Culture: culture));

        var time = (await page.Locator("time").First.TextContentAsync()).ShouldNotBeNull();

        Written().IsMatch(time).ShouldBeTrue(time);
    }

    [GeneratedRegex(@"^\d{1,2} \p{L}+\.? \d{4}, \d{2}:\d{2}$")]
    private static partial Regex Written();
}
