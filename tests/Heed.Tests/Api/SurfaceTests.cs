using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Heed.Storage.Access;
using Shouldly;
using Xunit;
using static Heed.Tests.Api.ApiServer;

namespace Heed.Tests.Api;

public sealed class SurfaceTests
{
    [Fact]
    public async Task The_surface_of_the_API_is_the_approved_one()
    {
        await using var server = await StartAsync();
        var document = await server.Stranger().GetFromJsonAsync<JsonElement>("/openapi/v1.json", Ct);
        var surface = document.GetProperty("paths").EnumerateObject()
            .SelectMany(p => p.Value.EnumerateObject().Select(m => $"{m.Name.ToUpperInvariant()} {p.Name}"))
            .Order(StringComparer.Ordinal).ToList();

        // A change here is a change for every program out there: write the new list into the file only when it is meant.
        surface.ShouldBe(await File.ReadAllLinesAsync(Approved(), Ct));
    }

    [Fact]
    public async Task The_document_names_the_token_the_filters_and_a_summary_for_each_operation()
    {
        await using var server = await StartAsync();
        var document = await server.Stranger().GetFromJsonAsync<JsonElement>("/openapi/v1.json", Ct);
        document.GetProperty("components").GetProperty("securitySchemes").GetProperty("bearer").GetProperty("scheme").GetString().ShouldBe("bearer");
        foreach (var operation in document.GetProperty("paths").EnumerateObject().SelectMany(p => p.Value.EnumerateObject()))
            operation.Value.GetProperty("summary").GetString().ShouldNotBeNullOrWhiteSpace();
        var list = document.GetProperty("paths").GetProperty("/api/v1/cases").GetProperty("get");
        list.GetProperty("parameters").EnumerateArray().Select(p => p.GetProperty("name").GetString())
            .ShouldBe(["status", "view", "department", "assignee", "channel", "brand", "tag", "topic", "customer", "q", "updatedSince", "sort", "cursor", "limit"]);
        document.GetProperty("paths").GetProperty("/api/v1/cases/{case}/reply").GetProperty("post").GetProperty("parameters").EnumerateArray()
            .Select(p => p.GetProperty("name").GetString()).ShouldContain("Idempotency-Key");
    }

    [Fact]
    public async Task Every_write_that_takes_a_body_shows_one_and_the_main_answers_show_themselves()
    {
        await using var server = await StartAsync();
        var document = await server.Stranger().GetFromJsonAsync<JsonElement>("/openapi/v1.json", Ct);
        var writes = document.GetProperty("paths").EnumerateObject().SelectMany(p => p.Value.EnumerateObject()).Where(o => o.Value.TryGetProperty("requestBody", out _)).ToList();
        writes.Count.ShouldBeGreaterThan(14);
        // The bytes of a file are no JSON: there is nothing to show of them.
        writes.RemoveAll(w => w.Value.GetProperty("requestBody").GetProperty("content").TryGetProperty("application/octet-stream", out _)).ShouldBe(1);
        foreach (var write in writes)
            write.Value.GetProperty("requestBody").GetProperty("content").GetProperty("application/json").TryGetProperty("example", out _).ShouldBeTrue();
        JsonElement Answer(string path, string method, string status) =>
            document.GetProperty("paths").GetProperty("/api/v1/" + path).GetProperty(method).GetProperty("responses").GetProperty(status).GetProperty("content").GetProperty("application/json").GetProperty("example");
        Answer("cases", "get", "200").GetProperty("items")[0].GetProperty("channel").GetString().ShouldBe("x");
        Answer("cases/{case}", "get", "200").GetProperty("status").GetString().ShouldBe("open");
        Answer("cases/{case}/messages", "get", "200").GetProperty("items").GetArrayLength().ShouldBe(1);
        Answer("cases/{case}/boxes", "get", "200").GetProperty("items").GetArrayLength().ShouldBe(2);
        Answer("customers/{id}", "get", "200").GetProperty("identities").GetArrayLength().ShouldBe(1);
        Answer("figures", "get", "200").GetProperty("items")[0].GetProperty("unit").GetString().ShouldBe("share");
        Answer("cases/{case}/attachments", "post", "201").GetProperty("name").GetString().ShouldBe("invoice.pdf");
        Answer("cases/{case}/reply", "post", "202").GetProperty("state").GetString().ShouldBe("planned");

        // What the document shows is what the server takes.
        await server.AddMailboxAsync();
        await server.MailAsync("ana@home.example", "Order", "Where is it?");
        await server.SettleAsync();
        using var program = await server.ProgramAsync(Role.Agent);
        foreach (var (act, status) in new[] { ("note", HttpStatusCode.Created), ("tags", HttpStatusCode.NoContent) })
        {
            var example = document.GetProperty("paths").GetProperty("/api/v1/cases/{case}/" + act).GetProperty("post").GetProperty("requestBody").GetProperty("content").GetProperty("application/json").GetProperty("example");
            using var answer = await program.PostAsJsonAsync("/api/v1/cases/1/" + act, example, Ct);
            answer.StatusCode.ShouldBe(status, act);
        }
    }

    [Fact]
    public async Task Health_and_metrics_answer_and_metrics_hold_no_text()
    {
        await using var server = await StartAsync();
        await server.AddMailboxAsync();
        await server.MailAsync("ana@home.example", "Secret matter", "The word is xylophone.");
        await server.SettleAsync();
        (await server.Stranger().GetAsync("/health/live", Ct)).StatusCode.ShouldBe(HttpStatusCode.OK);
        var ready = await server.Stranger().GetFromJsonAsync<JsonElement>("/health/ready", Ct);
        ready.GetProperty("status").GetString().ShouldBe("ready");

        using var lead = await server.ProgramAsync(Role.Lead);
        (await server.Stranger().GetAsync("/metrics", Ct)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        var metrics = await lead.GetStringAsync("/metrics", Ct);
        metrics.ShouldContain("heed_ingest_events");
        metrics.ShouldNotContain("xylophone");
        metrics.ShouldNotContain("Secret matter");
    }

    /// <summary>Carried beside the tests: a source path is not a place on the machine when the build is deterministic, as in CI.</summary>
    private static string Approved() => Path.Combine(AppContext.BaseDirectory, "Api", "openapi.approved.txt");
}
