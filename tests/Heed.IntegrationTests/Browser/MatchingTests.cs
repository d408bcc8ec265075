using Heed.Core.Routing;
using Heed.Server.Access;
using Heed.Server.Settings;
using Heed.Storage.Access;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Heed.IntegrationTests.Browser;

/// <summary>Cases that come by themselves, and the switch that says whether they do.</summary>
public sealed class MatchingTests(BrowserStage stage) : BrowserTest(stage)
{
    [Fact]
    public async Task An_agent_who_is_busy_gets_nothing_and_the_next_case_is_theirs_once_they_are_available_again()
    {
        await HireAsync();
        var page = await SitDownAsync("/inbox/mine", "paula");
        await AliveAsync(page);
        await SwitchAsync(page, "Busy: no new cases");

        var number = await Stage.HearAsync("x", "mention", Somebody("Ida Winter"), "@acme a zebra crossing on my invoice");
        await Task.Delay(2500, Ct);
        await using (var db = Stage.Heed.Db())
            (await db.Cases.SingleAsync(c => c.Number == number, Ct)).AssigneeId.ShouldBeNull();

        await SwitchAsync(page, "Available");
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Cases" }).GetByText("Ida Winter")).ToBeVisibleAsync();
        await page.GetByText("Ida Winter").First.ClickAsync();
        await Expect(page.GetByText("Given to Paula Ness: has the most room")).ToBeVisibleAsync();

        // Another one while she is writing: a quiet word, and her cursor stays where it is.
        var composer = page.Locator("#composer");
        await composer.FillAsync("One moment");
        await composer.FocusAsync();
        await Stage.HearAsync("x", "mention", Somebody("Joel Summer"), "@acme another zebra crossing");
        await Expect(page.GetByRole(AriaRole.Status).Filter(new() { HasText = "Joel Summer" })).ToBeVisibleAsync();
        await Expect(composer).ToBeFocusedAsync();
        await Expect(composer).ToHaveValueAsync("One moment");
    }

    [Fact]
    public async Task A_lead_sees_who_is_here_and_who_waits()
    {
        await HireAsync();
        var page = await SitDownAsync("/team");
        var card = page.GetByRole(AriaRole.Region, new() { Name = "Zebra desk" });
        await Expect(card.GetByText("Paula Ness")).ToBeVisibleAsync();
        await Expect(card.GetByText("Gives by itself")).ToBeVisibleAsync();
    }

    // By keyboard alone.
    private static async Task SwitchAsync(IPage page, string choice)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "You", Exact = true }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        var chosen = page.GetByRole(AriaRole.Button, new() { Name = choice, Exact = true });
        await Expect(chosen).ToBeVisibleAsync();
        await chosen.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await AliveAsync(page);
    }

    private async Task HireAsync()
    {
        await using var db = Stage.Heed.Db();
        if (await db.Departments.AnyAsync(d => d.Name == "Zebra desk", Ct))
            return;
        (await Stage.Heed.Get<DepartmentDesk>().SaveAsync(
            new DepartmentDraft(null, "Zebra desk", "Europe/Paris", [.. Enumerable.Repeat("00:00-24:00", 7)], "", [15, 15, 30, 30]) { Matching = true }, Ct)).ShouldBeNull();
        var desk = (await db.Departments.SingleAsync(d => d.Name == "Zebra desk", Ct)).Id;
        var rules = Stage.Heed.Get<RuleDesk>();
        (await rules.SaveAsync(new RuleDraft(null, "Zebras", true, new RoutingConditions { AnyWords = ["zebra crossing"] }, desk, [], 0), Ct)).ShouldBeNull();
        await rules.MoveAsync((await db.RoutingRules.SingleAsync(r => r.Name == "Zebras", Ct)).Id, -1, Ct);
        await Stage.Heed.Get<People>().AddAsync("paula@acme.example", "Paula Ness", Role.Agent, [desk], Ct);
    }
}
