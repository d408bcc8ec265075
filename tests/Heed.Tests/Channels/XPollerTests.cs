using System.Net;
using Heed.Channels.X;
using Heed.Core.Channels;
using Heed.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;
using static Heed.Tests.Channels.XExamples;

namespace Heed.Tests.Channels;

public sealed class XPollerTests
{
    private static readonly XChannel Timed = new(new FakeTimeProvider(Now), null);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private const string Empty = """{"meta":{"result_count":0}}""";

    private static string Posts(string? next, params string[] ids) => Listing(next, ids.Select(id => $$"""{"id":"{{id}}","author_id":"200","text":"@acme {{id}}"}"""));

    private static string Directs(string? next, params string[] ids) =>
        Listing(next, ids.Select(id => $$"""{"id":"{{id}}","event_type":"MessageCreate","sender_id":"200","dm_conversation_id":"100-200","text":"{{id}}"}"""));

    private static string Listing(string? next, IEnumerable<string> items) =>
        $$"""{"data":[{{string.Join(',', items)}}],"meta":{{(next is null ? "{}" : $"{{\"next_token\":\"{next}\"}}")}} }""";

    /// <param name="mentions">By the call's query.</param>
    private static Task<XScript> ServerAsync(Func<string, string> mentions, Func<string, string>? directs = null) => XScript.StartAsync((asked, context) => XScript.WriteAsync(
        context, HttpStatusCode.OK, asked.Path switch
        {
            "/2/users/100/mentions" => mentions(asked.Query),
            "/2/dm_events" => directs?.Invoke(asked.Query) ?? Empty,
            _ => Empty,
        }));

    private static List<string> Ids(PollResult result) =>
        [.. result.Deliveries.SelectMany(d => Timed.Parse(Account(), d).Verdicts).Select(v => ((MessageWritten)((Verdict.Understood)v).Event).ExternalId)];

