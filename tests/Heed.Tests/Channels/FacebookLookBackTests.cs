using Heed.Core.Channels;
using Heed.Core.Messages;
using Shouldly;
using Xunit;
using static Heed.Tests.Channels.FacebookTestKit;

namespace Heed.Tests.Channels;

public sealed class FacebookLookBackTests
{
    private const string Nothing = """{"data":[]}""";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static string Ago(double minutes) => $"{Now.AddMinutes(-minutes):yyyy-MM-dd'T'HH:mm:ss}+0000";

    private static FakeGraph.Answer Ok(string json) => new(200, json);

    private static Task<SendOutcome?> LookAsync(FakeGraph graph, OutboundMessage message) =>
        Channel().ReconcileAsync(Account(api: graph.Address), message, graph.Client(), Ct);

    private static async Task<(PollResult Poll, List<Verdict> Verdicts)> PollAsync(FakeGraph graph, string? cursor = null)
    {
        var poll = await Channel().PollAsync(Account(api: graph.Address), cursor, graph.Client(), Ct);
        return (poll, [.. poll.Deliveries.SelectMany(d => Channel().Parse(Account(), d).Verdicts)]);
    }

    [Fact]
    public async Task An_unknown_message_that_arrived_is_found_by_author_text_and_time()
    {
        await using var graph = await FakeGraph.StartAsync(call => call.Path.EndsWith("/conversations", StringComparison.Ordinal)
            ? Ok($$"""{"data":[{"id":"t_1","updated_time":"{{Ago(0)}}"}]}""")
            : Ok($$"""
                {"data":[{"id":"m_c","created_time":"{{Ago(0.5)}}","from":{"id":"900"},"message":"We are on it"},
                         {"id":"m_ours","created_time":"{{Ago(0.8)}}","from":{"id":"200"},"message":"We are on it\r\n"}]}
                """));
        (await LookAsync(graph, Outbound("message", "We are on it\n", thread: "messenger:900"))).ShouldBe(new SendOutcome.Sent("m_ours"));
        graph.Calls.First().Query.ShouldContain("user_id=900");
    }

    [Fact]
    public async Task An_unknown_message_that_is_not_there_may_be_sent_again_at_once()
    {
        await using var graph = await FakeGraph.StartAsync(call => call.Path.EndsWith("/conversations", StringComparison.Ordinal)
            ? Ok($$"""{"data":[{"id":"t_1","updated_time":"{{Ago(0)}}"}]}""")
            : Ok($$"""{"data":[{"id":"m_old","created_time":"{{Ago(60)}}","from":{"id":"200"},"message":"We are on it"}]}"""));
        (await LookAsync(graph, Outbound("message"))).ShouldBeOfType<SendOutcome.Retry>().After.ShouldBe(TimeSpan.Zero);
    }

    [Theory]
    [InlineData(500, "")]
    [InlineData(400, """{"error":{"code":613,"message":"slow"}}""")]
    [InlineData(400, """{"error":{"code":190,"message":"dead"}}""")]
    public async Task When_Meta_can_not_say_nothing_is_decided(int status, string json)
    {
        await using var graph = await FakeGraph.AnsweringAsync(status, json);
        (await LookAsync(graph, Outbound("message"))).ShouldBeNull();
        (await LookAsync(graph, Outbound("comment"))).ShouldBeNull();
    }

    [Fact]
    public async Task Right_after_the_send_absence_proves_nothing()
    {
        await using var graph = await FakeGraph.AnsweringAsync(200, Nothing);
        (await LookAsync(graph, Outbound("comment") with { PlannedAt = Now.AddSeconds(-3) })).ShouldBeNull();
    }

    [Fact]
    public async Task An_unknown_comment_is_looked_for_below_its_target_and_in_the_whole_post()
    {
        await using var graph = await FakeGraph.StartAsync(call => call.Path == "/v25.0/200_500/comments"
            ? Ok($$"""{"data":[{"id":"500_801","created_time":"{{Ago(0.5)}}","from":{"id":"200"},"message":"We are on it"}]}""")
            : Ok(Nothing));
        (await LookAsync(graph, Outbound("comment"))).ShouldBe(new SendOutcome.Sent("500_801"));
        graph.Calls.Select(c => c.Path).ShouldBe(["/v25.0/500_700/comments", "/v25.0/200_500/comments"]);
        graph.Calls.First().Query.ShouldContain("filter=stream");
    }

    [Fact]
    public async Task The_same_words_without_an_author_can_not_be_told_apart()
    {
        await using var graph = await FakeGraph.AnsweringAsync(200, $$"""{"data":[{"id":"500_801","created_time":"{{Ago(0.5)}}","message":"We are on it"}]}""");
        (await LookAsync(graph, Outbound("comment"))).ShouldBeNull();
    }

