using System.Net.Http.Json;
using System.Text.Json;
using Heed.Sandbox;
using Heed.Sandbox.Accounts;
using Heed.Sandbox.Control;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Heed.Tests.Sandbox;

/// <summary>A sandbox with one account per network, a stub in Heed's place, and a client for the imitated APIs.</summary>
internal sealed class SandboxStage : IAsyncDisposable
{
    public const string Secret = "stage-secret";
    private readonly string _data;
    private readonly bool _keep;

    private SandboxStage(SandboxHandle sandbox, StubHeed heed, string data, bool keep) => (Sandbox, Heed, _data, _keep) = (sandbox, heed, data, keep);

    public SandboxHandle Sandbox { get; }

    public StubHeed Heed { get; }

    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<SandboxStage> StartAsync(int failures = 0, SandboxOptions? options = null, string? data = null)
    {
        var heed = await StubHeed.StartAsync(Ct, failures);
        var folder = data ?? Path.Combine(Path.GetTempPath(), "heed-sandbox-" + Guid.CreateVersion7().ToString("N"));
        var sandbox = await SandboxHost.StartAsync((options ?? new SandboxOptions()) with
        {
            Urls = "http://127.0.0.1:0",
            SmtpPort = 0,
            Data = folder,
            Heed = heed.Address,
            RetryFirst = TimeSpan.FromMilliseconds(20),
            RetryAtMost = TimeSpan.FromMilliseconds(100),
        }, Ct);
        sandbox.Register(new BrandAccount { Network = "x", Account = "acme", ExternalId = "100", Secret = Secret, Handle = "acme" });
        sandbox.Register(new BrandAccount { Network = "facebook", Account = "acme", ExternalId = "111", Secret = Secret, VerifyToken = "v", Name = "Acme" });
        sandbox.Register(new BrandAccount { Network = "mail", Account = "help", ExternalId = "help@acme.example", InboundToken = "t0ken", Name = "Acme Help" });
        return new SandboxStage(sandbox, heed, folder, data is not null);
    }

    public Task<SayResult> XSaysAsync(string text, string from = "200", string kind = "mention", string? inReplyTo = null) => Sandbox.SayAsync(
        new SayRequest { Network = "x", Account = "acme", From = new Speaker(from, "Jo", $"jo{from}"), Text = text, Kind = kind, InReplyTo = inReplyTo }, Ct);

    public Task<SayResult> FacebookSaysAsync(string text, string kind, string from = "900", DateTimeOffset? at = null) => Sandbox.SayAsync(
        new SayRequest { Network = "facebook", Account = "acme", From = new Speaker(from, "Jo Dale"), Text = text, Kind = kind, ThreadId = "111_500", At = at }, Ct);

    /// <summary>Calls an imitated API.</summary>
    public async Task<(int Status, JsonElement Body)> CallAsync(HttpMethod method, string path, object? body = null)
    {
        var http = Sandbox.Services.GetRequiredService<IHttpClientFactory>().CreateClient();
        using var request = new HttpRequestMessage(method, new Uri(Sandbox.BaseAddress, path));
        if (body is not null) request.Content = JsonContent.Create(body);
        using var response = await http.SendAsync(request, Ct);
        var text = await response.Content.ReadAsStringAsync(Ct);
        using var json = JsonDocument.Parse(text.StartsWith('{') || text.StartsWith('[') ? text : "null");
        return ((int)response.StatusCode, json.RootElement.Clone());
    }

    public async Task QuietAsync() => (await Sandbox.QuiesceAsync(TimeSpan.FromSeconds(20), Ct)).ShouldBe(0);

    public async ValueTask DisposeAsync()
    {
        await Sandbox.DisposeAsync();
        await Heed.DisposeAsync();
        if (!_keep) Directory.Delete(_data, recursive: true);
    }
}
