using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Heed.Core.Messages;
using Heed.Server.Access;
using Heed.Storage.Access;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;
using static Heed.Tests.Api.ApiServer;

namespace Heed.Tests.Api;

public sealed class WritesTests
{
    [Fact]
    public async Task The_same_key_gives_the_same_reply_and_another_text_is_refused()
    {
        await using var server = await WithCaseAsync(undo: 3600);
        using var program = await server.ProgramAsync(Role.Agent);
        var path = $"/api/v1/cases/{await NumberAsync(program)}/reply";

        using var first = await SendAsync(program, path, new { visibility = "private", text = "On its way." }, "k-1");
        first.StatusCode.ShouldBe(HttpStatusCode.Accepted, await first.Content.ReadAsStringAsync(Ct));
        var one = await first.Content.ReadFromJsonAsync<JsonElement>(Ct);
        one.GetProperty("state").GetString().ShouldBe("planned");
        one.GetProperty("undoUntil").GetString()!.ShouldEndWith("Z");

        var again = await Task.WhenAll(Enumerable.Range(0, 5).Select(async _ =>
        {
            using var response = await SendAsync(program, path, new { visibility = "private", text = "On its way." }, "k-1");
            return (await response.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("messageId").GetString();
        }));
        again.ShouldAllBe(id => id == one.GetProperty("messageId").GetString());
        (await server.ReadAsync(db => db.Messages.CountAsync(m => m.Direction == Direction.Outbound, Ct))).ShouldBe(1);

        using var other = await SendAsync(program, path, new { visibility = "private", text = "Something else." }, "k-1");
        (await ProblemAsync(other)).ShouldBe((422, "key-reused"));
        using var stranger = await server.ProgramAsync(Role.Agent);
        using var elsewhere = await SendAsync(stranger, path, new { visibility = "private", text = "Another program." }, "k-1");
        elsewhere.StatusCode.ShouldBe(HttpStatusCode.Accepted);
    }

    [Fact]
    public async Task One_key_five_times_at_once_is_one_note()
    {
        await using var server = await WithCaseAsync();
        using var program = await server.ProgramAsync(Role.Agent);
        var path = $"/api/v1/cases/{await NumberAsync(program)}/note";
        var ids = await Task.WhenAll(Enumerable.Range(0, 5).Select(async _ =>
        {
            using var response = await SendAsync(program, path, new { text = "Called the carrier." }, "note-1");
            response.StatusCode.ShouldBe(HttpStatusCode.Created);
            return (await response.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("messageId").GetString();
        }));
        ids.Distinct().ShouldHaveSingleItem();
        (await server.ReadAsync(db => db.Messages.CountAsync(m => m.Visibility == Visibility.Note, Ct))).ShouldBe(1);
    }

    [Fact]
    public async Task A_planned_reply_can_be_taken_back_once()
    {
        await using var server = await WithCaseAsync(undo: 3600);
        using var program = await server.ProgramAsync(Role.Agent);
        using var planned = await SendAsync(program, $"/api/v1/cases/{await NumberAsync(program)}/reply", new { visibility = "private", text = "Too early." });
        var id = (await planned.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("messageId").GetString();

        using var retry = await program.PostAsync($"/api/v1/messages/{id}/retry", null, Ct);
        (await ProblemAsync(retry)).ShouldBe((409, "not-failed"));
        (await program.PostAsync($"/api/v1/messages/{id}/cancel", null, Ct)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        using var late = await program.PostAsync($"/api/v1/messages/{id}/cancel", null, Ct);
        (await ProblemAsync(late)).ShouldBe((409, "already-sent"));
        (await program.GetFromJsonAsync<JsonElement>($"/api/v1/messages/{id}", Ct)).GetProperty("state").GetString().ShouldBe("cancelled");
    }

    [Fact]
    public async Task A_case_is_assigned_handed_over_tagged_resolved_and_reopened()
    {
        await using var server = await WithCaseAsync();
        using var program = await server.ProgramAsync(Role.Agent);
        var number = await NumberAsync(program);
        var agent = await server.App.Services.GetRequiredService<People>().AddAsync("ana@acme.example", "Ana", Role.Agent, [], Ct);

        async Task Do(string what, object? body = null) =>
            (await SendAsync(program, $"/api/v1/cases/{number}/{what}", body ?? new { })).StatusCode.ShouldBe(HttpStatusCode.NoContent, what);
        await Do("assign", new { agentId = agent });
        await Do("tags", new { tag = "parcel" });
        (await program.DeleteAsync($"/api/v1/cases/{number}/tags/parcel", Ct)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await Do("handover", new { agentId = await server.App.Services.GetRequiredService<People>().AddAsync("luc@acme.example", "Luc", Role.Agent, [], Ct), reason = "Knows the carrier." });
        await Do("no-answer-needed");
        await Do("resolve");
        await Do("reopen");
        await Do("assign", new { agentId = (string?)null });

        var found = await program.GetFromJsonAsync<JsonElement>($"/api/v1/cases/{number}", Ct);
        found.GetProperty("status").GetString().ShouldBe("open");
        found.GetProperty("assigneeId").ValueKind.ShouldBe(JsonValueKind.Null);
        found.GetProperty("handOvers").GetInt32().ShouldBe(1);
        found.GetProperty("waitingSince").ValueKind.ShouldBe(JsonValueKind.Null);
        (await AllAsync(program, $"/api/v1/cases/{number}/events")).Select(e => e.GetProperty("kind").GetString())
            .ShouldBe(["opened", "message-in", "routed", "assigned", "tagged", "untagged", "handed-over", "clock", "resolved", "reopened", "assigned"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("POST", "cases/999/resolve", "{}", 404, "not-found")]
    [InlineData("POST", "cases/nonsense/resolve", "{}", 404, "not-found")]
    [InlineData("POST", "cases/1/assign", """{"agentId":"me"}""", 422, "nobody-here")]
    [InlineData("POST", "cases/1/assign", """{"agentId":"0199d2a4-8f3c-7c55-b9b5-0a4d1b2c3d4e"}""", 422, "no-such-agent")]
    [InlineData("POST", "cases/1/assign", """{"agentId":"Ana"}""", 422, "no-such-agent")]
    [InlineData("POST", "cases/1/assign", "{}", 400, "bad-request")]
    [InlineData("POST", "cases/1/handover", """{"reason":" "}""", 422, "reason-missing")]
    [InlineData("POST", "cases/1/handover", """{"reason":"why not"}""", 422, "nobody-named")]
    [InlineData("POST", "cases/1/handover", """{"reason":"x","departmentId":"0199d2a4-8f3c-7c55-b9b5-0a4d1b2c3d4e"}""", 422, "no-such-department")]
    [InlineData("POST", "cases/1/tags", """{"tag":""}""", 422, "tag-length")]
    [InlineData("POST", "cases/1/note", """{"text":"  "}""", 422, "empty-text")]
    [InlineData("POST", "cases/1/note", "{not json", 400, "bad-request")]
    [InlineData("POST", "cases/1/reply", """{"text":"no visibility"}""", 400, "bad-request")]
    [InlineData("POST", "cases/1/reply", """{"visibility":"public","text":"mail is never public"}""", 422, "no-box")]
    [InlineData("POST", "cases/1/reply", """{"visibility":"note","text":"hello"}""", 422, "no-box")]
    [InlineData("POST", "cases/1/reply", """{"visibility":"private","text":" "}""", 422, "empty-text")]
    [InlineData("POST", "cases/1/reply", """{"visibility":"private","text":"hi","account":"0199d2a4-8f3c-7c55-b9b5-0a4d1b2c3d4e"}""", 422, "no-such-account")]
    [InlineData("POST", "messages/0199d2a4-8f3c-7c55-b9b5-0a4d1b2c3d4e/cancel", "{}", 404, "not-found")]
    [InlineData("POST", "messages/0199d2a4-8f3c-7c55-b9b5-0a4d1b2c3d4e/moderate", """{"action":"hide"}""", 404, "not-found")]
    [InlineData("POST", "messages/0199d2a4-8f3c-7c55-b9b5-0a4d1b2c3d4e/moderate", """{"action":"explode"}""", 400, "bad-request")]
    [InlineData("GET", "nothing-here", "", 404, "not-found")]
    public async Task Each_refusal_has_its_code(string method, string path, string body, int status, string code)
    {
        await using var server = await WithCaseAsync();
        using var program = await server.ProgramAsync(Role.Agent);
        using var request = new HttpRequestMessage(new HttpMethod(method), "/api/v1/" + path);
        if (method == "POST")
            request.Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var response = await program.SendAsync(request, Ct);
        (await ProblemAsync(response)).ShouldBe((status, code));
    }

    [Fact]
    public async Task Roles_are_kept_and_strangers_are_told_what_to_send()
    {
        await using var server = await WithCaseAsync();
        using var reader = await server.ProgramAsync(Role.Reader);
        using var agent = await server.ProgramAsync(Role.Agent);
        using var nobody = server.Stranger();
        using var refused = await nobody.GetAsync("/api/v1/cases", Ct);
        (await ProblemAsync(refused)).ShouldBe((401, "unauthorized"));
        using var tooLittle = await SendAsync(reader, "/api/v1/cases/1/resolve", new { });
        (await ProblemAsync(tooLittle)).ShouldBe((403, "forbidden"));
        using var notLead = await agent.GetAsync("/api/v1/intake", Ct);
        (await ProblemAsync(notLead)).ShouldBe((403, "forbidden"));
        (await agent.GetAsync("/metrics", Ct)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    private static async Task<ApiServer> WithCaseAsync(int undo = 5)
    {
        var server = await StartAsync(change: o => o.UndoSeconds = undo);
        await server.AddMailboxAsync();
        (await server.MailAsync("Ana <ana@home.example>", "Order 7", "Where is my parcel?")).ShouldBe(HttpStatusCode.OK);
        await server.SettleAsync();
        return server;
    }

    private static async Task<long> NumberAsync(HttpClient program) => (await AllAsync(program, "/api/v1/cases"))[0].GetProperty("number").GetInt64();

    private static Task<HttpResponseMessage> SendAsync(HttpClient program, string path, object body, string? key = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        return program.SendAsync(request, Ct);
    }
}
