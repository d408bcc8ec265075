using Heed.Core.Guard;
using Heed.Server.Guard;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Heed.IntegrationTests.Browser;

/// <summary>A rude draft at the screen: marked, stopped, softened, sent; or read by somebody else first.</summary>
public sealed class ToneTests(BrowserStage stage) : BrowserTest(stage)
{
    [Theory]
    [InlineData("en", "Publish", "@acme my lamp is broken", "Calm down. The part arrives on Monday.", "Calm down", "Use calmer wording", "Send all the same", "I understand this is frustrating. The part arrives on Monday.")]
    [InlineData("fr", "Publier", "@acme ma lampe est cassée", "Calmez-vous. La pièce arrive lundi.", "Calmez-vous", "Adoucir la formulation", "Envoyer quand même", "Je comprends que ce soit pénible. La pièce arrive lundi.")]
    [InlineData("es", "Publicar", "@acme mi lámpara está rota", "Cálmese. La pieza llega el lunes.", "Cálmese", "Usar palabras más calmadas", "Enviar de todos modos", "Entiendo que es frustrante. La pieza llega el lunes.")]
    public async Task A_rude_draft_is_marked_stopped_softened_and_sent(
        string language, string button, string heard, string rude, string words, string soften, string anyway, string calm)
    {
        await PolicyAsync(TonePolicy.Default);
        Stage.LetUndo(0);
        var page = await OpenCaseAsync(await Stage.HearAsync("x", "mention", Somebody("Tone " + language), heard), look: new Look(Culture: language));

        await WriteAsync(page, rude, button);

        await Expect(page.Locator("[data-tone-under] mark")).ToHaveTextAsync(words);
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = anyway })).ToBeVisibleAsync();
        await Expect(page.Locator("#composer")).ToHaveValueAsync(rude);
        Stage.Sandbox.Done.ShouldNotContain(d => d.Text.EndsWith(rude, StringComparison.Ordinal));

        await page.Locator("#composer").PressAsync("Alt+s");
        await Expect(page.Locator("#composer")).ToHaveValueAsync(calm);
        await page.Locator("#composer").PressAsync("Control+z");
        await Expect(page.Locator("#composer")).ToHaveValueAsync(rude);
        await page.GetByRole(AriaRole.Button, new() { Name = soften }).ClickAsync();
        await Expect(page.Locator("#composer")).ToHaveValueAsync(calm);
        await Expect(page.Locator("[data-tone-under] mark")).ToHaveCountAsync(0);

        await page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();
        await Expect(page.Locator("#composer")).ToHaveValueAsync("");
        await Expect(Bubble(page, calm)).ToBeVisibleAsync();
    }

    [Fact]
    public async Task What_is_meant_so_is_sent_after_it_was_asked_about()
    {
        await PolicyAsync(TonePolicy.Default);
        Stage.LetUndo(0);
        var page = await OpenCaseAsync(await Stage.HearAsync("x", "mention", Somebody("Ask Me"), "@acme my lamp is broken"));
        await WriteAsync(page, "Calm down. It is on its way.", "Publish");

        await page.GetByRole(AriaRole.Button, new() { Name = "Send all the same" }).ClickAsync();

        await Expect(page.Locator("#composer")).ToHaveValueAsync("");
        await Expect(Bubble(page, "Calm down. It is on its way.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_second_reader_changes_one_answer_and_sends_another_back()
    {
        await PolicyAsync(TonePolicy.Default with { Action = ToneAction.SecondReader });
        Stage.LetUndo(0);
        var writer = await OpenCaseAsync(await Stage.HearAsync("x", "mention", Somebody("Vera Klug"), "@acme my lamp is broken"), "marc");
        await WriteAsync(writer, "Calm down. It leaves at noon.", "Publish");
        await Expect(writer.Locator("#composer")).ToHaveValueAsync("");
        await Expect(writer.Locator(".bubble.held")).ToContainTextAsync("Waits for a second reader");
        Stage.Sandbox.Done.ShouldNotContain(d => d.Text.EndsWith("It leaves at noon.", StringComparison.Ordinal));

        var reader = await SitDownAsync("/second-looks");
        await Expect(reader.Locator(".looks[data-alive]")).ToBeVisibleAsync();
        var card = reader.GetByRole(AriaRole.Article, new() { Name = "Vera Klug" });
        await Expect(card).ToContainTextAsync("my lamp is broken");
        await Expect(card.Locator("mark")).ToHaveTextAsync("Calm down");
        await card.GetByRole(AriaRole.Button, new() { Name = "Send back" }).ClickAsync();
        await card.GetByLabel("Note to the writer").FillAsync("Kinder, please.");
        await card.GetByRole(AriaRole.Button, new() { Name = "Send back" }).ClickAsync();
        await Expect(card).ToHaveCountAsync(0);

        var returned = writer.Locator(".bubble.held");
        await Expect(returned).ToContainTextAsync("Kinder, please.");
        await returned.GetByRole(AriaRole.Button, new() { Name = "Write it anew" }).ClickAsync();
        await Expect(writer.Locator("#composer")).ToHaveValueAsync("Calm down. It leaves at noon.");
        await writer.GetByRole(AriaRole.Button, new() { Name = "Publish", Exact = true }).ClickAsync();

        await card.GetByRole(AriaRole.Button, new() { Name = "Change it" }).ClickAsync();
        await Expect(card.GetByLabel("The answer in your words")).ToHaveValueAsync("I understand this is frustrating. It leaves at noon.");
        await card.GetByRole(AriaRole.Button, new() { Name = "Send changed" }).ClickAsync();
        await Expect(card).ToHaveCountAsync(0);
        await Expect(Bubble(writer, "I understand this is frustrating. It leaves at noon.")).ToBeVisibleAsync();
        await Expect(writer.Locator(".bubble.held")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Abuse_is_veiled_until_it_is_opened_and_that_is_counted()
    {
        var page = await OpenCaseAsync(await Stage.HearAsync("x", "mention", Somebody("Ivo Grob"), "@acme you fucking idiots, my lamp is broken"), "marc");
        await Expect(page.Locator(".messages")).ToContainTextAsync("May be offensive");
        await Expect(page.Locator(".messages")).Not.ToContainTextAsync("my lamp is broken");
        var list = await SitDownAsync("/inbox?q=Ivo%20Grob", "marc");
        await Expect(list.GetByRole(AriaRole.Link, new() { Name = "Ivo Grob" })).ToContainTextAsync("May be offensive");

        await page.Locator(".messages").GetByRole(AriaRole.Button, new() { Name = "Show" }).PressAsync("Enter");

        await Expect(page.Locator(".messages")).ToContainTextAsync("my lamp is broken");
        var counts = await Stage.Heed.Get<VeilDesk>().CountsAsync(Ct);
        counts.ShouldContain(c => c.Name == "Marc Delmas" && c.Opened >= 1);
    }

    private async Task PolicyAsync(TonePolicy policy) =>
        (await Stage.Heed.Get<ToneDesk>().SaveAsync(new TonePolicies(policy, new Dictionary<string, TonePolicyPart>()), Ct)).ShouldBeNull();
}
