using System.Net;
using System.Text.Json;
using Heed.Core.Cases;
using Heed.Core.Surveys;
using Heed.Sandbox.Control;
using Heed.Server.Access;
using Heed.Server.Inbox;
using Heed.Server.Surveys;
using Heed.Storage;
using Heed.Storage.Access;
using Heed.Storage.Surveys;
using Heed.Testing.Servers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;
using Case = Heed.Core.Cases.Case;

namespace Heed.IntegrationTests.Surveys;

/// <summary>Customers are asked how it went: once, where they wrote, and what they answer is kept once, by the page or by a message.</summary>
public sealed class SurveyTests
{
    private const string Site = "http://care.acme.example";

    private static readonly Actor Nadia = new(null, "Nadia", Role.Administrator);

    public static TheoryData<string> Kinds => TestDatabase.Kinds;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_resolved_case_is_asked_about_on_its_channel_and_the_link_takes_one_answer(string kind)
    {
        await using var stage = await StartAsync(kind);
        await SwitchOnAsync(stage, [SurveyQuestion.Satisfaction], [SurveyQuestion.Recommendation, SurveyQuestion.ValuedTime, SurveyQuestion.PayMore, SurveyQuestion.Channel]);
        var c = await ResolvedAsync(stage, "900", "Bonjour, où est mon colis ? Je l'attends depuis lundi.");
        await AskAsync(stage);
        var link = await LinkAsync(stage, c.Id);

        await using (var db = stage.Heed.Db())
        {
            var shown = (await db.Messages.AsNoTracking().SingleAsync(m => m.CaseId == c.Id && m.Automatic, Ct)).Text;
            shown.ShouldStartWith("Merci de nous avoir écrit.");
            shown.ShouldContain(Site + "/s/…");
            shown.ShouldNotContain(link);
        }

        await stage.Heed.Get<SurveyStore>().ForgetSecretsAsync(TimeProvider.System.GetUtcNow(), Ct);
        using var http = Browser(stage.Heed);
        var (status, page, headers) = await OpenAsync(http, link);
        status.ShouldBe(HttpStatusCode.OK);
        page.ShouldContain("lang=\"fr\"");
        page.ShouldContain("Êtes-vous satisfait");
        page.ShouldNotContain("<script");
        headers.GetValues("X-Robots-Tag").ShouldHaveSingleItem().ShouldContain("noindex");
        headers.CacheControl!.NoStore.ShouldBeTrue();

        (await SendAsync(http, link)).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await SendAsync(http, link, ("q0", "9"))).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await AnswersAsync(stage.Heed)).ShouldBeEmpty();

        // A double tap, and a friend who got the link: one of them is kept.
        var sent = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => SendAsync(http, link, ("q0", "5"), ("q1", "9"), ("q3", "1"), ("q4", "15"), ("q5", "mail"))));
        sent.Count(s => s.Page.Contains("Votre réponse est enregistrée", StringComparison.Ordinal)).ShouldBe(1);
        (await OpenAsync(http, link)).Page.ShouldContain("Vous avez déjà répondu");
        (await SendAsync(http, link, ("q0", "1"))).Page.ShouldContain("Vous avez déjà répondu");
        (await AnswersAsync(stage.Heed)).ShouldBe(
        [
            (SurveyQuestion.Satisfaction, 5, null), (SurveyQuestion.Recommendation, 9, null), (SurveyQuestion.ValuedTime, 1, null),
            (SurveyQuestion.PayMore, 15, null), (SurveyQuestion.Channel, null, "mail"),
        ]);
        await using var after = stage.Heed.Db();
        var kept = await after.Surveys.AsNoTracking().SingleAsync(Ct);
        kept.SealedSecret.ShouldBeNull();
        kept.TokenHash.ShouldBe(Secret.Hash(link[(link.LastIndexOf('/') + 1)..]));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Nobody_is_asked_twice_within_the_days_however_many_ask(string kind)
    {
        await using var stage = await StartAsync(kind);
        await SwitchOnAsync(stage, [SurveyQuestion.Satisfaction], []);
        await ResolvedAsync(stage, "900", "Where is my parcel? I have been waiting since Monday.");
        await Task.WhenAll(AskAsync(stage), AskAsync(stage), AskAsync(stage));
        (await AskedAsync(stage.Heed)).ShouldBe(1);

        // A second matter, resolved as well: nobody looks it up, the database refuses.
        await using var db = stage.Heed.Db();
        var first = await db.Surveys.AsNoTracking().SingleAsync(Ct);
        var database = stage.Heed.Get<Database>();
        var now = TimeProvider.System.GetUtcNow();
        await Should.ThrowAsync<AskedTooSoonException>(() => AgainAsync(database, first, now));
        await Should.ThrowAsync<AskedTooSoonException>(() => AgainAsync(database, first, now.AddDays(89)));
        (await AskedAsync(stage.Heed)).ShouldBe(1);
        await AgainAsync(database, first, now.AddDays(91));
        (await AskedAsync(stage.Heed)).ShouldBe(2);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_guessed_link_finds_nothing_and_an_expired_one_takes_nothing(string kind)
    {
        await using var stage = await StartAsync(kind);
        await SwitchOnAsync(stage, [SurveyQuestion.Satisfaction], []);
        var c = await ResolvedAsync(stage, "900", "Where is my parcel? I have been waiting since Monday.");
        await AskAsync(stage);
        var link = await LinkAsync(stage, c.Id);
        using var http = Browser(stage.Heed);
        (await OpenAsync(http, "/s/" + new string('a', 43))).Status.ShouldBe(HttpStatusCode.NotFound);
        (await SendAsync(http, "/s/" + link[3..^1], ("q0", "5"))).Status.ShouldBe(HttpStatusCode.NotFound);
        (await OpenAsync(http, link)).Page.ShouldContain("<button type=\"submit\" class=\"choice\" name=\"q0\" value=\"5\">"); // one question: one tap
        await using (var db = stage.Heed.Db())
        {
            var before = TimeProvider.System.GetUtcNow().AddMinutes(-1);
            await db.Surveys.ExecuteUpdateAsync(s => s.SetProperty(x => x.ExpiresAt, before), Ct);
        }

        (await OpenAsync(http, link)).Status.ShouldBe(HttpStatusCode.Gone);
        (await SendAsync(http, link, ("q0", "5"))).Status.ShouldBe(HttpStatusCode.Gone);
        (await AnswersAsync(stage.Heed)).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task An_answer_written_as_a_message_is_kept_and_reopens_nothing_unless_more_is_said(string kind)
    {
        await using var stage = await StartAsync(kind);
        await SwitchOnAsync(stage, [SurveyQuestion.Recommendation], []);
        var brief = await ResolvedAsync(stage, "900", "Where is my parcel? I have been waiting since Monday.");
        var more = await ResolvedAsync(stage, "901", "Where is my refund? I have been waiting since Monday.");
        await AskAsync(stage);
        await LinkAsync(stage, brief.Id);
        await LinkAsync(stage, more.Id);

        (await SayAsync(stage, "900", "8 out of 10, thanks")).ShouldBe(brief.Id);
        (await SayAsync(stage, "901", "9/10! But when does the rest of my money come?")).ShouldBe(more.Id);
        await using var db = stage.Heed.Db();
        var (quiet, open) = (await db.Cases.AsNoTracking().SingleAsync(c => c.Id == brief.Id, Ct), await db.Cases.AsNoTracking().SingleAsync(c => c.Id == more.Id, Ct));
        (quiet.Status, quiet.WaitingSince, quiet.Reopenings).ShouldBe((CaseStatus.Resolved, null, 0));
        (open.Status, open.Reopenings).ShouldBe((CaseStatus.Open, 1));
        open.WaitingSince.ShouldNotBeNull();
        (await db.SurveyAnswers.AsNoTracking().OrderBy(a => a.Number).Select(a => a.Number).ToListAsync(Ct)).ShouldBe([8, 9]);

        // Said again, the first answer stays; and the page knows of it.
        await SayAsync(stage, "900", "10");
        (await db.SurveyAnswers.AsNoTracking().OrderBy(a => a.Number).Select(a => a.Number).ToListAsync(Ct)).ShouldBe([8, 9]);
        using var http = Browser(stage.Heed);
        (await OpenAsync(http, await LinkAsync(stage, brief.Id))).Page.ShouldContain("You have answered already");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Spam_other_languages_public_posts_and_brands_that_are_off_are_left_in_peace(string kind)
    {
        await using var stage = await StartAsync(kind);
        var spam = await ResolvedAsync(stage, "900", "Where is my parcel? I have been waiting since Monday.", tag: "spam");
        var post = await stage.HearAsync(new SayRequest { Network = "x", Account = "acme", From = new Speaker("910", "Jo", "jo"), Text = "@acme where is my parcel? I have been waiting since Monday.", Kind = "mention" }, Ct);
        (await stage.Heed.Get<CaseDesk>().ResolveAsync(post.CaseId, Nadia, Ct)).Done.ShouldBeTrue();
        await ResolvedAsync(stage, "902", "Wo bleibt mein Paket? Ich warte seit Montag auf die Lieferung.");
        await AskAsync(stage);
        await SwitchOnAsync(stage, [SurveyQuestion.Satisfaction], [], on: false);
        await AskAsync(stage);
        await SwitchOnAsync(stage, [SurveyQuestion.Satisfaction], []);
        await AskAsync(stage);
        spam.Status.ShouldBe(CaseStatus.Resolved);
        (await AskedAsync(stage.Heed)).ShouldBe(0);
    }

    [Fact]
    public async Task By_mail_too_and_the_list_and_the_file_tell_what_was_answered()
    {
        await using var stage = await StartAsync("sqlite");
        await SwitchOnAsync(stage, [SurveyQuestion.Satisfaction], [SurveyQuestion.ValuedTime]);
        var (_, id) = await stage.HearAsync(new SayRequest { Network = "mail", Account = "help", From = new Speaker("kim@example.org", "Kim"), Text = "Where is my parcel? I have been waiting since Monday.", Kind = "mail", Subject = "Parcel" }, Ct);
        (await stage.Heed.Get<CaseDesk>().ResolveAsync(id, Nadia, Ct)).Done.ShouldBeTrue();
        await AskAsync(stage);
        using var http = Browser(stage.Heed);
        (await SendAsync(http, await LinkAsync(stage, id), ("q0", "4"), ("q3", "2"))).Page.ShouldContain("Your answer has been kept");

        var token = (await stage.Heed.Get<ApiTokens>().CreateAsync("survey reader", Role.Lead, Ct)).ShouldBeOfType<TokenOutcome.Made>();
        http.DefaultRequestHeaders.Authorization = new("Bearer", token.Text);
        using var list = JsonDocument.Parse(await http.GetStringAsync("/api/v1/surveys?brand=acme", Ct));
        var row = list.RootElement.GetProperty("items").EnumerateArray().ShouldHaveSingleItem();
        (row.GetProperty("satisfaction").GetInt32(), row.GetProperty("valuedTime").GetString(), row.GetProperty("network").GetString()).ShouldBe((4, "yes", "mail"));
        var lines = (await http.GetStringAsync("/api/v1/surveys.csv", Ct)).Trim().Split("\r\n");
        lines.Length.ShouldBe(2);
        lines[1].ShouldContain(",mail,en,");
        lines[1].ShouldEndWith(",4,,,yes,,");
    }

    private static Task<ConnectedHeed> StartAsync(string kind) => ConnectedHeed.StartAsync(kind, o => o.PublicUrl = Site);

    private static async Task SwitchOnAsync(ConnectedHeed stage, IReadOnlyList<SurveyQuestion> byMessage, IReadOnlyList<SurveyQuestion> onPage, bool on = true) =>
        (await stage.Heed.Get<SurveyDesk>().SaveAsync(SurveyPolicy.Default with { Brands = new Dictionary<string, SurveyPlan> { ["acme"] = new(on, byMessage, onPage, 0) } }, Ct)).ShouldBeNull();

    // A node of its own each time: what one remembers having looked at must not matter.
    private static async Task AskAsync(ConnectedHeed stage)
    {
        using var asker = ActivatorUtilities.CreateInstance<SurveyAsker>(stage.Heed.Services);
        await asker.AskAsync(Ct);
    }

    private static async Task<Case> ResolvedAsync(ConnectedHeed stage, string customer, string text, string? tag = null)
    {
        var id = await SayAsync(stage, customer, text);
        if (tag is not null)
            (await stage.Heed.Get<CaseDesk>().TagAsync(id, tag, Nadia, Ct)).Done.ShouldBeTrue();
        (await stage.Heed.Get<CaseDesk>().ResolveAsync(id, Nadia, Ct)).Done.ShouldBeTrue();
        await using var db = stage.Heed.Db();
        return await db.Cases.AsNoTracking().SingleAsync(c => c.Id == id, Ct);
    }

    private static async Task<Guid> SayAsync(ConnectedHeed stage, string customer, string text) =>
        (await stage.HearAsync(new SayRequest { Network = "facebook", Account = "acme", From = new Speaker(customer, "Jo"), Text = text, Kind = "message" }, Ct)).CaseId;

    // As the customer got it: only what went out has the link.
    private static async Task<string> LinkAsync(ConnectedHeed stage, Guid caseId)
    {
        string? external = null;
        await TestHeed.EventuallyAsync(async () =>
        {
            await using var db = stage.Heed.Db();
            return (external = await db.Messages.Where(m => m.CaseId == caseId && m.Automatic).Select(m => m.ExternalId).FirstOrDefaultAsync(Ct)) is not null;
        });
        var text = stage.Sandbox.Done.Single(d => d.ExternalId == external || (external is not null && d.ExternalId.Trim('<', '>') == external.Trim('<', '>'))).Text.ShouldNotBeNull();
        return "/s/" + text[(text.IndexOf(Site + "/s/", StringComparison.Ordinal) + Site.Length + 3)..][..43];
    }

    private static async Task<int> AskedAsync(TestHeed heed)
    {
        await using var db = heed.Db();
        return await db.Surveys.CountAsync(Ct);
    }

    private static async Task<List<(SurveyQuestion Question, int? Number, string? Word)>> AnswersAsync(TestHeed heed)
    {
        await using var db = heed.Db();
        return [.. (await db.SurveyAnswers.AsNoTracking().OrderBy(a => a.Question).ToListAsync(Ct)).Select(a => (a.Question, a.Number, a.Word))];
    }

    private static async Task AgainAsync(Database database, SurveyRow first, DateTimeOffset now)
    {
        var again = new SurveyRow
        {
            Id = Guid.CreateVersion7(now),
            CaseId = first.CaseId,
            CustomerId = first.CustomerId,
            Brand = first.Brand,
            AccountId = first.AccountId,
            Network = first.Network,
            Language = "en",
            MessageId = Guid.CreateVersion7(now),
            ByMessage = "0",
            OnPage = "",
            TokenHash = Secret.Hash(Secret.New())!, // our own secret has the right length
            AskedAt = now,
            ExpiresAt = now.AddDays(14),
        };
        await using var session = await database.BeginWriteAsync(durable: true, Ct);
        await SurveyStore.AskAsync(session, again, TimeSpan.FromDays(90), Ct);
        await session.CommitAsync(Ct);
    }

    private static HttpClient Browser(TestHeed heed) => new(new SocketsHttpHandler()) { BaseAddress = heed.Address };

    private static async Task<(HttpStatusCode Status, string Page, System.Net.Http.Headers.HttpResponseHeaders Headers)> OpenAsync(HttpClient http, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "Accept", "text/html" } } };
        using var response = await http.SendAsync(request, Ct);
        return (response.StatusCode, WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync(Ct)), response.Headers);
    }

    private static async Task<(HttpStatusCode Status, string Page)> SendAsync(HttpClient http, string path, params (string Name, string Value)[] fields)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Headers = { { "Accept", "text/html" } }, Content = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value))) };
        using var response = await http.SendAsync(request, Ct);
        return (response.StatusCode, WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync(Ct)));
    }
}
