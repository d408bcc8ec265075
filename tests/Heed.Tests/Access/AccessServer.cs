using System.Net;
using System.Text.RegularExpressions;
using Heed.Server;
using Heed.Server.Access;
using Heed.Storage;
using Heed.Storage.Access;
using Heed.Testing.Servers;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace Heed.Tests.Access;

/// <summary>The real server on a free port over a database of its own, and browsers with their own cookies.</summary>
internal sealed partial class AccessServer : IAsyncDisposable
{
    private readonly ServiceProvider http;
    private readonly TestDatabase database;
    private int browsers;

    private AccessServer(WebApplication app, FakeTimeProvider clock, TestDatabase database)
    {
        App = app;
        Clock = clock;
        this.database = database;
        var services = new ServiceCollection();
        services.ConfigureHttpClientDefaults(client => client.ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }));
        services.AddHttpClient();
        http = services.BuildServiceProvider();
    }

    public WebApplication App { get; }

    public FakeTimeProvider Clock { get; }

    public People People => App.Services.GetRequiredService<People>();

    public AccessLinks Links => App.Services.GetRequiredService<AccessLinks>();

    public ApiTokens Tokens => App.Services.GetRequiredService<ApiTokens>();

    /// <param name="kind"><c>sqlite</c> or <c>postgres</c>.</param>
    public static async Task<AccessServer> StartAsync(Action<HeedOptions>? change = null, Action<WebApplication>? map = null, string kind = "sqlite")
    {
        var database = await TestDatabase.CreateAsync(kind);
        var options = database.Options(o => o.SignInsPerMinute = 10_000);
        change?.Invoke(options);
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        var app = await HeedServer.BuildAsync(
            options,
            ["--urls", "http://127.0.0.1:0"],
            builder =>
            {
                builder.Logging.ClearProviders();
                builder.Services.AddSingleton<TimeProvider>(clock);
                builder.Services.Remove(builder.Services.Single(s => s.ImplementationType == typeof(FirstStart))); // the console is the runner's
            },
            TestContext.Current.CancellationToken);
        map?.Invoke(app);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new AccessServer(app, clock, database);
    }

    /// <summary>A browser nobody has used.</summary>
    public HttpClient Browser()
    {
        var client = http.GetRequiredService<IHttpClientFactory>().CreateClient($"browser {Interlocked.Increment(ref browsers)}");
        client.BaseAddress = new Uri(App.Urls.First());
        client.DefaultRequestHeaders.Add("Accept", "text/html");
        client.DefaultRequestHeaders.Add("Accept-Language", "en");
        return client;
    }

    /// <summary>A person of a role, in their browser, let in by a real link.</summary>
    public async Task<(HttpClient Browser, Guid Id)> SignedInAsync(Role role)
    {
        var ct = TestContext.Current.CancellationToken;
        var id = await People.AddAsync($"{role}-{Guid.CreateVersion7():N}@acme.example", $"{role} of Acme", role, [], ct);
        var link = await Links.CreateSignInAsync(id, AccessLinks.SignInLifetime, ct);
        var browser = Browser();
        var entered = await SendFormAsync(browser, link.Path, "sign-in", []);
        entered.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        return (browser, id);
    }

    /// <summary>A program with a token of a role.</summary>
    public async Task<HttpClient> ProgramAsync(Role role)
    {
        var made = (await Tokens.CreateAsync($"{role} {Guid.CreateVersion7():N}", role, TestContext.Current.CancellationToken)).ShouldBeOfType<TokenOutcome.Made>();
        var client = Browser();
        client.DefaultRequestHeaders.Authorization = new("Bearer", made.Text);
        return client;
    }

    public static async Task<HttpResponseMessage> SendFormAsync(HttpClient browser, string path, string form, Dictionary<string, string> fields)
    {
        var ct = TestContext.Current.CancellationToken;
        var page = await browser.GetStringAsync(path, ct);
        return await SendAsync(browser, path, form, fields, TokenIn(page, form));
    }

    public static Task<HttpResponseMessage> SendAsync(HttpClient browser, string path, string form, Dictionary<string, string> fields, string? token)
    {
        var all = new Dictionary<string, string>(fields) { ["_handler"] = form };
        if (token is not null)
            all["__RequestVerificationToken"] = token;
        return browser.PostAsync(path, new FormUrlEncodedContent(all), TestContext.Current.CancellationToken);
    }

    /// <summary>The antiforgery token of a form in a page.</summary>
    public static string TokenIn(string page, string form)
    {
        var found = Forms().Matches(page).Select(m => m.Value).FirstOrDefault(f => f.Contains($"value=\"{form}\"", StringComparison.Ordinal));
        found.ShouldNotBeNull($"the page has a form '{form}'");
        return Token().Match(found).Groups[1].Value;
    }

    public async Task<T> ReadAsync<T>(Func<HeedDb, Task<T>> read)
    {
        await using var db = await App.Services.GetRequiredService<IDbContextFactory<HeedDb>>().CreateDbContextAsync(TestContext.Current.CancellationToken);
        return await read(db);
    }

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        await http.DisposeAsync();
        await database.DisposeAsync();
    }

    [GeneratedRegex("<form.*?</form>", RegexOptions.Singleline)]
    private static partial Regex Forms();

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
