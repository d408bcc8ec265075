using System.Globalization;
using System.Net;
using Heed.Channels.X;
using Heed.Core.Channels;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;
using static Heed.Tests.Channels.XExamples;

namespace Heed.Tests.Channels;

public sealed class XReconcilerTests
{
    private static readonly XChannel Later = new(new FakeTimeProvider(Now.AddMinutes(1)), null);

    private static readonly XChannel Tomorrow = new(new FakeTimeProvider(Now.AddDays(1)), null);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static string At(int seconds) => Now.AddSeconds(seconds).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static string Post(string id, string text, int seconds, string target = "1901") =>
        $$"""{"id":"{{id}}","author_id":"100","text":"{{text}}","created_at":"{{At(seconds)}}","referenced_tweets":[{"type":"replied_to","id":"{{target}}"}]}""";

    private static string Direct(string id, string sender, string text, int seconds) =>
        $$"""{"id":"{{id}}","event_type":"MessageCreate","sender_id":"{{sender}}","dm_conversation_id":"100-200","text":"{{text}}","created_at":"{{At(seconds)}}"}""";

    private static string Page(params string[] items) => $$"""{"data":[{{string.Join(',', items)}}],"meta":{"result_count":{{items.Length}}} }""";

    [Fact]
    public async Task Reply_is_found_by_text_and_target_as_X_shows_it()
    {
        var shown = Post("1950", "@jo see http://acme.com/ &amp; caf\u00e9 now", 2);
        await using var x = await XScript.AnswerAsync(HttpStatusCode.OK, Page(Post("1951", "see acme.com &amp; café now", 3, target: "7"), shown, Post("1949", "other", 1)));
        (await Later.ReconcileAsync(Account(x.Address), Message("reply", "see acme.com  & cafe\u0301 now"), x.Http, Ct)).ShouldBe(new SendOutcome.Sent("1950"));
        var asked = x.Requests.ShouldHaveSingleItem();
        asked.Path.ShouldBe("/2/users/100/tweets");
        asked.Query.ShouldContain("start_time=2026-03-04T05:04:07Z");
        asked.Query.ShouldContain("referenced_tweets");
    }

    [Fact]
    public async Task Same_words_before_the_send_are_not_ours_when_there_are_later_ones()
    {
        await using var x = await XScript.AnswerAsync(HttpStatusCode.OK, Page(Direct("72", "100", "hi", 5), Direct("71", "100", "hi", -30), Direct("70", "200", "hi", 6)));
        (await Later.ReconcileAsync(Account(x.Address), Message("dm", "hi"), x.Http, Ct)).ShouldBe(new SendOutcome.Sent("dm-72"));
        x.Requests.ShouldHaveSingleItem().Path.ShouldBe("/2/dm_conversations/with/200/dm_events");
    }

