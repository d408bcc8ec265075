using System.Text.Json;
using Heed.Channels.Facebook;
using Heed.Core.Channels;
using Heed.Core.Messages;
using Shouldly;
using Xunit;
using static Heed.Tests.Channels.FacebookTestKit;

namespace Heed.Tests.Channels;

public sealed class FacebookSenderTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static Task<SendOutcome> SendAsync(FakeGraph graph, OutboundMessage message) =>
        Channel().SendAsync(Account(api: graph.Address), message, graph.Client(), Ct);

    private static JsonElement Body(FakeGraph graph) => JsonElement.Parse(graph.Calls.Single().Body);

    [Fact]
    public async Task A_comment_goes_under_its_target_with_the_token_in_the_header_and_the_proof_in_the_address()
    {
        await using var graph = await FakeGraph.AnsweringAsync(200, """{"id":"500_999"}""", ("X-App-Usage", """{"call_count":28,"total_time":91,"total_cputime":5}"""));
        var end = await SendAsync(graph, Outbound("comment", "¡Hola! 😀"));

        end.ShouldBeOfType<SendOutcome.Sent>().ExternalId.ShouldBe("500_999");
        end.Rate.ShouldBe(new RateSignal(null, null, null, 91));
        var call = graph.Calls.ShouldHaveSingleItem();
        call.ToString().ShouldBe("POST /v25.0/500_700/comments");
        call.Authorization.ShouldBe("Bearer EAAB-token");
        call.Query.ShouldBe("?appsecret_proof=" + FacebookSignature.AppSecretProof("s3cret", "EAAB-token"));
        Body(graph).GetProperty("message").GetString().ShouldBe("¡Hola! 😀");
    }

    [Theory]
    [InlineData("message", "RESPONSE", null)]
    [InlineData("message-human-agent", "MESSAGE_TAG", "HUMAN_AGENT")]
    public async Task A_message_goes_to_the_person_with_our_own_key(string mode, string type, string? tag)
    {
        await using var graph = await FakeGraph.AnsweringAsync(200, """{"recipient_id":"900","message_id":"m_7"}""");
        (await SendAsync(graph, Outbound(mode))).ShouldBe(new SendOutcome.Sent("m_7"));

        graph.Calls.Single().ToString().ShouldBe("POST /v25.0/200/messages");
        var body = Body(graph);
        body.GetProperty("recipient").GetProperty("id").GetString().ShouldBe("900");
        body.GetProperty("messaging_type").GetString().ShouldBe(type);
        (body.TryGetProperty("tag", out var given) ? given.GetString() : null).ShouldBe(tag);
        body.GetProperty("message").GetProperty("text").GetString().ShouldBe("We are on it");
        body.GetProperty("message").GetProperty("metadata").GetString().ShouldBe("own-1");
    }

    [Theory]
    [InlineData("500_700", "post:200_500", "comment_id")]
    [InlineData("200_501", "post:200_501", "post_id")]
    [InlineData("200_501", "messenger:1", "post_id")]
    [InlineData("500_700", "messenger:1", "comment_id")]
    public async Task A_private_reply_names_its_comment_or_post_and_learns_the_persons_Messenger_id(string target, string thread, string member)
    {
        await using var graph = await FakeGraph.AnsweringAsync(200, """{"recipient_id":"psid-900","message_id":"m_7"}""");
        (await SendAsync(graph, Outbound("private-reply", target: target, thread: thread))).ShouldBe(new SendOutcome.Sent("m_7", "psid-900"));
        Body(graph).GetProperty("recipient").GetProperty(member).GetString().ShouldBe(target);
    }

    [Fact]
    public async Task A_file_travels_by_its_web_address()
    {
        await using var graph = await FakeGraph.AnsweringAsync(200, """{"recipient_id":"900","message_id":"m_7"}""");
        await SendAsync(graph, Outbound("message", text: "", files: [new Attachment("a.png", "image/png", "https://cdn.example/a.png")]));
        var file = Body(graph).GetProperty("message").GetProperty("attachment");
        (file.GetProperty("type").GetString(), file.GetProperty("payload").GetProperty("url").GetString()).ShouldBe(("image", "https://cdn.example/a.png"));
    }

    public static TheoryData<OutboundMessage> Impossible => new(
        Outbound("comment", target: "../../me/accounts"), Outbound("comment", target: null), Outbound("comment", target: ".."), Outbound("fax"),
        Outbound("message", recipient: "unknown:500_700"), Outbound("message", text: ""),
        Outbound("message", files: [new Attachment("a.png", "image/png", "https://cdn.example/a.png")]),
        Outbound("comment", files: [new Attachment("a.png", "image/png", Content: [])]),
        Outbound("comment", files: [new Attachment("a.png", "image/png", Content: [1]), new Attachment("b.png", "image/png", Content: [2])]),
        Outbound("private-reply", text: "", files: [new Attachment("a.png", "image/png", Content: [1])]));

    [Theory]
    [MemberData(nameof(Impossible), DisableDiscoveryEnumeration = true)]
    public async Task What_can_not_be_sent_is_refused_before_any_call(OutboundMessage message)
    {
        await using var graph = await FakeGraph.AnsweringAsync(200, """{"id":"1"}""");
        (await SendAsync(graph, message)).ShouldBeOfType<SendOutcome.Refused>();
        graph.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_broken_line_a_silent_server_and_an_empty_answer_leave_the_end_unknown()
    {
        await using var broken = await FakeGraph.StartAsync(_ => new FakeGraph.Answer(200, "", Break: true));
        (await SendAsync(broken, Outbound("comment"))).ShouldBeOfType<SendOutcome.Unknown>();

        await using var silent = await FakeGraph.StartAsync(_ => new FakeGraph.Answer(200, "", Hang: true));
        var impatient = silent.Client();
        impatient.Timeout = TimeSpan.FromMilliseconds(300);
        (await Channel().SendAsync(Account(api: silent.Address), Outbound("message"), impatient, Ct)).ShouldBeOfType<SendOutcome.Unknown>();

        foreach (var (status, json) in new[] { (200, ""), (200, "[]"), (200, "{}"), (502, "<html>"), (500, "") })
        {
            await using var odd = await FakeGraph.AnsweringAsync(status, json);
            (await SendAsync(odd, Outbound("comment"))).ShouldBeOfType<SendOutcome.Unknown>($"{status} {json}");
        }
    }

    [Fact]
    public async Task Nobody_listening_is_certainly_not_sent()
    {
        var gone = await FakeGraph.AnsweringAsync(200, "{}");
        var address = gone.Address;
        await gone.DisposeAsync();
        await using var clients = await FakeGraph.AnsweringAsync(200, "{}");
        (await Channel().SendAsync(Account(api: address), Outbound("comment"), clients.Client(), Ct)).ShouldBeOfType<SendOutcome.Retry>();
    }

    [Fact]
    public async Task A_missing_token_and_a_bad_address_name_the_knob()
    {
        await using var graph = await FakeGraph.AnsweringAsync(200, "{}");
        var account = Account(api: graph.Address);
        var tokenless = account with { Secrets = new Dictionary<string, string> { ["app-secret"] = "s" } };
        (await Channel().SendAsync(tokenless, Outbound("comment"), graph.Client(), Ct)).ShouldBeOfType<SendOutcome.Disconnected>().Why.ShouldBe(FacebookTrouble.SettingMissing.As("page-token"));
        (await Channel().SendAsync(Account(api: "graph"), Outbound("comment"), graph.Client(), Ct)).ShouldBeOfType<SendOutcome.Disconnected>().Why.ShouldBe(LineTrouble.BadAddress.As("graph"));
    }

    [Fact]
    public async Task The_wait_comes_from_the_business_header_in_minutes()
    {
        await using var graph = await FakeGraph.AnsweringAsync(400, """{"error":{"code":80006,"message":"slow"}}""",
            ("X-Business-Use-Case-Usage", """{"200":[{"type":"messenger","call_count":100,"total_cputime":1,"total_time":1,"estimated_time_to_regain_access":19},{"type":"pages","call_count":3}]}"""));
        var end = (await SendAsync(graph, Outbound("message"))).ShouldBeOfType<SendOutcome.Retry>();
        end.After.ShouldBe(TimeSpan.FromMinutes(19));
        end.Rate.ShouldBe(new RateSignal(null, null, Now.AddMinutes(19), 100));
    }

    [Theory]
    [InlineData(ModerationAction.Hide, "POST", """{"is_hidden":true}""")]
    [InlineData(ModerationAction.Unhide, "POST", """{"is_hidden":false}""")]
    [InlineData(ModerationAction.Delete, "DELETE", "")]
    public async Task A_comment_is_hidden_shown_or_deleted(ModerationAction action, string method, string body)
    {
        await using var graph = await FakeGraph.AnsweringAsync(200, """{"success":true}""");
        var end = await Channel().ModerateAsync(Account(api: graph.Address), new ModerationRequest(action, "500_700"), graph.Client(), Ct);
        end.ShouldBe(new SendOutcome.Sent("500_700"));
        var call = graph.Calls.ShouldHaveSingleItem();
        (call.ToString(), call.Body).ShouldBe(($"{method} /v25.0/500_700", body));
    }

    [Fact]
    public async Task Hiding_may_be_tried_again_after_a_broken_line()
    {
        await using var broken = await FakeGraph.StartAsync(_ => new FakeGraph.Answer(200, "", Break: true));
        var end = await Channel().ModerateAsync(Account(api: broken.Address), new ModerationRequest(ModerationAction.Hide, "500_700"), broken.Client(), Ct);
        end.ShouldBeOfType<SendOutcome.Retry>();
    }
}
