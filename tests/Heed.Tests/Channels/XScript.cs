using System.Net;
using System.Text;
using Heed.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Heed.Tests.Channels;

/// <summary>A real HTTP server on loopback that answers by a script and remembers what it was asked.</summary>
internal sealed class XScript : IAsyncDisposable
{
    public sealed record Asked(string Method, string Path, string Query, string Body, string? Authorization);

    private readonly WebApplication app;

    private XScript(WebApplication app) => this.app = app;

    public List<Asked> Requests { get; } = [];

    public HttpClient Http { get; private set; } = TestHttp.Client(TimeSpan.FromSeconds(10));

    public string Address { get; private set; } = "";

    /// <param name="answer">Runs for each request, after it was recorded; null: a 404.</param>
    public static async Task<XScript> StartAsync(Func<Asked, HttpContext, Task> answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var script = new XScript(app);
        app.Run(async context =>
        {
            using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
            var asked = new Asked(
                context.Request.Method, context.Request.Path.Value ?? "", context.Request.QueryString.Value ?? "",
                await reader.ReadToEndAsync(context.RequestAborted), context.Request.Headers.Authorization.FirstOrDefault());
            lock (script.Requests)
                script.Requests.Add(asked);
            await answer(asked, context);
        });
        await app.StartAsync();
        script.Address = app.Urls.First();
        return script;
    }

    public static Task<XScript> AnswerAsync(HttpStatusCode status, string body, params (string Name, string Value)[] headers) =>
        StartAsync((_, context) => WriteAsync(context, status, body, headers));

    public static Task WriteAsync(HttpContext context, HttpStatusCode status, string body, params (string Name, string Value)[] headers)
    {
        context.Response.StatusCode = (int)status;
        context.Response.ContentType = "application/json";
        foreach (var (name, value) in headers)
            context.Response.Headers[name] = value;
        return context.Response.WriteAsync(body, context.RequestAborted);
    }

    public void UseTimeout(TimeSpan timeout)
    {
        Http.Dispose();
        Http = TestHttp.Client(timeout);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        using var quick = new CancellationTokenSource(TimeSpan.Zero);
        await app.StopAsync(quick.Token);
        await app.DisposeAsync();
    }
}