    [Fact]
    public async Task Customer_s_own_words_and_old_ones_are_not_our_send()
    {
        await using var x = await XScript.AnswerAsync(HttpStatusCode.OK, Page(Direct("70", "200", "hi", 5), Direct("60", "100", "hi", -600)));
        (await Later.ReconcileAsync(Account(x.Address), Message("dm", "hi"), x.Http, Ct)).ShouldBeOfType<SendOutcome.Retry>().After.ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public async Task Whole_listing_without_it_proves_it_was_not_sent()
    {
        await using var x = await XScript.AnswerAsync(HttpStatusCode.OK, """{"meta":{"result_count":0}}""");
        (await Later.ReconcileAsync(Account(x.Address), Message("reply", "hi"), x.Http, Ct)).ShouldBeOfType<SendOutcome.Retry>();
    }

    [Fact]
    public async Task Absence_right_after_the_send_proves_nothing()
    {
        await using var x = await XScript.AnswerAsync(HttpStatusCode.OK, """{"meta":{"result_count":0}}""");
        var soon = new XChannel(new FakeTimeProvider(Now.AddSeconds(3)), null);
        (await soon.ReconcileAsync(Account(x.Address), Message("reply", "hi"), x.Http, Ct)).ShouldBeNull();
    }

    [Fact]
    public async Task Pages_are_read_until_they_reach_back_far_enough()
    {
        await using var x = await XScript.StartAsync((asked, context) => XScript.WriteAsync(context, HttpStatusCode.OK, asked.Query.Contains("pagination_token=p2", StringComparison.Ordinal)
            ? Page(Post("1950", "hi", 1), Post("1000", "old", -3600)).Replace("\"meta\":{", "\"meta\":{\"next_token\":\"p3\",", StringComparison.Ordinal)
            : Page(Post("1960", "busy", 30)).Replace("\"meta\":{", "\"meta\":{\"next_token\":\"p2\",", StringComparison.Ordinal)));
        (await Later.ReconcileAsync(Account(x.Address), Message("reply", "hi"), x.Http, Ct)).ShouldBe(new SendOutcome.Sent("1950"));
        x.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Listing_that_never_reaches_back_proves_nothing()
    {
        await using var x = await XScript.AnswerAsync(HttpStatusCode.OK, Page(Post("1960", "busy", 30)).Replace("\"meta\":{", "\"meta\":{\"next_token\":\"more\",", StringComparison.Ordinal));
        (await Later.ReconcileAsync(Account(x.Address), Message("reply", "hi"), x.Http, Ct)).ShouldBeNull();
    }

    [Theory]
    [InlineData(30, 1)] // in the first slice: nothing later is read
    [InlineData(4 * 3600, 8)]
    [InlineData(20 * 3600, 40)]
    public async Task A_busy_brands_reply_of_yesterday_is_found_among_a_thousand_posts(int seconds, int mostRequests)
    {
        await using var x = await BusyAsync([Post("5000", "hi", seconds)]);
        (await Tomorrow.ReconcileAsync(Account(x.Address), Message("reply", "hi"), x.Http, Ct)).ShouldBe(new SendOutcome.Sent("5000"));
        x.Requests.Count.ShouldBeLessThanOrEqualTo(mostRequests);
    }

    [Fact]
    public async Task A_busy_brands_reply_that_is_in_no_slice_was_certainly_not_sent()
    {
        await using var x = await BusyAsync([]);
        (await Tomorrow.ReconcileAsync(Account(x.Address), Message("reply", "hi"), x.Http, Ct)).ShouldBeOfType<SendOutcome.Retry>();
        // Every moment from before the planning until now was asked for, once.
        var slices = x.Requests.Where(r => !r.Query.Contains("pagination_token", StringComparison.Ordinal)).Select(r => QueryHelpers.ParseQuery(r.Query)).ToList();
        slices.Count.ShouldBeGreaterThan(3);
        slices[0]["start_time"].ToString().ShouldBe("2026-03-04T05:04:07Z");
        slices[..^1].Select(s => s["end_time"].ToString()).ShouldBe(slices[1..].Select(s => s["start_time"].ToString()));
        slices[^1].ContainsKey("end_time").ShouldBeFalse();
    }

    // A thousand posts of the brand over a day, listed as X lists them: newest first, a hundred a page, from start_time to before end_time.
    private static Task<XScript> BusyAsync(string[] ours)
    {
        var all = Enumerable.Range(0, 1000).Select(i => (At: 10 + (i * 84), Json: Post((10_000 + i).ToString(CultureInfo.InvariantCulture), "busy", 10 + (i * 84))))
            .Concat(ours.Select(o => (At: (int)(DateTimeOffset.Parse(o.Split("created_at\":\"")[1].Split('"')[0], CultureInfo.InvariantCulture) - Now).TotalSeconds, Json: o)))
            .OrderByDescending(p => p.At).ToList();
        return XScript.StartAsync((asked, context) =>
        {
            var query = QueryHelpers.ParseQuery(asked.Query);
            double Seconds(string name, double otherwise) => query.TryGetValue(name, out var at) ? (DateTimeOffset.Parse(at.ToString(), CultureInfo.InvariantCulture) - Now).TotalSeconds : otherwise;
            var (from, until) = (Seconds("start_time", double.MinValue), Seconds("end_time", double.MaxValue));
            var skip = query.TryGetValue("pagination_token", out var token) ? int.Parse(token.ToString(), CultureInfo.InvariantCulture) : 0;
            var matching = all.Where(p => p.At >= from && p.At < until).ToList();
            var page = Page([.. matching.Skip(skip).Take(100).Select(p => p.Json)]);
            if (skip + 100 < matching.Count)
                page = page.Replace("\"meta\":{", $"\"meta\":{{\"next_token\":\"{skip + 100}\",", StringComparison.Ordinal);
            return XScript.WriteAsync(context, HttpStatusCode.OK, page);
        });
    }

    [Theory]
    [InlineData(401)]
    [InlineData(429)]
    [InlineData(503)]
    [InlineData(200)]
    public async Task Answer_without_a_listing_proves_nothing(int status)
    {
        await using var x = await XScript.AnswerAsync((HttpStatusCode)status, "oops");
        (await Later.ReconcileAsync(Account(x.Address), Message("dm", "hi"), x.Http, Ct)).ShouldBeNull();
    }
}
