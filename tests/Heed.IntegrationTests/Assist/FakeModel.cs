using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Heed.IntegrationTests.Assist;

/// <summary>An OpenAI-compatible endpoint that says what the test wants and remembers what it was asked.</summary>
internal sealed class FakeModel : IAsyncDisposable
{
    private readonly WebApplication app;

    private FakeModel(WebApplication app) => this.app = app;

    public List<(string? Key, string Body)> Asked { get; } = [];

    public string Says { get; set; } = "fine";

    public int Status { get; set; } = 200;

    public string Endpoint => app.Urls.First() + "/v1";

    public static async Task<FakeModel> StartAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var model = new FakeModel(builder.Build());
        model.app.MapPost("/v1/chat/completions", async (HttpContext http) =>
        {
            using var reader = new StreamReader(http.Request.Body);
            model.Asked.Add((http.Request.Headers.Authorization, await reader.ReadToEndAsync()));
            return model.Status != 200
                ? Results.StatusCode(model.Status)
                : Results.Text(JsonSerializer.Serialize(new
                {
                    id = "1",
                    @object = "chat.completion",
                    created = 1,
                    model = "small",
                    choices = new[] { new { index = 0, message = new { role = "assistant", content = model.Says }, finish_reason = "stop" } },
                    usage = new { prompt_tokens = 1_000, completion_tokens = 100, total_tokens = 1_100 },
                }), "application/json");
        });
        await model.app.StartAsync();
        return model;
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();
}
