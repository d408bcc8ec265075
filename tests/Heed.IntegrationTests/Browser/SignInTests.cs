using Heed.Server.Access;
using Heed.Storage.Access;
using Heed.Testing;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Heed.IntegrationTests.Browser;

/// <summary>The door, by password and code; passkeys have their own test.</summary>
public sealed class SignInTests(BrowserStage stage) : BrowserTest(stage)
{
    private const string Password = "violet tram under snow";

    [Fact]
    public async Task A_newcomer_joins_by_invitation_leaves_and_signs_in_with_password_and_code()
    {
        var invited = (await Stage.Heed.Get<People>().InviteAsync("zoe@acme.example", "Zoé Martin", Role.Agent, [], null, Ct)).ShouldBeOfType<Invited.Link>();
        var page = await SitDownAsync(invited.Issued.Path, null);
        await page.GetByLabel("Password").FillAsync(Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Join with a password" }).ClickAsync();
        var key = (await page.Locator(".access-key").TextContentAsync()).ShouldNotBeNull();
        await page.Locator("#first-code").FillAsync(Totp.Code(key));
        await page.GetByRole(AriaRole.Button, new() { Name = "Continue" }).ClickAsync();
        await Expect(page.Locator(".access-recovery li")).ToHaveCountAsync(10);
        await page.GetByRole(AriaRole.Link, new() { Name = "Continue" }).ClickAsync();
        await AliveAsync(page);

        await page.Locator("[popovertarget=account-menu]").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await page.GotoAsync("/customers");
        page.Url.ShouldContain("/sign-in?ReturnUrl=");

        await page.GetByLabel("E-mail address").FillAsync("zoe@acme.example");
        await page.GetByLabel("Password").FillAsync(Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in with a password" }).ClickAsync();
        await page.GetByLabel("Code").FillAsync(Totp.Code(key));
        await page.GetByRole(AriaRole.Button, new() { Name = "Continue" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Customers", Level = 1 })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_wrong_password_is_told_in_the_readers_language_and_nothing_more()
    {
        var page = await SitDownAsync("/sign-in", null, new Look(Culture: "fr"));
        await page.Locator("#email").FillAsync("nadia@acme.example");
        await page.Locator("#password").FillAsync("not this one at all");
        await page.Locator("form:has(#password) button").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert).First).ToBeVisibleAsync();
        (await page.Locator("html").GetAttributeAsync("lang")).ShouldBe("fr");
        page.Url.ShouldContain("/sign-in");
    }

    [Fact]
    public async Task An_address_that_leads_nowhere_says_that_and_not_that_the_role_is_wrong()
    {
        var page = await SitDownAsync("/account");
        var answer = await page.Context.APIRequest.GetAsync("/nothing-here", new() { Headers = [new("Accept", "text/html")] });

        answer.Status.ShouldBe(404);
        (await answer.TextAsync()).ShouldContain("<h1>Nothing here</h1>");
    }

    [Theory]
    [InlineData("heed.example", true)]
    [InlineData("192.0.2.7", true)]
    [InlineData("localhost", false)]
    [InlineData("127.0.0.1", false)]
    public async Task Plain_http_is_warned_of_wherever_it_leaves_the_machine(string host, bool warned)
    {
        using var http = TestHttp.Client();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Stage.Heed.Address, "/sign-in"));
        request.Headers.Host = host;
        request.Headers.AcceptLanguage.ParseAdd("en");

        using var response = await http.SendAsync(request, Ct);

        (await response.Content.ReadAsStringAsync(Ct)).Contains("This connection is not encrypted.", StringComparison.Ordinal).ShouldBe(warned);
    }
}
