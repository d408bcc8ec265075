using System.Net;
using System.Text.Json;
using Heed.Channels.X;
using Heed.Core.Channels;
using Heed.Core.Messages;
using Heed.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;
using static Heed.Tests.Channels.XExamples;

namespace Heed.Tests.Channels;

public sealed class XSenderTests
{
    private static readonly XChannel Timed = new(new FakeTimeProvider(Now), null);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Reply_names_its_target_and_returns_the_new_id()
    {
        await using var x = await XScript.AnswerAsync(HttpStatusCode.Created, """{"data":{"id":"1950","text":"@jo hi"}}""",
            ("x-rate-limit-limit", "100"), ("x-rate-limit-remaining", "99"), ("x-rate-limit-reset", "1772601300"));
        var outcome = await Timed.SendAsync(Account(x.Address + "/"), Message("reply", "hi \"é\" 😀"), x.Http, Ct);

        outcome.ShouldBe(new SendOutcome.Sent("1950") { Rate = new RateSignal(100, 99, DateTimeOffset.FromUnixTimeSeconds(1_772_601_300), null) });
        var asked = x.Requests.ShouldHaveSingleItem();
        (asked.Method, asked.Path, asked.Authorization).ShouldBe(("POST", "/2/tweets", null));
        using var body = JsonDocument.Parse(asked.Body);
        body.RootElement.GetProperty("text").GetString().ShouldBe("hi \"é\" 😀");
        body.RootElement.GetProperty("reply").GetProperty("in_reply_to_tweet_id").GetString().ShouldBe("1901");
    }

    [Fact]
    public async Task Direct_message_goes_to_its_recipient_and_keeps_its_id_apart()
    {
        await using var x = await XScript.AnswerAsync(HttpStatusCode.Created, """{"data":{"dm_conversation_id":"100-200","dm_event_id":"7005"}}""");
        var outcome = await Timed.SendAsync(Account(x.Address), Message("dm", "hi"), x.Http, Ct);
        outcome.ShouldBe(new SendOutcome.Sent("dm-7005"));
        x.Requests.ShouldHaveSingleItem().Path.ShouldBe("/2/dm_conversations/with/200/messages");
    }

    [Fact]
    public async Task Token_is_sent_as_bearer_without_its_line_end()
    {
        await using var x = await XScript.AnswerAsync(HttpStatusCode.Created, """{"data":{"id":"1"}}""");
        await Timed.SendAsync(Account(x.Address, secrets: new Dictionary<string, string> { ["access-token"] = "abc\n" }), Message("reply", "hi"), x.Http, Ct);
        x.Requests.ShouldHaveSingleItem().Authorization.ShouldBe("Bearer abc");
    }

    [Fact]
    public async Task OAuth1_keys_sign_the_call()
    {
        await using var x = await XScript.AnswerAsync(HttpStatusCode.Created, """{"data":{"id":"1"}}""");
        var secrets = new Dictionary<string, string> { ["consumer-key"] = "ck", ["oauth-token"] = "tok", ["oauth-token-secret"] = "ts" };
        await Timed.SendAsync(Account(x.Address, secrets: secrets), Message("reply", "hi"), x.Http, Ct);
        var header = x.Requests.ShouldHaveSingleItem().Authorization.ShouldNotBeNull();
        header.ShouldStartWith("OAuth oauth_consumer_key=\"ck\"");
        header.ShouldContain("oauth_timestamp=\"1772600767\"");
    }

