using System.Text.RegularExpressions;
using Heed.Sandbox.Control;
using Heed.Testing;
using Heed.Testing.Servers;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Heed.IntegrationTests.Browser;

/// <summary>Reading and answering, from the signed webhook to the network and back onto the screen.</summary>
public sealed class AnswerTests(BrowserStage stage) : BrowserTest(stage)
{
    [Fact]
    public async Task A_case_is_opened_from_the_list_and_read()
    {
        await Stage.HearAsync("x", "mention", Somebody("Olive Barker"), "@acme the blue lamp arrived in two pieces");
        // By name: among what other tests brought she may stand below the fold.
        var page = await SitDownAsync("/inbox?q=Olive%20Barker");
        await AliveAsync(page);

        await page.GetByRole(AriaRole.Link, new() { Name = "Olive Barker" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Olive Barker", Level = 2 })).ToBeVisibleAsync();
        await Expect(Bubble(page, "the blue lamp arrived in two pieces")).ToContainTextAsync("Public");
        await Expect(page.GetByRole(AriaRole.Complementary, new() { Name = "Customer" })).ToContainTextAsync("Olive Barker");
        await Expect(page).ToHaveURLAsync(new Regex("/inbox/case/[0-9]+"));
    }

    [Fact]
    public async Task An_answer_in_public_is_delivered_and_says_so()
    {
        Stage.LetUndo(0);
        var page = await OpenCaseAsync(await Stage.HearAsync("x", "mention", Somebody("Peter Lund"), "@acme is the shop open on Sunday?"));

        await WriteAsync(page, "Yes, from ten to six. See you there!", "Publish");

        await Expect(Bubble(page, "from ten to six").Locator(".delivery")).ToHaveTextAsync("Sent");
        await Expect(page.Locator("#composer")).ToHaveValueAsync("");
        Stage.Sandbox.Done.ShouldContain(d => d.Network == "x" && d.Text.EndsWith("Yes, from ten to six. See you there!", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_reply_is_taken_back_within_its_seconds_and_its_text_is_in_the_box_again()
    {
        Stage.LetUndo(20);
        var page = await OpenCaseAsync(await Stage.HearAsync("x", "mention", Somebody("Rita Moss"), "@acme where is my refund?"));

        await WriteAsync(page, "It was paid on Monday, sorry: Tuesday.", "Publish");
        await page.Locator(".toast").GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();

        await Expect(page.Locator("#composer")).ToHaveValueAsync("It was paid on Monday, sorry: Tuesday.");
        await Expect(Bubble(page, "It was paid on Monday")).ToHaveCountAsync(0);
        Stage.Sandbox.Done.ShouldNotContain(d => d.Text.Contains("It was paid on Monday", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_public_complaint_goes_on_in_private()
    {
        Stage.LetUndo(0);
        var page = await OpenCaseAsync(await Stage.HearAsync("x", "mention", Somebody("Hugo Vance"), "@acme my order never came"));

        await page.GetByRole(AriaRole.Tab, new() { Name = "Private" }).ClickAsync();
        await WriteAsync(page, "Would you tell us your order number here?", "Send");

        var bubble = Bubble(page, "your order number here");
        await Expect(bubble).ToContainTextAsync("Private");
        await Expect(bubble.Locator(".delivery")).ToHaveTextAsync(new Regex("^(Sent|Delivered|Read)$"));
        Stage.Sandbox.Done.ShouldContain(d => d.Network == "x" && d.Kind == "dm" && d.Text == "Would you tell us your order number here?");
    }

    [Fact]
    public async Task A_note_stays_among_colleagues()
    {
        var page = await OpenCaseAsync(await Stage.HearAsync("facebook", "comment", Somebody("Ines Blum"), "are these chairs oak?"));

        await page.GetByRole(AriaRole.Tab, new() { Name = "Note" }).ClickAsync();
        await WriteAsync(page, "Asked the workshop, answer by noon.", "Add note");

        var bubble = Bubble(page, "Asked the workshop");
        await Expect(bubble).ToContainTextAsync("Note");
        await Expect(bubble.Locator(".delivery")).ToHaveCountAsync(0);
        Stage.Sandbox.Done.ShouldNotContain(d => d.Text.Contains("Asked the workshop", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_left_to_write_is_told_of_the_box_that_has_a_limit()
    {
        var page = await OpenCaseAsync(await Stage.HearAsync("x", "mention", Somebody("Ola Brandt"), "@acme do you deliver to Norway?"));
        await page.Locator("#composer").FillAsync("Yes");
        await Expect(page.Locator("[data-count]")).ToHaveTextAsync("277 left");

        await page.GetByRole(AriaRole.Tab, new() { Name = "Note" }).ClickAsync();

        await Expect(page.Locator("[data-count]")).ToHaveTextAsync("");
    }

    [Fact]
    public async Task The_price_of_a_reply_is_shown_before_and_while_it_is_typed()
    {
        var page = await OpenCaseAsync(await Stage.HearAsync("x", "mention", Somebody("Pru Cent"), "@acme what does it cost?"));
        await Expect(page.Locator(".composer-as")).ToContainTextAsync("$0.01, with a link $0.20");

        await page.Locator("#composer").FillAsync("Nothing at all");
        await Expect(page.Locator("[data-price]")).ToHaveTextAsync("This reply: $0.01");

        await page.Locator("#composer").FillAsync("See https://acme.com/prices");
        await Expect(page.Locator("[data-price]")).ToHaveTextAsync("This reply: $0.20");
    }

    [Fact]
    public async Task A_failed_reply_says_why_and_is_sent_again_in_one_step()
    {
        Stage.LetUndo(0);
        const string Body = """{"object":"page","entry":[{"id":"200","time":1700000000,"messaging":[{"sender":{"id":"60601"},"recipient":{"id":"200"},"timestamp":TIME,"message":{"mid":"m_stranger","text":"hello, anyone?"}}]}]}""";
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds().ToString(System.Globalization.CultureInfo.InvariantCulture);
        using (var http = TestHttp.Client())
        using (var delivery = SignedDelivery.Facebook(Stage.Heed.Address, Body.Replace("TIME", now, StringComparison.Ordinal)))
            (await http.SendAsync(delivery, Ct)).EnsureSuccessStatusCode();
        var page = await OpenCaseAsync(await Stage.CaseOfAsync("facebook", "m_stranger"));

        // The network has never heard of this person, so it refuses.
        await WriteAsync(page, "Yes, we are here.", "Send");
        var bubble = Bubble(page, "Yes, we are here.");
        await Expect(bubble.Locator(".delivery")).ToHaveTextAsync("Not sent: Messenger does not know this person for this Page. Answer in public, or wait until they write.");

        await Stage.HearAsync("facebook", "message", new Speaker("60600", "Lou Adair", Psid: "60601"), "still there?");
        await bubble.GetByRole(AriaRole.Button, new() { Name = "Try again" }).ClickAsync();

        await Expect(bubble.Locator(".delivery")).ToHaveTextAsync(new Regex("^(Sent|Delivered|Read)$"));
        Stage.Sandbox.Done.ShouldContain(d => d.Network == "facebook" && d.Text == "Yes, we are here.");
    }

    [Fact]
    public async Task A_new_message_is_on_the_open_screen_by_itself_and_in_its_language()
    {
        var jo = Somebody("Jo Ferrand");
        var page = await OpenCaseAsync(await Stage.HearAsync("x", "mention", jo, "@acme first word"), look: new Look(Culture: "fr"));
        await Expect(page.Locator(".day-line")).ToHaveTextAsync(new Regex("Aujourd.hui"));

        await Stage.HearAsync("x", "mention", jo, "@acme second word");

        await Expect(Bubble(page, "second word")).ToContainTextAsync("Public");
        // What is drawn by the server's own news is drawn in the reader's language, like what they asked for.
        await Expect(page.Locator(".day-line")).ToHaveTextAsync(new Regex("Aujourd.hui"));
        await Expect(page.Locator(".view-button h2")).Not.ToHaveTextAsync("All open");
    }

    [Fact]
    public async Task A_mail_is_shown_cleaned_in_its_frame()
    {
        const string Html = """
            <html><head><style>body { background: red } .bubble { display: none }</style></head>
            <body style="position:fixed;inset:0"><p class="bubble" onclick="alert(1)">The <b>green</b> one, please.</p>
            <img src="http://127.0.0.1:9/spy.gif" alt="Our logo"><script>document.title = 'taken over'</script><a href="javascript:alert(1)">Click</a></body></html>
            """;
        var number = await Stage.HearAsync(new SayRequest
        {
            Network = "mail",
            Account = "help",
            Kind = "mail",
            From = new Speaker("ada@example.org", "Ada Quill"),
            Subject = "The colour",
            Text = "The green one, please.",
            Html = Html,
        });
        var page = await OpenCaseAsync(number);
        var asked = new List<string>();
        page.Request += (_, request) => asked.Add(request.Url);

        await page.GetByText("As it was sent").ClickAsync();
        var frame = page.Locator(".mail-body");

        await Expect(frame).ToBeVisibleAsync();
        (await frame.Locator("b").TextContentAsync()).ShouldBe("green");
        (await frame.Locator("script, style, [style], [class], [onclick], [href^=javascript], img[src]").CountAsync()).ShouldBe(0);
        await Expect(frame.GetByRole(AriaRole.Img, new() { Name = "Our logo" })).ToBeVisibleAsync();
        (await page.TitleAsync()).ShouldNotBe("taken over");
        asked.ShouldNotContain(url => url.Contains("spy.gif", StringComparison.Ordinal));
    }
}