    [Fact]
    public async Task A_private_reply_is_found_among_the_conversations_that_moved_and_tells_the_Messenger_id()
    {
        await using var graph = await FakeGraph.StartAsync(call => call.Path switch
        {
            "/v25.0/200/conversations" => Ok($$$"""{"data":[{"id":"t_1","updated_time":"{{{Ago(0)}}}","participants":{"data":[{"id":"psid-900","name":"Jo"},{"id":"200"}]}},{"id":"t_0","updated_time":"{{{Ago(600)}}}"}]}"""),
            "/v25.0/t_1/messages" => Ok($$"""{"data":[{"id":"m_1","created_time":"{{Ago(0.5)}}","from":{"id":"200"},"message":"We are on it"}]}"""),
            _ => new FakeGraph.Answer(404, "{}"),
        });
        (await LookAsync(graph, Outbound("private-reply"))).ShouldBe(new SendOutcome.Sent("m_1", "psid-900"));
    }

    [Theory]
    [InlineData("message", """{"id":"901","name":"Al"}""", true)]
    [InlineData("private-reply", """{"id":"psid-901","name":"Al"}""", true)]
    [InlineData("private-reply", """{"id":"psid-901"}""", false)]
    public async Task The_same_words_to_someone_else_are_not_taken_for_ours(string mode, string participant, bool certain)
    {
        await using var graph = await FakeGraph.StartAsync(call => call.Path.EndsWith("/conversations", StringComparison.Ordinal)
            ? Ok($$$"""{"data":[{"id":"t_1","updated_time":"{{{Ago(0)}}}","participants":{"data":[{{{participant}}},{"id":"200"}]}}]}""")
            : Ok($$"""{"data":[{"id":"m_1","created_time":"{{Ago(0.5)}}","from":{"id":"200"},"message":"We are on it"}]}"""));
        var end = await LookAsync(graph, Outbound(mode));
        if (certain) end.ShouldBeOfType<SendOutcome.Retry>();
        else end.ShouldBeNull();
    }

    [Fact]
    public async Task A_poll_brings_posts_comments_and_messages_oldest_first_and_moves_its_cursor()
    {
        await using var graph = await FakeGraph.StartAsync(call => call.Path switch
        {
            "/v25.0/200/feed" when !call.Query.Contains("after=", StringComparison.Ordinal) => Ok($$$"""
                {"data":[{"id":"200_501","from":{"id":"900","name":"Jo"},"message":"A post","created_time":"{{{Ago(30)}}}","comments":{"data":[
                    {"id":"501_2","from":{"id":"200"},"message":"Our answer","created_time":"{{{Ago(10)}}}","parent":{"id":"501_1","from":{"id":"901"} } },
                    {"id":"501_1","from":{"id":"901"},"message":"Me too","created_time":"{{{Ago(20)}}}"}],
                    "paging":{"cursors":{"after":"C2"},"next":"https://x"} } }],
                 "paging":{"cursors":{"after":"P2"},"next":"https://x"}}
                """),
            "/v25.0/200_501/comments" => Ok($$"""{"data":[{"id":"501_0","from":{"id":"902"},"message":"First","created_time":"{{Ago(25)}}"}],"paging":{"cursors":{"after":"C3"} } }"""),
            "/v25.0/200/feed" => Ok($$"""{"data":[{"id":"200_400","from":{"id":"200"},"message":"Our own post","created_time":"{{Ago(40)}}"}]}"""),
            "/v25.0/200_400/comments" => Ok($$"""{"data":[{"id":"400_1","from":{"id":"904"},"message":"Below your post","created_time":"{{Ago(15)}}"}]}"""),
            "/v25.0/200/conversations" => Ok($$$"""
                {"data":[{"id":"t_1","updated_time":"{{{Ago(6)}}}","participants":{"data":[{"id":"903"},{"id":"200"}]},"messages":{"data":[
                    {"id":"m_2","created_time":"{{{Ago(6)}}}","from":{"id":"200"},"to":{"data":[{"id":"903","name":"Al"}]},"message":"Yes"},
                    {"id":"m_1","created_time":"{{{Ago(35)}}}","from":{"id":"903","name":"Al"},"message":"Hello?"},
                    {"id":"m_0","created_time":"{{{Ago(60 * 24 * 9)}}}","from":{"id":"903"},"message":"long ago"}]}},
                  {"id":"t_2","updated_time":"{{{Ago(60 * 24 * 8)}}}"}]}
                """),
            _ => new FakeGraph.Answer(404, "{}"),
        });

        var (poll, verdicts) = await PollAsync(graph);
        (poll.Failure, poll.More).ShouldBe((null, false));
        var found = verdicts.Select(v => v.Event<MessageWritten>()).ToList();
        found.Select(m => m.ExternalId).ShouldBe(["m_1", "200_501", "501_0", "501_1", "400_1", "501_2", "m_2"]);
        found[5].ShouldSatisfyAllConditions(
            e => e.Direction.ShouldBe(Direction.Outbound), e => e.Customer.Key.Id.ShouldBe("901"), e => e.InReplyTo.ShouldBe("501_1"), e => e.ThreadKey.ShouldBe("post:200_501"));
        (found[6].Direction, found[6].Customer.Key.Id, found[6].ThreadKey).ShouldBe((Direction.Outbound, "903", "messenger:903"));
        (found[2].InReplyTo, found[0].Customer.Name).ShouldBe(("200_501", "Al"));

        var (again, nothing) = await PollAsync(graph, poll.Cursor);
        again.Deliveries.Count.ShouldBe(0);
        nothing.ShouldBeEmpty();
        again.Cursor.ShouldBe(poll.Cursor); // the clock stands still
    }

