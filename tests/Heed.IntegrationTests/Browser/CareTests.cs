using Heed.Core.Guard;
using Heed.Server.Guard;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Heed.IntegrationTests.Browser;

/// <summary>What keeps customers from being sent around and let down, as people meet it on the screen, in three languages.</summary>
public sealed class CareTests(BrowserStage stage) : BrowserTest(stage)
{
    public static TheoryData<string, string, string, string, string> Languages => new()
    {
        { "en", "Hand over", "Ask a lead", "Let it pass", "already had this case" },
        { "fr", "Transmettre", "Demander à un responsable", "Autoriser", "a déjà eu ce dossier" },
        { "es", "Traspasar", "Pedirlo a un responsable", "Permitir", "ya tuvo este caso" },
    };

    [Theory]
    [MemberData(nameof(Languages))]
    public async Task A_second_hand_over_asks_for_a_lead_and_a_boomerang_is_refused_with_its_history(string culture, string handOver, string askLead, string letPass, string alreadyHad)
    {
        var number = await Stage.HearAsync("x", "mention", Somebody("Tess " + culture), "@acme I was charged twice for order 998877");
        var agent = await OpenCaseAsync(number, "marc", new Look(Culture: culture));
        await HandOverAsync(agent, handOver, "Billing", "charged twice", handOver);
        await HandOverAsync(agent, handOver, "Shop", "the till knows", askLead);
        await Expect(agent.Locator(".care-bar")).ToContainTextAsync("Shop");

        var lead = await OpenCaseAsync(number, "nadia", new Look(Culture: culture));
        await lead.GetByRole(AriaRole.Button, new() { Name = letPass }).ClickAsync();
        await Expect(lead.Locator(".thread-title")).ToContainTextAsync("Shop");

        // Back to Billing: refused before it happens, with who gave it away and why.
        var dialog = await DialogAsync(agent, handOver);
        await dialog.Locator("#hand-over-department").SelectOptionAsync("Billing");
        await Expect(dialog.GetByRole(AriaRole.Alert)).ToContainTextAsync(alreadyHad);
        await Expect(dialog.Locator(".visits")).ToContainTextAsync("the till knows");
        await dialog.Locator("button.first").ClickAsync();
        await Expect(dialog).ToBeHiddenAsync();
        await TestHeedEventuallyAsync(number, c => c is { BoomerangsStopped: 1, Boomerangs: 0, AccountableId: not null });
    }

