using Heed.Core.Channels;
using Heed.Core.Language;
using Heed.Core.Messages;
using Heed.Core.Routing;
using Heed.Server.Settings;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Heed.IntegrationTests.Browser;

/// <summary>What Heed reads, as people extend it, see it and correct it on the screen.</summary>
public sealed class ReadingTests(BrowserStage stage) : BrowserTest(stage)
{
    [Fact]
    public async Task A_topic_of_the_companys_own_is_added_tried_chosen_for_a_case_and_removed()
    {
        var settings = await SitDownAsync("/settings/reading");
        var form = settings.GetByRole(AriaRole.Region, new() { Name = "New topic" });
        await form.Locator("[name='name:en']").FillAsync("Heart card");
        await form.Locator("[name='name:fr']").FillAsync("Carte cœur");
        await form.Locator("[name=words]").FillAsync("heart stamps\nheart card");
        await form.Locator("[name='try-text']").FillAsync("I have no heart stamps");
        await form.GetByRole(AriaRole.Button, new() { Name = "Try it" }).ClickAsync();
        await Expect(settings.GetByText("Your text: Heart card")).ToBeVisibleAsync();
        await Expect(form.Locator("[name=words]")).ToHaveValueAsync("heart stamps\nheart card");
        await form.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(settings.GetByRole(AriaRole.Status)).ToContainTextAsync("Saved");

        var told = await OpenCaseAsync(await Stage.HearAsync("x", "mention", Somebody("Lena Kurz"), "@acme where are my Heart Stamps?"), look: new Look(Culture: "fr"));
        await Expect(told.Locator(".readings")).ToContainTextAsync("Carte cœur");
        await told.Locator(".readings ~ details summary").ClickAsync();
        await Expect(told.Locator(".reasons")).ToContainTextAsync("Heart Stamps");

        // By key, for a case that it was not read in.
        var page = await OpenCaseAsync(await Stage.HearAsync("x", "mention", Somebody("Otto Lang"), "@acme when do you open?"), "marc");
        await page.Locator("[data-messages]").FocusAsync();
        await page.Keyboard.PressAsync("t");
        await Expect(page.Locator("#topic")).ToBeFocusedAsync();
        await page.Locator("#topic").SelectOptionAsync("Heart card");
        await Expect(page.Locator(".readings")).ToContainTextAsync("Heart card");
        await page.Locator(".readings ~ details summary").ClickAsync();
        await Expect(page.Locator(".reasons")).ToContainTextAsync("said by Marc");
        await page.Locator(".readings a").ClickAsync();
        await Expect(page.Locator(".case-row").Filter(new() { HasText = "Otto Lang" })).ToBeVisibleAsync();
        await Expect(page.Locator(".case-row").Filter(new() { HasText = "Lena Kurz" })).ToBeVisibleAsync();

        await settings.GotoAsync("/settings/reading");
        await settings.Locator("summary").Filter(new() { HasText = "Heart card" }).ClickAsync();
        await settings.GetByRole(AriaRole.Button, new() { Name = "Remove", Exact = true }).ClickAsync();
        await Expect(settings.GetByRole(AriaRole.Region, new() { Name = "Remove “Heart card”?" })).ToContainTextAsync("2 cases carry it");
        await settings.GetByRole(AriaRole.Button, new() { Name = "Remove it" }).ClickAsync();
        await Expect(settings.GetByRole(AriaRole.Status)).ToContainTextAsync("Removed");
        await told.ReloadAsync();
        await Expect(told.Locator(".readings")).ToContainTextAsync("Carte cœur");
    }

