using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Heed.IntegrationTests.Browser;

/// <summary>A day without the mouse.</summary>
public sealed class KeyboardTests(BrowserStage stage) : BrowserTest(stage)
{
    [Fact]
    public async Task The_keys_move_open_write_resolve_search_and_explain_themselves()
    {
        await Stage.HearAsync("x", "mention", Somebody("Kay One"), "@acme first");
        await Stage.HearAsync("x", "mention", Somebody("Kay Two"), "@acme second");
        var page = await SitDownAsync("/inbox");
        await AliveAsync(page);

        await page.Keyboard.PressAsync("j");
        var first = await FocusedCaseAsync(page);
        await page.Keyboard.PressAsync("j");
        (await FocusedCaseAsync(page)).ShouldNotBe(first);
        await page.Keyboard.PressAsync("k");
        (await FocusedCaseAsync(page)).ShouldBe(first);

        await page.Keyboard.PressAsync("Enter");
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex($"/inbox/case/{first}(\\?|$)"));
        await Expect(page.Locator("#composer")).ToBeVisibleAsync();

        await page.Keyboard.PressAsync("n");
        await Expect(page.GetByRole(AriaRole.Tab, new() { Name = "Note" })).ToHaveAttributeAsync("aria-selected", "true");
        await Expect(page.Locator("#composer")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("j and k are letters here");
        await Expect(page.Locator("#composer")).ToHaveValueAsync("j and k are letters here");
        await page.Keyboard.PressAsync("Control+Enter");
        await Expect(Bubble(page, "j and k are letters here")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");

        await page.Keyboard.PressAsync("e");
        await Expect(page.GetByText("Nadia Rousseau resolved it")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("e");
        await Expect(page.GetByText("Nadia Rousseau reopened it")).ToBeVisibleAsync();

        await page.Keyboard.PressAsync("?");
        var help = page.GetByRole(AriaRole.Dialog, new() { Name = "Keyboard shortcuts" });
        await Expect(help).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(help).ToBeHiddenAsync();

        await page.Keyboard.PressAsync("/");
        await Expect(page.GetByRole(AriaRole.Searchbox)).ToBeFocusedAsync();
    }

    [Fact]
    public async Task The_help_says_which_keys_are_heard_where_the_reader_stands()
    {
        var number = await Stage.HearAsync("x", "mention", Somebody("Kay Three"), "@acme third");
        var page = await SitDownAsync("/inbox");
        await AliveAsync(page);
        var help = page.GetByRole(AriaRole.Dialog, new() { Name = "Keyboard shortcuts" });
        ILocator Row(string says) => help.Locator("[data-place]").Filter(new() { HasText = says });

        await page.Keyboard.PressAsync("?");
        await Expect(Row("Reply in public").GetByText("Only with a case open")).ToBeVisibleAsync();
        await Expect(Row("Next, previous case").Locator("[data-why]").First).ToBeHiddenAsync();
        await page.Keyboard.PressAsync("Escape");

        await page.GotoAsync($"/inbox/case/{number}");
        await AliveAsync(page);
        await page.Keyboard.PressAsync("?");
        await Expect(help).ToBeVisibleAsync();
        (await help.Locator(".keys-why:visible").CountAsync()).ShouldBe(0);
        await Expect(help.GetByRole(AriaRole.Button, new() { Name = "Switch on" })).ToHaveAttributeAsync("aria-pressed", "true");
        await Expect(help.GetByRole(AriaRole.Button, new() { Name = "Switch off" })).ToHaveAttributeAsync("aria-pressed", "false");
        await page.Keyboard.PressAsync("Escape");

        await page.GotoAsync("/figures");
        await page.GetByRole(AriaRole.Button, new() { Name = "Keyboard shortcuts" }).ClickAsync();
        await Expect(Row("Search").GetByText("Only in the inbox")).ToBeVisibleAsync();
        await Expect(Row("Leave the box").Locator(".keys-why").First).ToBeHiddenAsync();
    }

    [Fact]
    public async Task R_opens_the_public_box_where_there_is_one_and_the_private_one_for_a_mail()
    {
        var page = await OpenCaseAsync(await Stage.HearAsync("x", "dm", Somebody("Dee Page"), "psst"));
        await page.Keyboard.PressAsync("r");
        await Expect(page.GetByRole(AriaRole.Tab, new() { Name = "Public" })).ToHaveAttributeAsync("aria-selected", "true");

        var number = await Stage.HearAsync(new() { Network = "mail", Account = "help", Kind = "mail", From = new("eli@example.org", "Eli North"), Subject = "Hello", Text = "A question." });
        var mail = await OpenCaseAsync(number);
        await mail.Keyboard.PressAsync("r");
        await Expect(mail.Locator("#composer")).ToBeFocusedAsync();
        await Expect(mail.GetByRole(AriaRole.Tab, new() { Name = "Private" })).ToHaveAttributeAsync("aria-selected", "true");
        await Expect(mail.GetByRole(AriaRole.Tab, new() { Name = "Public" })).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Escape_leaves_the_search_field_for_its_hits_and_keeps_the_words()
    {
        await Stage.HearAsync("x", "mention", Somebody("Ezra Pike"), "@acme my gramophone hums");
        var page = await SitDownAsync("/inbox");
        await AliveAsync(page);
        await page.Keyboard.PressAsync("/");
        await page.Keyboard.TypeAsync("gramophone");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".hits-head")).ToBeVisibleAsync();

        await page.Keyboard.PressAsync("Escape");

        await FocusedCaseAsync(page);
        await Expect(page.GetByRole(AriaRole.Searchbox)).ToHaveValueAsync("gramophone");
    }

    [Fact]
    public async Task A_draft_outlives_a_reload()
    {
        var number = await Stage.HearAsync("x", "mention", Somebody("Ray Dean"), "@acme a long story");
        var page = await OpenCaseAsync(number);
        await page.Locator("#composer").FillAsync("Half an ans");

        await page.ReloadAsync();
        await AliveAsync(page);

        await Expect(page.Locator("#composer")).ToHaveValueAsync("Half an ans");
    }

    private static async Task<string> FocusedCaseAsync(IPage page) =>
        (await page.EvaluateAsync<string?>("document.activeElement?.dataset?.number")).ShouldNotBeNull("a row has the focus");
}