    [Theory]
    [InlineData(200, "{}", "Unknown")]
    [InlineData(201, "not json", "Unknown")]
    [InlineData(400, """{"errors":[{"message":"Your Tweet text is too long."}],"title":"Invalid Request","detail":"One or more parameters to your request was invalid."}""", "Refused x.too-long")]
    [InlineData(400, """{"title":"Invalid Request","detail":"x","type":"https://api.twitter.com/2/problems/invalid-request"}""", "Refused x.refused")]
    [InlineData(401, "{}", "Disconnected")]
    [InlineData(402, "{}", "Disconnected")]
    [InlineData(403, """{"detail":"You are not allowed to create a Tweet with duplicate content.","status":403}""", "Unknown")]
    [InlineData(403, """{"errors":[{"code":187,"message":"Status is a duplicate."}]}""", "Unknown")]
    [InlineData(403, """{"detail":"You may only reply to a post whose author mentioned you or quoted one of your posts."}""", "Refused x.not-summoned")]
    [InlineData(403, """{"detail":"Reply to this conversation is not allowed because you have not been mentioned or otherwise engaged by the author."}""", "Refused x.not-summoned")]
    [InlineData(403, """{"errors":[{"code":349,"message":"You cannot send messages to this user."}]}""", "Refused x.direct-messages-closed")]
    [InlineData(403, """{"type":"https://api.twitter.com/2/problems/client-forbidden","detail":"One cashtag only."}""", "Refused x.refused")]
    [InlineData(403, """{"type":"https://api.twitter.com/2/problems/usage-capped"}""", "Disconnected")]
    [InlineData(403, "", "Refused x.refused-silently")]
    [InlineData(403, """{"errors":[{"code":326,"message":"To protect our users, this account is temporarily locked."}]}""", "Disconnected")]
    [InlineData(404, "", "Refused x.target-gone")]
    [InlineData(400, """{"type":"https://api.twitter.com/2/problems/resource-not-found"}""", "Refused x.target-gone")]
    [InlineData(408, "", "Unknown")]
    [InlineData(429, """{"type":"https://api.twitter.com/2/problems/usage-capped"}""", "Disconnected")]
    [InlineData(500, "", "Unknown")]
    [InlineData(503, "", "Unknown")]
    public async Task Answer_becomes_its_outcome(int status, string body, string expected)
    {
        await using var x = await XScript.AnswerAsync((HttpStatusCode)status, body, ("x-rate-limit-remaining", "7"));
        var outcome = await Timed.SendAsync(Account(x.Address), Message("reply", "hi"), x.Http, Ct);
        Named(outcome).ShouldBe(expected);
        outcome.Rate.ShouldNotBeNull().Remaining.ShouldBe(7);
        x.Requests.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(100, 100)]
    [InlineData(10, 60)]
    [InlineData(-500, 60)]
    public async Task Rate_limit_is_waited_for_at_least_a_minute(int resetsInSeconds, int waits)
    {
        await using var x = await XScript.AnswerAsync((HttpStatusCode)429, "{}",
            ("x-rate-limit-reset", Now.AddSeconds(resetsInSeconds).ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture)));
        var outcome = await Timed.SendAsync(Account(x.Address), Message("dm", "hi"), x.Http, Ct);
        outcome.ShouldBeOfType<SendOutcome.Retry>().After.ShouldBe(TimeSpan.FromSeconds(waits));
    }

    [Fact]
    public async Task Spent_day_counts_before_the_open_window()
    {
        await using var x = await XScript.AnswerAsync(HttpStatusCode.Created, """{"data":{"id":"1"}}""",
            ("x-rate-limit-remaining", "99"), ("x-user-limit-24hour-limit", "1440"), ("x-user-limit-24hour-remaining", "0"), ("x-user-limit-24hour-reset", "1772700000"));
        var outcome = await Timed.SendAsync(Account(x.Address), Message("reply", "hi"), x.Http, Ct);
        outcome.Rate.ShouldBe(new RateSignal(1440, 0, DateTimeOffset.FromUnixTimeSeconds(1_772_700_000), null));
    }

    [Fact]
    public async Task Silence_after_sending_is_unknown()
    {
        await using var x = await XScript.StartAsync((_, context) => Task.Delay(Timeout.Infinite, context.RequestAborted));
        x.UseTimeout(TimeSpan.FromMilliseconds(300));
        Named(await Timed.SendAsync(Account(x.Address), Message("reply", "hi"), x.Http, Ct)).ShouldBe("Unknown");
        x.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Line_broken_after_sending_is_unknown()
    {
        await using var x = await XScript.StartAsync((_, context) =>
        {
            context.Abort();
            return Task.CompletedTask;
        });
        Named(await Timed.SendAsync(Account(x.Address), Message("reply", "hi"), x.Http, Ct)).ShouldBe("Unknown");
    }

    [Fact]
    public async Task Line_broken_within_the_answer_is_unknown()
    {
        await using var x = await XScript.StartAsync(async (_, context) =>
        {
            context.Response.ContentLength = 1_000;
            await context.Response.WriteAsync("{\"data\":", context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            context.Abort();
        });
        Named(await Timed.SendAsync(Account(x.Address), Message("reply", "hi"), x.Http, Ct)).ShouldBe("Unknown");
    }

    [Theory]
    [InlineData("http://127.0.0.1:1")]
    [InlineData("http://no-such-host.invalid")]
    [InlineData("no address at all")]
    public async Task Unreachable_server_is_certainly_not_sent(string api)
    {
        using var http = TestHttp.Client(TimeSpan.FromSeconds(20));
        Named(await Timed.SendAsync(Account(api), Message("reply", "hi"), http, Ct)).ShouldBe("Retry");
    }

    [Theory]
    [InlineData("reply", "", "1901")]
    [InlineData("reply", "hi", null)]
    [InlineData("reply", "hi", "dm-7001")]
    [InlineData("fax", "hi", "1901")]
    public async Task What_can_not_be_sent_never_leaves(string mode, string text, string? target)
    {
        await using var x = await XScript.AnswerAsync(HttpStatusCode.Created, "{}");
        Named(await Timed.SendAsync(Account(x.Address), Message(mode, text, target), x.Http, Ct)).ShouldStartWith("Refused");
        x.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(ModerationAction.Hide, "true")]
    [InlineData(ModerationAction.Unhide, "false")]
    public async Task Reply_under_a_post_is_hidden_and_shown(ModerationAction action, string hidden)
    {
        await using var x = await XScript.AnswerAsync(HttpStatusCode.OK, """{"data":{"hidden":true}}""");
        (await Timed.ModerateAsync(Account(x.Address), new ModerationRequest(action, "1901"), x.Http, Ct)).ShouldBe(new SendOutcome.Sent("1901"));
        var asked = x.Requests.ShouldHaveSingleItem();
        (asked.Method, asked.Path, asked.Body).ShouldBe(("PUT", "/2/tweets/1901/hidden", $$"""{"hidden":{{hidden}}}"""));
    }

    [Fact]
    public async Task Nobody_else_s_post_can_be_deleted()
    {
        using var http = TestHttp.Client();
        Named(await Timed.ModerateAsync(Account(), new ModerationRequest(ModerationAction.Delete, "1901"), http, Ct)).ShouldBe("Refused x.delete-not-offered");
    }

    private static string Named(SendOutcome outcome) => outcome is SendOutcome.Refused refused ? $"Refused {refused.Why.Code}" : outcome.GetType().Name;
}