    [Fact]
    public async Task First_poll_takes_the_latest_page_and_remembers_it()
    {
        await using var x = await ServerAsync(_ => Posts("older", "12", "11"), _ => Directs("older", "72", "71"));
        var first = await Timed.PollAsync(Account(x.Address), null, x.Http, Ct);

        Ids(first).ShouldBe(["11", "12", "dm-71", "dm-72"]);
        first.Cursor.ShouldBe("""{"mentions":{"last":"12"},"dms":{"last":"72"},"posts":{"last":"1"}}""");
        (first.More, first.Failure, first.Disconnected).ShouldBe((false, null, false));
        first.Deliveries.ShouldAllBe(d => d.ReceivedAt == Now);
        x.Requests.Count.ShouldBe(3);
        x.Requests.ShouldAllBe(r => !r.Query.Contains("since_id", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Next_poll_walks_all_pages_back_and_delivers_oldest_first()
    {
        await using var x = await ServerAsync(
            query => query.Contains("pagination_token=p2", StringComparison.Ordinal) ? Posts(null, "14", "13") : Posts("p2", "16", "15"),
            query => query.Contains("pagination_token=d2", StringComparison.Ordinal) ? Directs("d3", "73", "72") : Directs("d2", "75", "74"));
        var next = await Timed.PollAsync(Account(x.Address), """{"mentions":{"last":"12"},"dms":{"last":"72"},"posts":{"last":"1"}}""", x.Http, Ct);

        Ids(next).ShouldBe(["13", "14", "15", "16", "dm-72", "dm-73", "dm-74", "dm-75"]);
        next.Cursor.ShouldBe("""{"mentions":{"last":"16"},"dms":{"last":"75"},"posts":{"last":"1"}}""");
        x.Requests.Where(r => r.Path.EndsWith("mentions", StringComparison.Ordinal)).ShouldAllBe(r => r.Query.Contains("since_id=12", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nothing_new_leaves_the_cursor_as_it_was()
    {
        const string Cursor = """{"mentions":{"last":"12"},"dms":{"last":"72"},"posts":{"last":"9"}}""";
        await using var x = await ServerAsync(_ => Empty);
        var result = await Timed.PollAsync(Account(x.Address), Cursor, x.Http, Ct);
        result.Deliveries.ShouldBeEmpty();
        result.Cursor.ShouldBe(Cursor);
    }

    [Fact]
    public async Task Walk_cut_short_goes_on_where_it_stopped()
    {
        var limited = true;
        await using var x = await XScript.StartAsync((asked, context) =>
            !asked.Path.EndsWith("mentions", StringComparison.Ordinal) ? XScript.WriteAsync(context, HttpStatusCode.OK, Empty)
            : !asked.Query.Contains("pagination_token", StringComparison.Ordinal) ? XScript.WriteAsync(context, HttpStatusCode.OK, Posts("p2", "16", "15"))
            : limited ? XScript.WriteAsync(context, HttpStatusCode.TooManyRequests, "{}", ("x-rate-limit-remaining", "0"))
            : XScript.WriteAsync(context, HttpStatusCode.OK, Posts(null, "14", "13")));

        var cut = await Timed.PollAsync(Account(x.Address), """{"mentions":{"last":"12"}}""", x.Http, Ct);
        Ids(cut).ShouldBe(["15", "16"]);
        cut.Cursor.ShouldNotBeNull().ShouldContain("\"mentions\":{\"last\":\"12\",\"newest\":\"16\",\"token\":\"p2\"}");
        cut.Failure.ShouldNotBeNull().Code.ShouldBe("x.rate-limit");
        cut.Failure.Said.ShouldNotBeNull().ShouldContain("mentions");
        cut.Rate.ShouldNotBeNull().Remaining.ShouldBe(0);

        limited = false;
        var rest = await Timed.PollAsync(Account(x.Address), cut.Cursor, x.Http, Ct);
        Ids(rest).ShouldBe(["13", "14"]);
        rest.Cursor.ShouldNotBeNull().ShouldContain("\"mentions\":{\"last\":\"16\"}");
        rest.Failure.ShouldBeNull();
    }

    [Fact]
    public async Task Long_backlog_is_fetched_in_several_polls()
    {
        await using var x = await ServerAsync(_ => Posts("again", "99"));
        var result = await Timed.PollAsync(Account(x.Address), """{"mentions":{"last":"12"}}""", x.Http, Ct);
        result.More.ShouldBeTrue();
        result.Cursor.ShouldNotBeNull().ShouldContain("\"token\":\"again\"");
    }

    [Fact]
    public async Task Token_that_X_no_longer_takes_starts_the_walk_anew()
    {
        await using var x = await XScript.StartAsync((asked, context) => XScript.WriteAsync(
            context, asked.Query.Contains("pagination_token", StringComparison.Ordinal) ? HttpStatusCode.BadRequest : HttpStatusCode.OK, Empty));
        var result = await Timed.PollAsync(Account(x.Address), """{"mentions":{"last":"12","newest":"16","token":"stale"}}""", x.Http, Ct);
        result.Cursor.ShouldNotBeNull().ShouldContain("\"mentions\":{\"last\":\"12\"}");
    }

    [Theory]
    [InlineData(401, true)]
    [InlineData(403, false)]
    [InlineData(500, false)]
    public async Task Failure_is_told_and_the_cursor_kept(int status, bool disconnected)
    {
        const string Cursor = """{"mentions":{"last":"12"},"dms":{"last":"72"},"posts":{"last":"9"}}""";
        await using var x = await XScript.AnswerAsync((HttpStatusCode)status, "{}");
        var result = await Timed.PollAsync(Account(x.Address), Cursor, x.Http, Ct);
        result.Failure.ShouldNotBeNull();
        (result.Cursor, result.Disconnected).ShouldBe((Cursor, disconnected));
        result.Deliveries.ShouldBeEmpty();
    }

    [Fact]
    public async Task Line_down_is_told_once()
    {
        using var http = TestHttp.Client();
        var result = await Timed.PollAsync(Account("http://127.0.0.1:1"), "not a cursor", http, Ct);
        result.Failure.ShouldBe(LineTrouble.NoConnection.As());
    }

    [Fact]
    public async Task Profile_is_looked_up()
    {
        await using var x = await XScript.AnswerAsync(HttpStatusCode.OK, """{"data":{"id":"200","username":"jo","name":"Jo"}}""");
        (await Timed.FindProfileAsync(Account(x.Address), new IdentityKey("x", "200"), x.Http, Ct)).ShouldBe(new Profile(new IdentityKey("x", "200"), "Jo", "jo"));
        (await Timed.FindProfileAsync(Account(x.Address), new IdentityKey("x", "201"), x.Http, Ct)).ShouldBeNull();
        (await Timed.FindProfileAsync(Account(x.Address), new IdentityKey("mail", "200"), x.Http, Ct)).ShouldBeNull();
    }

    [Fact]
    public async Task Check_passes_for_the_right_user()
    {
        await using var x = await XScript.AnswerAsync(HttpStatusCode.OK, """{"data":{"id":"100","username":"acme"}}""");
        var check = await Timed.CheckAsync(Account(x.Address), x.Http, Ct);
        check.Ok.ShouldBeTrue(string.Join(' ', check.Lines));
        x.Requests.ShouldHaveSingleItem().Path.ShouldBe("/2/users/100");
    }

    [Theory]
    [InlineData(200, """{"data":{"id":"55","username":"someone"}}""", "55")]
    [InlineData(200, """{"errors":[{"title":"Not Found Error"}]}""", "user-id")]
    [InlineData(401, "{}", "authorise")]
    [InlineData(403, "{}", "permissions")]
    [InlineData(503, "{}", "later")]
    public async Task Check_says_what_to_do(int status, string body, string fix)
    {
        await using var x = await XScript.AnswerAsync((HttpStatusCode)status, body);
        var check = await Timed.CheckAsync(Account(x.Address, secrets: new Dictionary<string, string> { ["access-token"] = "t" }), x.Http, Ct);
        check.Ok.ShouldBeFalse();
        check.Lines.Single(l => !l.Ok).Fix.ShouldNotBeNull().ShouldContain(fix);
        x.Requests.ShouldHaveSingleItem().Path.ShouldBe("/2/users/me");
    }

    [Fact]
    public async Task News_are_waited_for_by_the_clock()
    {
        var clock = new FakeTimeProvider(Now);
        var wait = new XChannel(clock, null).WaitForNewsAsync(Account(), TimeSpan.FromMinutes(2), TestHttp.Client(), Ct);
        wait.IsCompleted.ShouldBeFalse();
        clock.Advance(TimeSpan.FromMinutes(2));
        await wait;
    }
}
