using Heed.IntegrationTests.Assist;
using Heed.Server.Assist;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Heed.IntegrationTests.Browser;

/// <summary>A connected language model at the screen: asked by a button, shown as a suggestion, taken by a key, taken back by another.</summary>
public sealed class AssistTests(BrowserStage stage) : BrowserTest(stage)
{
    private const string Rude = "Calm down. The part arrives on Monday.";

    [Fact]
    public async Task Its_words_are_suggestions_and_without_one_there_is_no_button()
    {
        await using var model = await FakeModel.StartAsync();
        var book = Stage.Heed.Get<AssistBook>();
        try
        {
            (await book.SaveAsync(new AssistSettings(true, model.Endpoint, "small", null, 150, 600, 20), "", Ct)).ShouldBeNull();
            var number = await Stage.HearAsync("x", "mention", Somebody("Luc Moreau"), "@acme Bonjour, ma lampe ne fonctionne plus depuis hier, que dois-je faire ?");
            var page = await OpenCaseAsync(number, "marc");
            var composer = page.Locator("#composer");

            model.Says = "Hello, my lamp has not worked since yesterday, what shall I do?";
            await page.Locator(".messages").GetByRole(AriaRole.Button, new() { Name = "Translate" }).ClickAsync();
            await Expect(page.Locator(".bubble .suggestion")).ToContainTextAsync("my lamp has not worked");
            await Expect(page.Locator(".bubble .suggestion")).ToContainTextAsync("Translated by a language model ($0.0002");

            await composer.FillAsync(Rude);
            model.Says = "I understand this is annoying. The part arrives on Monday.";
            await page.GetByRole(AriaRole.Button, new() { Name = "Reword calmly" }).ClickAsync();
            await Expect(page.Locator("[data-suggested]")).ToHaveTextAsync(model.Says);
            await Expect(page.Locator("[data-suggested-note]")).ToContainTextAsync("Suggested by a language model");
            await Expect(composer).ToHaveValueAsync(Rude);
            await composer.PressAsync("Alt+u");
            await Expect(composer).ToHaveValueAsync(model.Says);
            await Expect(page.Locator("[data-suggestion]")).ToBeHiddenAsync();
            await composer.PressAsync("Control+z");
            await Expect(composer).ToHaveValueAsync(Rude);

            model.Says = "La pièce arrive lundi.";
            await page.GetByRole(AriaRole.Button, new() { Name = "Translate to français" }).ClickAsync();
            await Expect(page.Locator("[data-suggested]")).ToHaveTextAsync(model.Says);
            await page.GetByRole(AriaRole.Button, new() { Name = "Leave it" }).ClickAsync();
            await Expect(composer).ToHaveValueAsync(Rude);

            model.Status = 500;
            await page.GetByRole(AriaRole.Button, new() { Name = "Translate to français" }).ClickAsync();
            await Expect(page.Locator("[data-suggested-note]")).ToHaveTextAsync("The language model did not answer.");
            await Expect(page.Locator("[data-suggestion-take]")).ToBeHiddenAsync();
            await composer.PressAsync("Escape");
            await Expect(page.Locator("[data-suggestion]")).ToBeHiddenAsync();

            // Who reads French needs no translation of it.
            var french = await OpenCaseAsync(number, "marc", new Look(Culture: "fr"));
            await Expect(french.Locator("[data-assist=translate]")).ToHaveCountAsync(0);
            await french.Locator("#composer").FillAsync("Calmez-vous. La pièce arrive lundi.");
            await Expect(french.GetByRole(AriaRole.Button, new() { Name = "Reformuler calmement" })).ToBeVisibleAsync();

            await book.SaveAsync(AssistSettings.Off, "", Ct);
            var without = await OpenCaseAsync(number, "marc");
            await Expect(without.Locator("#composer")).ToBeVisibleAsync();
            await Expect(without.Locator("[data-assist]")).ToHaveCountAsync(0);
            await Expect(without.Locator(".messages").GetByRole(AriaRole.Button, new() { Name = "Translate" })).ToHaveCountAsync(0);
        }
        finally
        {
            await book.SaveAsync(AssistSettings.Off, "", Ct);
        }
    }
}
