using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Heed.Server;
using Heed.Server.Access;
using Heed.Server.Settings;
using Heed.Storage;
using Heed.Storage.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Shouldly;
using Xunit;

namespace Heed.Tests.Api;

/// <summary>The real server on a free port over a new SQLite file, with a mailbox that mail is piped into and programs that hold tokens.</summary>
internal sealed class ApiServer : IAsyncDisposable
{
    private const string InboundToken = "pipe-token-of-the-tests";

    private readonly string folder;
    private readonly ServiceProvider clients;

    private ApiServer(WebApplication app, string folder)
    {
        App = app;
        this.folder = folder;
        var services = new ServiceCollection();
        services.AddHttpClient("test").ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
        clients = services.BuildServiceProvider();
    }

    public WebApplication App { get; }

    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<ApiServer> StartAsync(Action<WebApplicationBuilder>? more = null, Action<HeedOptions>? change = null)
    {
        var folder = Directory.CreateTempSubdirectory("heed-api-").FullName;
        var options = new HeedOptions { Data = folder, ApiRequestsPerSecond = 0 };
        change?.Invoke(options);
        var app = await HeedServer.BuildAsync(
            options,
            ["--urls", "http://127.0.0.1:0"],
            builder =>
            {
                builder.Logging.ClearProviders();
                more?.Invoke(builder);
            },
            Ct);
        await app.StartAsync(Ct);
        return new ApiServer(app, folder);
    }

    /// <summary>A program nobody knows.</summary>
    public HttpClient Stranger()
    {
        var client = clients.GetRequiredService<IHttpClientFactory>().CreateClient("test");
        client.BaseAddress = new Uri(App.Urls.First());
        return client;
    }

    /// <summary>A program with a token of a role.</summary>
    public async Task<HttpClient> ProgramAsync(Role role)
    {
        var made = (await App.Services.GetRequiredService<ApiTokens>().CreateAsync($"{role} {Guid.CreateVersion7():N}", role, Ct)).ShouldBeOfType<TokenOutcome.Made>();
        var client = Stranger();
        client.DefaultRequestHeaders.Authorization = new("Bearer", made.Text);
        return client;
    }

    public async Task AddMailboxAsync(string name = "help") =>
        (await App.Services.GetRequiredService<ChannelAdmin>().SaveAsync(
            new ChannelDraft("mail", name, "Acme", null, new Dictionary<string, string> { ["address"] = $"{name}@acme.example", ["inbound-token"] = InboundToken }), Ct))
        .ShouldNotBeOfType<ChannelSaved.Refused>();

    /// <summary>Pipes a mail in, as a mail server would.</summary>
    public async Task<HttpStatusCode> MailAsync(string from, string subject, string text, string name = "help")
    {
        var mime = $"From: {from}\r\nTo: {name}@acme.example\r\nSubject: {subject}\r\nMessage-ID: <{Guid.CreateVersion7():n}@customers.example>\r\n"
            + $"Date: {TimeProvider.System.GetUtcNow():R}\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n";
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/webhooks/mail/{name}") { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(mime)) };
        request.Content.Headers.ContentType = new("message/rfc822");
        request.Headers.Add("X-Heed-Token", InboundToken);
        using var response = await Stranger().SendAsync(request, Ct);
        return response.StatusCode;
    }

    /// <summary>Waits until nothing is left in the lanes.</summary>
    public async Task SettleAsync()
    {
        for (var i = 0; i < 400; i++)
        {
            if (!await ReadAsync(db => db.LaneQueue.AnyAsync(Ct)))
                return;
            await Task.Delay(25, Ct);
        }

        throw new TimeoutException("The lanes did not empty within ten seconds.");
    }

    public async Task<T> ReadAsync<T>(Func<HeedDb, Task<T>> read)
    {
        await using var db = await App.Services.GetRequiredService<IDbContextFactory<HeedDb>>().CreateDbContextAsync(Ct);
        return await read(db);
    }

    /// <summary>Reads a list page by page to its end.</summary>
    public static async Task<List<JsonElement>> AllAsync(HttpClient program, string path)
    {
        var all = new List<JsonElement>();
        string? next = null;
        do
        {
            var page = await program.GetFromJsonAsync<JsonElement>(next is null ? path : $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}cursor={next}", Ct);
            all.AddRange(page.GetProperty("items").EnumerateArray().Select(e => e.Clone()));
            next = page.GetProperty("next").GetString();
        }
        while (next is not null);
        return all;
    }

    /// <summary>The code of a refusal, and that it is problem+json with a sentence.</summary>
    public static async Task<(int Status, string Code)> ProblemAsync(HttpResponseMessage response)
    {
        response.Content.Headers.ContentType?.MediaType.ShouldBe("application/problem+json");
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(Ct);
        problem.GetProperty("detail").GetString().ShouldNotBeNullOrWhiteSpace();
        return ((int)response.StatusCode, problem.GetProperty("code").GetString()!);
    }

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        await clients.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
