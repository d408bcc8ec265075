using System.Text.Json;
using Heed.Core.Routing;
using Heed.Sandbox;
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
    private IPlaywright? playwright;
    private IBrowser? browser;
    private ConnectedHeed? connected;

    private ConnectedHeed Connected => connected ?? throw new InvalidOperationException("The stage is not set.");

    public TestHeed Heed => Connected.Heed;

    public SandboxHandle Sandbox => Connected.Sandbox;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        if (!File.Exists(Chromium) && Environment.GetEnvironmentVariable("CI") != "true")
            return; // each test skips with the reason
        connected = await ConnectedHeed.StartAsync("sqlite");
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
    public async Task<long> HearAsync(SayRequest request) => await NumberOfAsync((await Connected.HearAsync(request, Ct)).CaseId);

    public Task<long> HearAsync(string network, string kind, Speaker from, string text) =>
        HearAsync(new SayRequest { Network = network, Account = ConnectedHeed.AccountOn(network), From = from, Text = text, Kind = kind });

    /// <summary>Waits for a message and tells the number of its case.</summary>
    public async Task<long> CaseOfAsync(string network, string externalId) => await NumberOfAsync(await Connected.CaseOfAsync(network, externalId, Ct));

    private async Task<long> NumberOfAsync(Guid caseId)
    {
        await using var db = Heed.Db();
        return await db.Cases.Where(c => c.Id == caseId).Select(c => c.Number).SingleAsync(Ct);
    }

    /// <summary>How long a reply can be taken back from now on, in seconds.</summary>
    public void LetUndo(int seconds) => Heed.Get<HeedOptions>().UndoSeconds = seconds;

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
            await browser.DisposeAsync();
        playwright?.Dispose();
        if (connected is not null)
            await connected.DisposeAsync();
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
