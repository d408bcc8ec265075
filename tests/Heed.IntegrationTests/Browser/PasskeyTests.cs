using Heed.Server;
using Heed.Server.Access;
using Heed.Storage.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace Heed.IntegrationTests.Browser;

/// <summary>The whole ceremony in Chromium with a virtual authenticator: join by invitation, leave, come back, add and remove a passkey.</summary>
public sealed class PasskeyTests : IAsyncLifetime
{
    private const string Chromium = "/usr/bin/chromium";

    private readonly string folder = Directory.CreateTempSubdirectory("heed-passkey-").FullName;
    private WebApplication? app;
    private IPlaywright? playwright;
    private IBrowser? browser;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        if (!File.Exists(Chromium) && Environment.GetEnvironmentVariable("CI") != "true")
            Assert.Skip("needs " + Chromium);
        app = await HeedServer.BuildAsync(new HeedOptions { Data = folder }, ["--urls", "http://127.0.0.1:0"], builder => builder.Logging.ClearProviders(), Ct);
        await app.StartAsync(Ct);
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium, Args = ["--no-sandbox"] });
    }

    [Fact]
    public async Task A_person_joins_leaves_and_comes_back_by_passkey()
    {
        var people = app!.Services.GetRequiredService<People>(); // InitializeAsync made them or skipped
        var invited = (await people.InviteAsync("ana@acme.example", "Ana", Role.Agent, [], null, Ct)).ShouldBeOfType<Invited.Link>();
        var page = await browser!.NewPageAsync(new() { BaseURL = "http://localhost:" + new Uri(app.Urls.First()).Port, Locale = "en-GB" });
        var complaints = new List<string>();
        page.Console += (_, message) => complaints.AddRange(message.Text.Contains("Content Security Policy", StringComparison.OrdinalIgnoreCase) ? [message.Text] : []);
        await PlugInAuthenticatorAsync(page);

        await page.GotoAsync(invited.Issued.Path);
        await page.GetByRole(AriaRole.Button, new() { Name = "Join with a passkey" }).ClickAsync();
        await page.WaitForURLAsync(url => !url.Contains("/access/link/", StringComparison.Ordinal));
        await page.GotoAsync("/account");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Your account" })).ToBeVisibleAsync();
        (await people.ListAsync(Ct)).ShouldHaveSingleItem().ShouldSatisfyAllConditions(p => p.Passkeys.ShouldBe(1), p => p.HasPassword.ShouldBeFalse(), p => p.Role.ShouldBe(Role.Agent));

        await page.Context.ClearCookiesAsync();
        await page.GotoAsync("/account");
        page.Url.ShouldContain("/sign-in?ReturnUrl=");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in with a passkey" }).ClickAsync();
        await page.WaitForURLAsync("**/account");

        await page.GetByRole(AriaRole.Button, new() { Name = "Remove the passkey Passkey" }).ClickAsync();
        await Assertions.Expect(page.GetByText("This is your only way in.")).ToBeVisibleAsync();
        complaints.ShouldBeEmpty("the content security policy lets everything we use through");
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
            await browser.DisposeAsync();
        playwright?.Dispose();
        if (app is not null)
            await app.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private static async Task PlugInAuthenticatorAsync(IPage page)
    {
        var devtools = await page.Context.NewCDPSessionAsync(page);
        await devtools.SendAsync("WebAuthn.enable");
        await devtools.SendAsync("WebAuthn.addVirtualAuthenticator", new()
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2",
                ["transport"] = "internal",
                ["hasResidentKey"] = true,
                ["hasUserVerification"] = true,
                ["isUserVerified"] = true,
                ["automaticPresenceSimulation"] = true,
            },
        });
    }
}
