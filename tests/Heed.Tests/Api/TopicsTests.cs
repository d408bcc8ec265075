using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Heed.Storage.Access;
using Shouldly;
using Xunit;
using static Heed.Tests.Api.ApiServer;

namespace Heed.Tests.Api;

/// <summary>A program keeps the company's own topics as the settings page does.</summary>
public sealed class TopicsTests
{
    private static readonly object Loyalty = new { names = new { en = "Loyalty card" }, words = new[] { "club points" }, wordsIn = new { fr = new[] { "fidélité" } } };

    [Fact]
    public async Task An_own_topic_is_added_read_in_what_comes_in_corrected_to_and_removed()
    {
        await using var server = await StartAsync();
        await server.AddMailboxAsync();
        using var program = await server.ProgramAsync(Role.Administrator);
        (await program.PutAsJsonAsync("/api/v1/topics/loyalty-card", Loyalty, Ct)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await server.MailAsync("ana@home.example", "Hello", "Where are my club points?");
        await server.MailAsync("bob@home.example", "Hello", "Please tell me when you open.");
        await server.SettleAsync();

        (await AllAsync(program, "/api/v1/cases?topic=loyalty-card")).ShouldHaveSingleItem().GetProperty("topic").GetString().ShouldBe("loyalty-card");
        var other = (await AllAsync(program, "/api/v1/cases")).Single(c => c.GetProperty("topic").GetString() != "loyalty-card").GetProperty("number").GetInt64();
        (await program.PostAsJsonAsync($"/api/v1/cases/{other}/topic", new { topic = "loyalty-card" }, Ct)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await OwnAsync(program)).ShouldSatisfyAllConditions(
            t => t.GetProperty("cases").GetInt32().ShouldBe(2), t => t.GetProperty("own").GetBoolean().ShouldBeTrue(), t => t.GetProperty("wordsIn").GetProperty("fr")[0].GetString().ShouldBe("fidélité"));

        (await program.DeleteAsync("/api/v1/topics/loyalty-card", Ct)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await OwnAsync(program)).ShouldSatisfyAllConditions(
            t => t.GetProperty("removed").GetBoolean().ShouldBeTrue(), t => t.GetProperty("names").GetProperty("en").GetString().ShouldBe("Loyalty card"), t => t.GetProperty("cases").GetInt32().ShouldBe(2));
        using var refused = await program.PostAsJsonAsync($"/api/v1/cases/{other}/topic", new { topic = "loyalty-card" }, Ct);
        (await ProblemAsync(refused)).ShouldBe((422, "no-such-topic"));
        using var again = await program.DeleteAsync("/api/v1/topics/loyalty-card", Ct);
        (await ProblemAsync(again)).ShouldBe((404, "not-found"));
    }

    [Theory]
    [InlineData("Loyalty%20card", """{"names":{"en":"a"},"words":["b"]}""", "no code")]
    [InlineData("refund", """{"names":{"en":"a"},"words":["b"]}""", "of Heed itself")]
    [InlineData("x1", """{"names":{},"words":["b"]}""", "name in at least one language")]
    [InlineData("x1", """{"names":{"en":"a"},"words":[]}""", "at least one word")]
    [InlineData("x1", """{"names":{"en":"a"},"words":["b","B!"]}""", "twice")]
    [InlineData("x1", """{"names":{"en":"a"},"wordsIn":{"fr":["…"]}}""", "no letter or digit")]
    [InlineData("x1", """{"names":{"en":"a"},"words":["Club points"]}""", "'loyalty-card' already")]
    public async Task What_is_wrong_with_a_topic_is_said_in_a_sentence(string code, string body, string says)
    {
        await using var server = await StartAsync();
        using var program = await server.ProgramAsync(Role.Administrator);
        (await program.PutAsJsonAsync("/api/v1/topics/loyalty-card", Loyalty, Ct)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        using var refused = await program.PutAsync($"/api/v1/topics/{code}", new StringContent(body, System.Text.Encoding.UTF8, "application/json"), Ct);
        var problem = await refused.Content.ReadFromJsonAsync<JsonElement>(Ct);
        (refused.StatusCode, problem.GetProperty("code").GetString()).ShouldBe((HttpStatusCode.UnprocessableEntity, "bad-topic"));
        problem.GetProperty("detail").GetString().ShouldNotBeNull().ShouldContain(says);
    }

    [Fact]
    public async Task Only_an_administrator_changes_topics_and_everybody_reads_them()
    {
        await using var server = await StartAsync();
        using var lead = await server.ProgramAsync(Role.Lead);
        (await lead.PutAsJsonAsync("/api/v1/topics/loyalty-card", Loyalty, Ct)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        using var reader = await server.ProgramAsync(Role.Reader);
        (await AllAsync(reader, "/api/v1/topics")).Count.ShouldBe(11);
    }

    private static async Task<JsonElement> OwnAsync(HttpClient program) => (await AllAsync(program, "/api/v1/topics")).Single(t => t.GetProperty("code").GetString() == "loyalty-card");
}