    [Fact]
    public async Task A_long_backlog_goes_on_in_the_next_call_and_loses_nothing()
    {
        await using var graph = await FakeGraph.StartAsync(call =>
        {
            if (call.Path != "/v25.0/200/feed") return Ok(Nothing);
            var after = call.Query.Split("after=P") is [_, var page] ? int.Parse(page.Split('&')[0], System.Globalization.CultureInfo.InvariantCulture) : 0;
            var next = after < 59 ? $$$""","paging":{"cursors":{"after":"P{{{after + 1}}}"},"next":"https://x"}""" : "";
            return Ok($$$"""{"data":[{"id":"200_{{{after}}}","from":{"id":"900"},"message":"p","created_time":"{{{Ago(after + 1)}}}","comments":{"data":[]} }]{{{next}}}}""");
        });

        var ids = new List<string>();
        var (poll, verdicts) = await PollAsync(graph);
        poll.More.ShouldBeTrue();
        ids.AddRange(verdicts.Select(v => v.Event<MessageWritten>().ExternalId));
        (poll, verdicts) = await PollAsync(graph, poll.Cursor);
        poll.More.ShouldBeFalse();
        ids.AddRange(verdicts.Select(v => v.Event<MessageWritten>().ExternalId));
        ids.Order().ShouldBe(Enumerable.Range(0, 60).Select(n => $"200_{n}").Order());
    }

    [Fact]
    public async Task A_failing_poll_says_why_and_keeps_its_place()
    {
        await using var dead = await FakeGraph.AnsweringAsync(400, """{"error":{"code":190,"error_subcode":463,"message":"expired"}}""");
        var (poll, _) = await PollAsync(dead, """{"since":1772400000}""");
        (poll.Disconnected, poll.More).ShouldBe((true, false));
        poll.Failure.ShouldNotBeNull();
        poll.Cursor.ShouldNotBeNull().ShouldContain("1772400000");

        await using var broken = await FakeGraph.StartAsync(_ => new FakeGraph.Answer(200, "", Break: true));
        (poll, _) = await PollAsync(broken, "not a cursor");
        (poll.Disconnected, poll.Failure is null).ShouldBe((false, false));
    }

    [Fact]
    public async Task A_person_is_looked_up_by_Messenger_id_and_a_stand_in_never_is()
    {
        await using var graph = await FakeGraph.AnsweringAsync(200, """{"first_name":"Jo","last_name":"Díaz","profile_pic":"https://cdn.example/jo.jpg","locale":"es_ES"}""");
        var profile = await Channel().FindProfileAsync(Account(api: graph.Address), new IdentityKey("facebook:200", "900"), graph.Client(), Ct);
        profile.ShouldBe(new Profile(new IdentityKey("facebook:200", "900"), "Jo Díaz", AvatarUrl: "https://cdn.example/jo.jpg", Locale: "es_ES"));
        foreach (var key in new[] { new IdentityKey("facebook:200", "unknown:1_2"), new IdentityKey("facebook:201", "900"), new IdentityKey("facebook:200", "../me") })
            (await Channel().FindProfileAsync(Account(api: graph.Address), key, graph.Client(), Ct)).ShouldBeNull();
        graph.Calls.Count.ShouldBe(1);
    }

    [Fact]
    public async Task The_check_names_the_webhooks_that_are_missing_and_passes_when_none_is()
    {
        var fields = "\"feed\",\"mention\",\"ratings\",\"messages\"";
        await using var graph = await FakeGraph.StartAsync(call => call.Path.EndsWith("/subscribed_apps", StringComparison.Ordinal)
            ? Ok($$"""{"data":[{"id":"1","subscribed_fields":[{{fields}}]}]}""")
            : Ok("""{"id":"200","name":"Acme"}"""));
        var check = await Channel().CheckAsync(Account(api: graph.Address), graph.Client(), Ct);
        (check.Ok, check.Lines[0].Ok, check.Lines[1].Ok).ShouldBe((false, true, false));
        check.Lines[1].What.ShouldContain("message_echoes");
        check.Lines[1].Fix.ShouldNotBeNull();

        fields += ",\"message_echoes\",\"message_edits\",\"message_reactions\",\"message_reads\",\"message_deliveries\"";
        (await Channel().CheckAsync(Account(api: graph.Address), graph.Client(), Ct)).Ok.ShouldBeTrue();
    }

    [Fact]
    public async Task The_check_says_that_a_token_is_dead_and_what_to_do()
    {
        await using var graph = await FakeGraph.AnsweringAsync(400, """{"error":{"code":190,"message":"dead"}}""");
        var line = (await Channel().CheckAsync(Account(api: graph.Address), graph.Client(), Ct)).Lines.ShouldHaveSingleItem();
        line.Ok.ShouldBeFalse();
        line.Fix.ShouldNotBeNull().ShouldContain("--page-token");
    }
}
