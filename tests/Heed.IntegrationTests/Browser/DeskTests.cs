using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Heed.IntegrationTests.Browser;

/// <summary>What an agent does with a case besides answering it.</summary>
public sealed class DeskTests(BrowserStage stage) : BrowserTest(stage)
{
    [Fact]
    public async Task A_case_is_handed_over_to_a_department_with_the_reason_in_its_thread()
    {
        var page = await OpenCaseAsync(await Stage.HearAsync("x", "mention", Somebody("Tess Orlov"), "@acme I was charged twice"));

        await page.GetByRole(AriaRole.Button, new() { Name = "Hand over" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog, new() { Name = "Hand over the case" });
        await dialog.GetByLabel("To the department").SelectOptionAsync("Billing");
        await dialog.GetByLabel("Why, and what has been promised").FillAsync("charged twice, refund promised");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Hand over" }).ClickAsync();

        await Expect(dialog).ToBeHiddenAsync();
        await Expect(page.GetByText("Nadia Rousseau handed it over to another department, Billing: charged twice, refund promised")).ToBeVisibleAsync();
        await Expect(page.Locator(".thread-title")).ToContainTextAsync("Billing");
    }

    [Fact]
    public async Task A_hand_over_without_a_place_or_a_person_says_what_is_missing()
    {
        var page = await OpenCaseAsync(await Stage.HearAsync("x", "mention", Somebody("Cleo Hart"), "@acme hi"));

        await page.GetByRole(AriaRole.Button, new() { Name = "Hand over" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog, new() { Name = "Hand over the case" });
        await dialog.GetByLabel("Why, and what has been promised").FillAsync("no idea");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Hand over" }).ClickAsync();

        await Expect(dialog.GetByRole(AriaRole.Alert)).ToHaveTextAsync("Choose a department or a person, and say why.");
    }

    [Fact]
    public async Task A_case_is_resolved_and_reopened()
    {
        var page = await OpenCaseAsync(await Stage.HearAsync("x", "mention", Somebody("Noa Field"), "@acme thanks, all good"));
        var facts = page.GetByRole(AriaRole.Complementary, new() { Name = "Customer" }).Locator(".facts");

        await page.Locator(".thread-head").GetByRole(AriaRole.Button, new() { Name = "Resolve" }).ClickAsync();
        await Expect(page.GetByText("Nadia Rousseau resolved it")).ToBeVisibleAsync();
        await Expect(facts).ToContainTextAsync("Resolved");

        await page.GetByRole(AriaRole.Button, new() { Name = "Reopen" }).ClickAsync();
        await Expect(page.GetByText("Nadia Rousseau reopened it")).ToBeVisibleAsync();
        await Expect(facts).ToContainTextAsync("Open");
    }

    [Fact]
    public async Task A_tag_is_added_and_taken_away()
    {
        var page = await OpenCaseAsync(await Stage.HearAsync("x", "mention", Somebody("Uma Reyes"), "@acme the lamp flickers"));

        await page.GetByLabel("New tag").FillAsync("warranty");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add the tag" }).ClickAsync();
        await Expect(page.GetByText("Nadia Rousseau added the tag warranty")).ToBeVisibleAsync();
        await Expect(page.GetByLabel("New tag")).ToHaveValueAsync("");

        await page.GetByRole(AriaRole.Button, new() { Name = "Remove the tag warranty" }).ClickAsync();
        await Expect(page.GetByText("Nadia Rousseau removed the tag warranty")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_case_is_assigned_to_a_colleague()
    {
        var page = await OpenCaseAsync(await Stage.HearAsync("x", "mention", Somebody("Vic Stone"), "@acme anyone?"));

        await page.GetByRole(AriaRole.Button, new() { Name = "Assign", Exact = true }).ClickAsync();
        await page.Locator("#assign").GetByRole(AriaRole.Button, new() { Name = "Marc Delmas" }).ClickAsync();

        await Expect(page.GetByText("Nadia Rousseau assigned it to Marc Delmas")).ToBeVisibleAsync();
        await Expect(page.Locator("#assign")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task A_long_name_leaves_the_time_its_place_in_the_row()
    {
        var name = "Wolfeschlegelsteinhausen-Bergerdorff Featherstonehaugh";
        await Stage.HearAsync("x", "mention", Somebody(name), "@acme hello");
        var page = await SitDownAsync("/inbox?q=Wolfeschlegelsteinhausen-Bergerdorff");
        var row = page.Locator("a.case-row").First;
        await Expect(row).ToBeVisibleAsync();

        (await row.EvaluateAsync<bool>("e => e.querySelector('.case-time').getBoundingClientRect().right <= e.getBoundingClientRect().right")).ShouldBeTrue();
    }

    [Theory]
    [InlineData("zeppelin")]
    [InlineData("Wanda Prewett")]
    public async Task Search_finds_a_case_by_a_word_and_by_its_customer(string words)
    {
        await Stage.HearAsync("x", "mention", new("800800", "Wanda Prewett", "wandap"), "@acme my zeppelin kit lacks a propeller");
        var page = await SitDownAsync("/inbox");
        await AliveAsync(page);

        await page.GetByRole(AriaRole.Searchbox).FillAsync(words);
        await page.Keyboard.PressAsync("Enter");

        var found = page.GetByRole(AriaRole.Link, new() { Name = "Wanda Prewett" });
        await Expect(found.First).ToBeVisibleAsync();
        await Expect(page).ToHaveURLAsync(new Regex("q="));
        await found.First.ClickAsync();
        await Expect(Bubble(page, "my zeppelin kit lacks a propeller").First).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Leave search" }).ClickAsync();
        await Expect(page.Locator(".hits-head")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Search_that_finds_nothing_says_so()
    {
        var page = await SitDownAsync("/inbox?q=xyzzyplugh");
        await Expect(page.GetByText("Nothing found")).ToBeVisibleAsync();
    }
}
