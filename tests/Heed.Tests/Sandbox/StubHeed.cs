using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Heed.Tests.Sandbox;

/// <summary>A web server in Heed's place: keeps what the networks deliver and fails on demand.</summary>
internal sealed class StubHeed : IAsyncDisposable
{
    private readonly WebApplication _app;
    private int _failures;

    private StubHeed(WebApplication app, int failures)
    {
        _app = app;
        _failures = failures;
    }

    public ConcurrentQueue<Received> Deliveries { get; } = new();

    public string Address => _app.Urls.First();

    /// <param name="failures">So many deliveries are refused with 503 first.</param>
    public static async Task<StubHeed> StartAsync(CancellationToken ct, int failures = 0)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var stub = new StubHeed(app, failures);
        app.MapPost("/webhooks/{network}/{account}", stub.TakeAsync);
        await app.StartAsync(ct);
        return stub;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task<IResult> TakeAsync(HttpRequest request, string network, string account)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, request.HttpContext.RequestAborted);
        var accepted = Interlocked.Decrement(ref _failures) < 0;
        Deliveries.Enqueue(new Received(network, account, body.ToArray(), request.Headers.ToDictionary(h => h.Key.ToLowerInvariant(), h => h.Value.ToString()), accepted));
        return accepted ? Results.Ok() : Results.StatusCode((int)HttpStatusCode.ServiceUnavailable);
    }
}

internal sealed record Received(string Network, string Account, byte[] Body, IReadOnlyDictionary<string, string> Headers, bool Accepted)
{
    public string Text => System.Text.Encoding.UTF8.GetString(Body);
}