    [Theory]
    [InlineData("en", "“car *” has no letter or digit", "Save")]
    [InlineData("fr", "« car * » n’a ni lettre ni chiffre", "Enregistrer")]
    [InlineData("es", "«car *» no tiene letra ni cifra", "Guardar")]
    public async Task What_is_wrong_with_a_topic_is_said_and_what_was_typed_stays(string culture, string says, string save)
    {
        var page = await SitDownAsync("/settings/reading", look: new Look(Culture: culture));
        var form = page.Locator("form:has([name=code]:not([type=hidden]))");
        await form.Locator("[name='name:en']").FillAsync("Parking");
        await form.Locator("[name=words]").FillAsync("car *");
        await form.GetByRole(AriaRole.Button, new() { Name = save, Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync(says);
        await Expect(form.Locator("[name=words]")).ToHaveValueAsync("car *");
    }

    [Theory]
    [InlineData("en", "In a shop now", "May leave", "seems to need no answer")]
    [InlineData("fr", "En magasin maintenant", "Peut partir", "ne semble appeler aucune réponse")]
    [InlineData("es", "En una tienda ahora", "Puede irse", "no parece necesitar respuesta")]
    public async Task What_changes_an_answer_is_told_on_the_case_and_in_the_list(string culture, string inShop, string mayLeave, string noAnswer)
    {
        var name = "Ruth Stein " + culture;
        var number = await Stage.HearAsync("x", "mention", Somebody(name), "@acme I'm at your shop right now, nobody at the till. I'm switching to another provider");
        var page = await OpenCaseAsync(number, look: new Look(Culture: culture));
        await Expect(page.Locator(".care-bar.signs")).ToContainTextAsync(inShop);
        await Expect(page.Locator(".care-bar.signs")).ToContainTextAsync(mayLeave);
        var list = await SitDownAsync("/inbox?q=" + Uri.EscapeDataString(name), look: new Look(Culture: culture));
        await Expect(list.Locator(".case-row").Filter(new() { HasText = name })).ToContainTextAsync(mayLeave);
        (await page.Locator(".care-bar").Filter(new() { HasText = noAnswer }).CountAsync()).ShouldBe(0);

        var thanks = await OpenCaseAsync(await Stage.HearAsync("facebook", "message", Somebody("Nils Hof"), "Thanks, all good now!"), look: new Look(Culture: culture));
        var hint = thanks.Locator(".care-bar").Filter(new() { HasText = noAnswer });
        await Expect(hint).ToBeVisibleAsync();
        await thanks.Locator("[data-messages]").FocusAsync();
        await thanks.Keyboard.PressAsync("e");
        await Expect(hint).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_language_without_a_model_is_said_to_be_unread()
    {
        var page = await OpenCaseAsync(await Stage.HearAsync("x", "mention", Somebody("Kaya Demir"), "@acme 荷物がまだ届いていません。誰も電話に出ません。"));
        await Expect(page.Locator(".readings")).ToContainTextAsync(new System.Text.RegularExpressions.Regex("not sure which|no model for this language"));
    }

    [Fact]
    public async Task A_rule_saved_on_the_screen_keeps_everything_it_had()
    {
        var rules = Stage.Heed.Get<RuleDesk>();
        await using var db = Stage.Heed.Db();
        var account = await db.ChannelAccounts.Where(a => a.Network == Network.X).Select(a => a.Id).FirstAsync(Ct);
        var department = await db.Departments.Select(d => d.Id).FirstAsync(Ct);
        var when = new RoutingConditions
        {
            Accounts = [account, Guid.Parse("0199d2a4-8f3c-7c55-b9b5-0a4d1b2c3d4e")],
            Networks = [Network.X],
            Languages = ["fr"],
            Visibility = Visibility.Public,
            Kinds = ["mention", "fax"],
            AnyWords = ["giraffe"],
            AllWords = ["neck"],
            Topics = [Topics.Refund, "long-gone"],
            Shops = ["closed-shop"],
            Urgency = Urgency.Soon,
        };
        var draft = new RuleDraft(null, "Giraffes", true, when, department, ["tall"], 3) { Skills = ["zoo"], ToShop = true };
        (await rules.SaveAsync(draft, Ct)).ShouldBeNull();
        var page = await SitDownAsync("/settings/rules");
        await page.Locator("summary").Filter(new() { HasText = "Giraffes" }).ClickAsync();
        var form = page.Locator("details[open] form");
        await Expect(form.GetByLabel("a mention", new() { Exact = true })).ToBeCheckedAsync();
        await form.Locator("[name=tags]").FillAsync("tall, spotted");
        await form.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("Saved");

        var row = await db.RoutingRules.AsNoTracking().SingleAsync(r => r.Name == "Giraffes", Ct);
        var saved = RoutingConditions.Parse(row.Conditions, out _).ShouldNotBeNull();
        saved.Accounts.ShouldBe(when.Accounts, ignoreOrder: true);
        saved.Kinds.ShouldBe(when.Kinds, ignoreOrder: true);
        (saved with { Accounts = when.Accounts, Kinds = when.Kinds }).ShouldBe(when);
        (row.DepartmentId, row.Priority, row.Skills, row.ToShop, row.Enabled, row.Tags).ShouldBe((department, 3, """["zoo"]""", true, true, """["tall","spotted"]"""));
        await rules.RemoveAsync(row.Id, Ct);
    }
}
