using Heed.Core.Surveys;
using Heed.Server.Access;
using Heed.Server.Surveys;
using Heed.Storage;
using Heed.Storage.Surveys;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Heed.IntegrationTests.Browser;

/// <summary>The page behind a survey's link, on a customer's phone.</summary>
public sealed class SurveyPageTests(BrowserStage stage) : BrowserTest(stage)
{
    [Theory]
    [InlineData("en", "How did we do?", "Send", "Thank you", "You have answered already")]
    [InlineData("fr", "Comment avons-nous fait ?", "Envoyer", "Merci", "Vous avez déjà répondu")]
    [InlineData("es", "¿Cómo lo hicimos?", "Enviar", "Gracias", "Ya ha respondido")]
    public async Task It_is_answered_by_keyboard_in_the_customers_language_and_once(string language, string title, string send, string thanks, string before)
    {
        var link = await AskAsync(language);
        var page = await SitDownAsync(link, null, Look.Phone with { Culture = "en" });
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = title })).ToBeVisibleAsync();
        (await page.EvaluateAsync<string>("document.documentElement.lang")).ShouldBe(language);
        (await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth")).ShouldBeTrue();
        await AccessibilityTests.LookAsync(page);

        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Space");
        await page.Keyboard.PressAsync("ArrowRight");
        await page.GetByRole(AriaRole.Group).Nth(1).GetByRole(AriaRole.Radio, new() { Name = "9", Exact = true }).CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = send, Exact = true }).PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = thanks, Exact = true })).ToBeVisibleAsync();
        await AccessibilityTests.LookAsync(page);
        await page.GotoAsync(link);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = before })).ToBeVisibleAsync();

        var hash = Secret.Hash(link[3..]).ShouldNotBeNull();
        await using var db = Stage.Heed.Db();
        var id = await db.Surveys.Where(s => s.TokenHash == hash).Select(s => s.Id).SingleAsync(Ct);
        (await db.SurveyAnswers.Where(a => a.SurveyId == id).OrderBy(a => a.Question).Select(a => a.Number).ToListAsync(Ct)).ShouldBe([2, 9]);
    }

    [Fact]
    public async Task An_administrator_switches_it_on_and_sees_the_message_in_three_languages()
    {
        var page = await SitDownAsync("/settings/surveys", look: Look.Phone);
        await page.GetByText("Brand acme").ClickAsync();
        await page.GetByLabel("Ask after a case").First.SelectOptionAsync("on");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(page.GetByText("Saved.")).ToBeVisibleAsync();
        await Expect(page.Locator("p.notice[lang=es]").First).ToContainTextAsync("¿está satisfecho con nuestra ayuda?");
        await AccessibilityTests.LookAsync(page);
        await Stage.Heed.Get<SurveyDesk>().SaveAsync(SurveyPolicy.Default, Ct);
    }

    private async Task<string> AskAsync(string language)
    {
        var number = await Stage.HearAsync("facebook", "message", Somebody("Pia Lang"), "Where is my parcel? I have been waiting since Monday.");
        await using var db = Stage.Heed.Db();
        var c = await db.Cases.AsNoTracking().SingleAsync(x => x.Number == number, Ct);
        var (secret, now) = (Secret.New(), TimeProvider.System.GetUtcNow());
        await using var session = await Stage.Heed.Get<Database>().BeginWriteAsync(durable: true, Ct);
        await SurveyStore.AskAsync(
            session,
            new SurveyRow
            {
                Id = Guid.CreateVersion7(now),
                CaseId = c.Id,
                CustomerId = c.CustomerId,
                Brand = c.Brand,
                AccountId = c.OriginAccountId,
                Network = c.OriginNetwork,
                Language = language,
                MessageId = Guid.CreateVersion7(now),
                ByMessage = SurveyRow.Written([SurveyQuestion.Satisfaction]),
                OnPage = SurveyRow.Written([SurveyQuestion.Recommendation, SurveyQuestion.Effort, SurveyQuestion.ValuedTime, SurveyQuestion.PayMore, SurveyQuestion.Channel]),
                TokenHash = Secret.Hash(secret)!, // our own secret has the right length
                AskedAt = now,
                ExpiresAt = now.AddDays(14),
            },
            TimeSpan.FromDays(90), Ct);
        await session.CommitAsync(Ct);
        return "/s/" + secret;
    }
}