    [Theory]
    [InlineData("en", "please call me back today", "Promise something…", "Promise it", "to call back", "Leads were called: what was promised is due", "Kept", "A promise was kept")]
    [InlineData("fr", "merci de me rappeler aujourd’hui", "Promettre quelque chose…", "Promettre", "de rappeler", "Les responsables ont été appelés : la promesse échoit", "Tenue", "Une promesse a été tenue")]
    [InlineData("es", "por favor, llámenme hoy", "Prometer algo…", "Prometer", "devolver la llamada", "Se avisó a los responsables: lo prometido vence", "Cumplida", "Se cumplió una promesa")]
    public async Task A_promise_is_told_on_the_case_called_out_and_kept(
        string culture, string heard, string open, string promise, string what, string called, string kept, string wasKept)
    {
        var number = await Stage.HearAsync("facebook", "message", Somebody("Ines " + culture), heard);
        var page = await OpenCaseAsync(number, look: new Look(Culture: culture));
        await page.Locator("button[popovertarget=more]").ClickAsync();
        await page.Locator("#more").GetByRole(AriaRole.Button, new() { Name = open }).ClickAsync();
        var dialog = page.Locator("#promise");
        // The reader's clock is in Paris.
        var soon = TimeZoneInfo.ConvertTime(TimeProvider.System.GetUtcNow().AddMinutes(6), TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris"));
        await dialog.Locator("#promise-until").FillAsync(soon.ToString("yyyy-MM-dd'T'HH:mm", System.Globalization.CultureInfo.InvariantCulture));
        await dialog.GetByRole(AriaRole.Button, new() { Name = promise, Exact = true }).ClickAsync();
        await Expect(page.Locator(".care-bar.warn")).ToContainTextAsync(what);

        await Stage.Heed.Get<CareWatch>().LookAsync(TestContext.Current.CancellationToken);
        await Expect(page.GetByText(called)).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = kept, Exact = true }).ClickAsync();
        await Expect(page.GetByText(wasKept)).ToBeVisibleAsync();
        await Expect(page.Locator(".care-bar")).ToHaveCountAsync(0);
    }

    [Theory]
    [InlineData("en", "become one customer", "merged case")]
    [InlineData("fr", "deviennent un seul client", "a fusionné")]
    [InlineData("es", "pasan a ser un solo cliente", "unió el caso")]
    public async Task Two_cases_of_one_person_are_made_one(string culture, string oneCustomer, string merged)
    {
        var name = "Mira " + culture;
        var first = await Stage.HearAsync("x", "mention", Somebody(name), "@acme where is order 5511?");
        var second = await Stage.HearAsync("facebook", "message", Somebody("M. Duplex " + culture), "order 5511 again, this is Mira");
        var page = await OpenCaseAsync(second, "marc", new Look(Culture: culture));
        await page.Locator("button[popovertarget=more]").ClickAsync();
        await page.Locator("#more button[data-opens=merge]").ClickAsync();
        var dialog = page.Locator("#merge");
        await dialog.GetByRole(AriaRole.Searchbox).FillAsync(name);
        await dialog.GetByRole(AriaRole.Searchbox).PressAsync("Enter");
        await dialog.GetByText($"#{first} {name}").ClickAsync();
        await Expect(dialog).ToContainTextAsync(oneCustomer);
        await dialog.Locator("button.first").ClickAsync();

        await Expect(page.Locator(".thread-title")).ToContainTextAsync(name);
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex($"/inbox/case/{first}\\b"));
        await Expect(page.Locator(".event-line").Filter(new() { HasText = merged })).ToBeVisibleAsync();
        await Expect(page.Locator(".bubble")).ToHaveCountAsync(2);
        // The old address leads to the case that stays.
        await OpenCaseAsync(first, "marc", new Look(Culture: culture));
        (await Stage.Heed.Get<Heed.Server.Inbox.InboxQueries>().CaseAsync(second, TestContext.Current.CancellationToken)).ShouldNotBeNull().Case.Number.ShouldBe(first);
    }

    [Fact]
    public async Task A_mark_can_be_opened_and_taken_away()
    {
        var number = await Stage.HearAsync("x", "mention", Somebody("Omar Diaz"), "@acme hello?");
        var page = await OpenCaseAsync(number);
        await page.Locator("#add-mark").SelectOptionAsync("LongWait False");
        var marks = page.Locator(".marks");
        await Expect(marks).ToContainTextAsync("Long wait");
        await Expect(marks).ToContainTextAsync("Set by Nadia Rousseau");
        await marks.GetByRole(AriaRole.Button).ClickAsync();
        await Expect(page.GetByText("None of the four causes so far.")).ToBeVisibleAsync();
    }

    private static async Task HandOverAsync(IPage page, string open, string department, string reason, string submit)
    {
        var dialog = await DialogAsync(page, open);
        await dialog.Locator("#hand-over-department").SelectOptionAsync(department);
        await dialog.Locator("#hand-over-reason").FillAsync(reason);
        await Expect(dialog.Locator("button.first")).ToHaveTextAsync(submit);
        await dialog.Locator("button.first").ClickAsync();
        await Expect(dialog).ToBeHiddenAsync();
    }

    private static async Task<ILocator> DialogAsync(IPage page, string open)
    {
        await page.Locator(".thread-head").GetByRole(AriaRole.Button, new() { Name = open, Exact = true }).ClickAsync();
        var dialog = page.Locator("#hand-over");
        // What was known before is read while the dialog opens: the summary shows that it is here.
        await Expect(dialog.Locator("#hand-over-summary")).Not.ToHaveValueAsync("");
        return dialog;
    }

    private async Task TestHeedEventuallyAsync(long number, Func<Heed.Core.Cases.Case, bool> holds) =>
        await Heed.Testing.Servers.TestHeed.EventuallyAsync(async () =>
        {
            await using var db = Stage.Heed.Db();
            return holds(await db.Cases.AsNoTracking().SingleAsync(c => c.Number == number));
        });
}
