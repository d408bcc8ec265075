using System.Text.Json;
using Heed.Core.Routing;
using Heed.Sandbox;
using Heed.Sandbox.Accounts;
using Heed.Sandbox.Control;
using Heed.Server;
using Heed.Server.Access;
using Heed.Server.Settings;
using Heed.Storage.Access;
using Heed.Testing.Servers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace Heed.IntegrationTests.Browser;

/// <summary>One server on a real port, one sandbox whose customers write by signed webhooks, one Chromium: for all tests of the screens.</summary>
public sealed class BrowserStage : IAsyncLifetime
{
    private const string Chromium = "/usr/bin/chromium";

    // A busy machine of two cores takes its time; what never comes still fails soon enough.
    private const float Patience = 20_000;

    private readonly Dictionary<string, string> signedIn = [];
    private readonly List<Guid> people = [];
    private TestDatabase? database;
    private string? folder;
    private IPlaywright? playwright;
    private IBrowser? browser;
    private TestHeed? heed;
    private SandboxHandle? sandbox;

    public TestHeed Heed => heed ?? throw new InvalidOperationException("The stage is not set.");

    public SandboxHandle Sandbox => sandbox ?? throw new InvalidOperationException("The stage is not set.");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        if (!File.Exists(Chromium) && Environment.GetEnvironmentVariable("CI") != "true")
            return; // each test skips with the reason
        database = await TestDatabase.CreateAsync("sqlite");
        heed = await TestHeed.StartAsync(database);
        folder = Directory.CreateTempSubdirectory("heed-browser-").FullName;
        sandbox = await SandboxHost.StartAsync(
            new SandboxOptions { Urls = "http://127.0.0.1:0", SmtpPort = 0, Data = folder, Heed = heed.Address.ToString().TrimEnd('/') }, Ct);
        await ConnectAsync();
        await HireAsync();
        Assertions.SetDefaultExpectTimeout(Patience);
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium, Args = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-background-networking"] });
    }

    /// <summary>A browser window; <paramref name="person"/> is signed in, null nobody.</summary>
    internal async Task<IBrowserContext> OpenAsync(string? person, Look look)
    {
        if (browser is null)
            Assert.Skip("needs " + Chromium);
        var context = await browser.NewContextAsync(new()
        {
            BaseURL = Heed.Address.ToString(),
            ViewportSize = new() { Width = look.Width, Height = look.Height },
            Locale = look.Culture,
            TimezoneId = "Europe/Paris",
            ReducedMotion = ReducedMotion.Reduce,
            HasTouch = look.Width < 768,
            StorageState = person is null ? null : await SignedInAsync(person),
        });
        context.SetDefaultTimeout(Patience);
        await context.AddCookiesAsync([
            new() { Name = "heed.culture", Value = look.Culture, Url = Heed.Address.ToString() },
            new() { Name = "heed.zone", Value = "Europe%2FParis", Url = Heed.Address.ToString() },
            .. look.Dark is { } dark ? [new Cookie { Name = "heed.theme", Value = dark ? "dark" : "light", Url = Heed.Address.ToString() }] : Array.Empty<Cookie>(),
        ]);
        return context;
    }

    /// <summary>Has a customer say something and waits until it is in the inbox.</summary>
    /// <returns>The number of its case.</returns>
    public async Task<long> HearAsync(SayRequest request)
    {
        var said = await Sandbox.SayAsync(request, Ct);
        return await CaseOfAsync(request.Network, said.ExternalId);
    }

    public Task<long> HearAsync(string network, string kind, Speaker from, string text) =>
        HearAsync(new SayRequest { Network = network, Account = network == "mail" ? "help" : "acme", From = from, Text = text, Kind = kind });

    /// <summary>Waits for a message and tells the number of its case.</summary>
    public async Task<long> CaseOfAsync(string network, string externalId)
    {
        long? number = null;
        await TestHeed.EventuallyAsync(async () =>
        {
            await using var db = Heed.Db();
            number = await db.Messages.Where(m => m.Network == network && m.ExternalId!.EndsWith(externalId)).Join(db.Cases, m => m.CaseId, c => c.Id, (_, c) => (long?)c.Number).FirstOrDefaultAsync(Ct);
            return number is not null;
        });
        return number.ShouldNotBeNull();
    }

    /// <summary>How long a reply can be taken back from now on, in seconds.</summary>
    public void LetUndo(int seconds) => Heed.Get<HeedOptions>().UndoSeconds = seconds;

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
            await browser.DisposeAsync();
        playwright?.Dispose();
        if (heed is not null)
            await heed.DisposeAsync();
        if (sandbox is not null)
            await sandbox.DisposeAsync();
        if (database is not null)
            await database.DisposeAsync();
        if (folder is not null)
            Directory.Delete(folder, recursive: true);
    }

    private async Task ConnectAsync()
    {
        await Heed.AddXAsync(Sandbox.BaseAddress);
        await Heed.AddFacebookAsync(Sandbox.BaseAddress);
        await Heed.AddMailAsync(Sandbox.SmtpPort);
        Sandbox.Register(new BrandAccount { Network = "x", Account = "acme", ExternalId = "100", Secret = "x-secret", Handle = "acme" });
        Sandbox.Register(new BrandAccount { Network = "facebook", Account = "acme", ExternalId = "200", Secret = "fb-secret", VerifyToken = "fb-verify", Token = "fb-token", Name = "Acme" });
        Sandbox.Register(new BrandAccount { Network = "mail", Account = "help", ExternalId = "help@acme.example", InboundToken = "mail-token-mail-token" });
    }

    private async Task HireAsync()
    {
        foreach (var department in (string[])["Delivery", "Billing", "Shop"])
        {
            (await Heed.Get<DepartmentDesk>().SaveAsync(new DepartmentDraft(null, department, "Europe/Paris", [.. Enumerable.Repeat("00:00-24:00", 7)], "", [15, 15, 30, 30]), Ct)).ShouldBeNull();
        }

        await using var db = Heed.Db();
        var delivery = (await db.Departments.SingleAsync(d => d.Name == "Delivery", Ct)).Id;
        (await Heed.Get<RuleDesk>().SaveAsync(new RuleDraft(null, "Everything first", true, new RoutingConditions(), delivery, [], 0), Ct)).ShouldBeNull();
        await Heed.Get<People>().AddAsync("nadia@acme.example", "Nadia Rousseau", Role.Administrator, [delivery], Ct);
        await Heed.Get<People>().AddAsync("marc@acme.example", "Marc Delmas", Role.Agent, [delivery], Ct);
    }

    // Once a person, by the one-time link; every later window begins signed in.
    private async Task<string> SignedInAsync(string person)
    {
        if (signedIn.TryGetValue(person, out var state))
            return state;
        var id = (await Heed.Get<People>().FindAsync(person + "@acme.example", Ct)).ShouldNotBeNull();
        var link = (await Heed.Get<People>().SignInLinkAsync(id, Ct)).ShouldNotBeNull();
        await using var context = await browser!.NewContextAsync(new() { BaseURL = Heed.Address.ToString(), Locale = "en" }); // the caller has looked
        var page = await context.NewPageAsync();
        await page.GotoAsync(link.Path);
        await page.Locator("form button").ClickAsync();
        await page.WaitForURLAsync("**/inbox**");
        return signedIn[person] = await context.StorageStateAsync();
    }
}

/// <summary>How a window looks.</summary>
/// <param name="Culture">Two letters.</param>
/// <param name="Dark">Null: as the system, which is light here.</param>
internal sealed record Look(int Width = 1440, int Height = 900, string Culture = "en", bool? Dark = null)
{
    public static readonly Look Phone = new(390, 844);
}
