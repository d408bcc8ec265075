using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Heed.IntegrationTests.Browser;

/// <summary>No screen has a serious or critical finding of axe-core under WCAG 2.2 AA, in the light or in the dark.</summary>
public sealed class AccessibilityTests(BrowserStage stage) : BrowserTest(stage)
{
    private static readonly AxeRunOptions Everything = new()
    {
        ResultTypes = [ResultType.Violations],
        RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"] },
    };

    // A theme changes colours and nothing else: in the second one only the rules that look at colours can say something new.
    private static readonly AxeRunOptions Colours = new()
    {
        ResultTypes = [ResultType.Violations],
        RunOnly = new RunOnlyOptions { Type = "rule", Values = ["color-contrast", "link-in-text-block"] },
    };

    public static TheoryData<string> SettledPages => [.. Pages.All];

    [Theory]
    [MemberData(nameof(SettledPages))]
    public async Task Everybody_can_use_the_page(string path) => await LookAsync(await SitDownAsync(path));

    [Fact]
    public async Task Everybody_can_sign_in() => await LookAsync(await SitDownAsync("/sign-in", null));

    [Fact]
    public async Task Everybody_can_read_and_answer()
    {
        var page = await OpenCaseAsync(await RichCaseAsync());
        await LookAsync(page);
        foreach (var box in (string[])["Public", "Private", "Note"])
        {
            await page.GetByRole(AriaRole.Tab, new() { Name = box }).ClickAsync();
            await Expect(page.GetByRole(AriaRole.Tab, new() { Name = box })).ToHaveAttributeAsync("aria-selected", "true");
            await LookAsync(page, ".composer");
        }
    }

    [Fact]
    public async Task Everybody_can_use_the_menus_and_dialogs()
    {
        var page = await OpenCaseAsync(await RichCaseAsync());
        await page.Keyboard.PressAsync("?");
        await Expect(page.Locator("#help")).ToBeVisibleAsync();
        await LookAsync(page, "#help");
        await page.Keyboard.PressAsync("Escape");

        await page.Locator(".view-button").ClickAsync();
        await Expect(page.Locator("#views")).ToBeVisibleAsync();
        await LookAsync(page, "#views");
        await page.Keyboard.PressAsync("Escape");

        await page.GetByRole(AriaRole.Button, new() { Name = "Hand over" }).ClickAsync();
        await Expect(page.Locator("#hand-over")).ToBeVisibleAsync();
        await LookAsync(page, "#hand-over");
        await page.Keyboard.PressAsync("Escape");

        await page.Locator("[popovertarget=account-menu]").ClickAsync();
        await Expect(page.Locator("#account-menu")).ToBeVisibleAsync();
        await LookAsync(page, "#account-menu");
    }

    [Fact]
    public async Task Everybody_can_use_what_a_search_found()
    {
        await RichCaseAsync();
        await LookAsync(await SitDownAsync("/inbox?q=lantern"));
    }

    [Fact]
    public async Task Everybody_can_read_the_page_of_a_customer()
    {
        var number = await RichCaseAsync();
        await using var db = Stage.Heed.Db();
        var customer = (await db.Cases.SingleAsync(c => c.Number == number, Ct)).CustomerId;
        await LookAsync(await SitDownAsync($"/customers/{customer}"));
    }

    [Fact]
    public async Task Everybody_can_use_the_inbox_on_the_phone()
    {
        var page = await OpenCaseAsync(await RichCaseAsync(), look: Look.Phone);
        await LookAsync(page);
        await page.GotoAsync("/inbox");
        await LookAsync(page);
    }

    // A case with all there is to draw: public, private, note, an edit, an answer, a file that waits to be sent.
    private async Task<long> RichCaseAsync()
    {
        Stage.LetUndo(0);
        var who = Somebody("Lena Sommer");
        var number = await Stage.HearAsync("facebook", "comment", who, "the lantern is too dim, see https://example.org/lantern");
        await using var db = Stage.Heed.Db();
        var id = (await db.Cases.AsNoTracking().SingleAsync(c => c.Number == number, Ct)).Id;
        var nadia = new Server.Access.Actor(null, "Nadia Rousseau", Heed.Storage.Access.Role.Administrator);
        (await Stage.Heed.Get<Server.Inbox.CaseDesk>().NoteAsync(id, "The new model is brighter.", nadia, Ct)).Done.ShouldBeTrue();
        var box = (await Stage.Heed.Get<Server.Replies.ReplyDesk>().BoxesAsync(id, Ct)).First(b => b.Box.Open);
        (await Stage.Heed.Get<Server.Replies.ReplyDesk>().ReplyAsync(id, box.Visibility, box.AccountId, "We are sorry to hear that.", nadia, Ct)).Problem.ShouldBeNull();
        var uploads = Stage.Heed.Get<Server.Replies.Uploads>();
        var owner = Server.Replies.Uploads.OwnerOf((await Stage.Heed.Get<Server.Access.People>().FindAsync("nadia@acme.example", Ct)).ShouldNotBeNull());
        (await uploads.BringAsync(id, Heed.Core.Messages.Visibility.Public, uploads.NoteRules, owner, "lantern.png", [0x89, .. "PNG\r\n\u001a\n"u8], Ct)).Problem.ShouldBeNull();
        (await Stage.Heed.Get<Server.Inbox.CaseDesk>().TagAsync(id, "lamps", nadia, Ct)).Done.ShouldBeTrue();
        return number;
    }

    internal static async Task LookAsync(IPage page, string? within = null)
    {
        var findings = new List<string>();
        foreach (var (theme, rules) in ((string, AxeRunOptions)[])[("light", Everything), ("dark", Colours)])
        {
            await page.EvaluateAsync(
                "async theme => { document.documentElement.dataset.theme = theme; await new Promise(requestAnimationFrame); await Promise.allSettled(document.getAnimations().map(a => a.finished)); }", theme);
            var result = within is null ? await page.RunAxe(rules) : await page.Locator(within).RunAxe(rules);
            findings.AddRange(result.Violations
                .Where(v => v.Impact is "serious" or "critical")
                .SelectMany(v => v.Nodes.Select(n => $"{theme} {new Uri(page.Url).AbsolutePath}: {v.Impact} {v.Id}: {v.Help}: {n.Html[..Math.Min(160, n.Html.Length)]} {string.Join(" | ", n.Any.Select(c => c.Message))}")));
        }

        findings.ShouldBeEmpty();
    }
}
