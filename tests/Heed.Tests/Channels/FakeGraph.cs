using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Shouldly;
using Xunit;

namespace Heed.Tests.Channels;

/// <summary>A real HTTP server on the loopback that answers as the test scripts it and keeps what it was asked.</summary>
internal sealed class FakeGraph : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ServiceProvider _services = new ServiceCollection().AddHttpClient().BuildServiceProvider();

    private FakeGraph(WebApplication app) => _app = app;

    public sealed record Call(string Method, string Path, string Query, string Body, string? Authorization)
    {
        public override string ToString() => $"{Method} {Path}";
    }

    public sealed record Answer(int Status, string Json, (string Name, string Value)[]? Headers = null, bool Break = false, bool Hang = false);

    public ConcurrentQueue<Call> Calls { get; } = new();

    public string Address => _app.Urls.First();

    public HttpClient Client() => _services.GetRequiredService<IHttpClientFactory>().CreateClient();

    public static Task<FakeGraph> AnsweringAsync(int status, string json, params (string, string)[] headers) =>
        StartAsync(_ => new Answer(status, json, headers));

    public static async Task<FakeGraph> StartAsync(Func<Call, Answer> script)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel(k => k.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var graph = new FakeGraph(app);
        app.Run(context => graph.ServeAsync(context, script));
        await app.StartAsync(TestContext.Current.CancellationToken);
        return graph;
    }

    private async Task ServeAsync(HttpContext context, Func<Call, Answer> script)
    {
        using var reader = new StreamReader(context.Request.Body);
        var call = new Call(context.Request.Method, context.Request.Path, Uri.UnescapeDataString(context.Request.QueryString.Value ?? ""),
            await reader.ReadToEndAsync(context.RequestAborted), context.Request.Headers.Authorization);
        Calls.Enqueue(call);
        var answer = script(call);
        if (answer.Break)
        {
            context.Abort();
            return;
        }

        if (answer.Hang) await Task.Delay(Timeout.Infinite, context.RequestAborted);
        context.Response.StatusCode = answer.Status;
        context.Response.ContentType = "application/json";
        foreach (var (name, value) in answer.Headers ?? []) context.Response.Headers[name] = value;
        await context.Response.WriteAsync(answer.Json, context.RequestAborted);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await _services.DisposeAsync();
    }
}
