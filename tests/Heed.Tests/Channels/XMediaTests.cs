using System.Net;
using System.Text.Json;
using Heed.Channels.X;
using Heed.Core.Channels;
using Heed.Core.Messages;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;
using static Heed.Tests.Channels.XExamples;

namespace Heed.Tests.Channels;

public sealed class XMediaTests
{
    private static readonly XChannel Timed = new(new FakeTimeProvider(Now) { AutoAdvanceAmount = TimeSpan.FromMilliseconds(1) }, null);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static OutboundMessage With(string mode, string text, params Attachment[] files) => Message(mode, text) with { Attachments = files };

    private static Attachment File(string type, int bytes = 10) => new("f", type, Content: new byte[bytes]);

    private static Task AnswerAsync(XScript.Asked asked, HttpContext context) => asked.Path switch
    {
        "/2/media/upload/initialize" => XScript.WriteAsync(context, HttpStatusCode.OK, """{"data":{"id":"1880","media_key":"3_1880"}}"""),
        "/2/tweets" => XScript.WriteAsync(context, HttpStatusCode.Created, """{"data":{"id":"1950"}}"""),
        _ when asked.Path.EndsWith("/messages", StringComparison.Ordinal) => XScript.WriteAsync(context, HttpStatusCode.Created, """{"data":{"dm_event_id":"7005"}}"""),
        _ => XScript.WriteAsync(context, HttpStatusCode.OK, """{"data":{"id":"1880"}}"""),
    };

    [Fact]
    public async Task A_picture_is_brought_in_pieces_before_the_post_that_names_it()
    {
        await using var x = await XScript.StartAsync(AnswerAsync);
        var outcome = await Timed.SendAsync(Account(x.Address), With("reply", "Like this", File("image/png", (4 * 1024 * 1024) + 1)), x.Http, Ct);

        outcome.ShouldBeOfType<SendOutcome.Sent>().ExternalId.ShouldBe("1950");
        x.Requests.Select(r => r.Path).ShouldBe(
            ["/2/media/upload/initialize", "/2/media/upload/1880/append", "/2/media/upload/1880/append", "/2/media/upload/1880/finalize", "/2/tweets"]);
        JsonElement.Parse(x.Requests[0].Body).GetRawText().ShouldBe("""{"media_type":"image/png","total_bytes":4194305,"media_category":"tweet_image"}""");
        x.Requests[2].Body.ShouldContain("name=segment_index");
        x.Requests[2].Body.ShouldContain("name=media");
        JsonElement.Parse(x.Requests[4].Body).GetProperty("media").GetProperty("media_ids")[0].GetString().ShouldBe("1880");
    }

    [Fact]
    public async Task A_direct_message_may_be_a_file_alone()
    {
        await using var x = await XScript.StartAsync(AnswerAsync);
        (await Timed.SendAsync(Account(x.Address), With("dm", "", File("image/gif")), x.Http, Ct)).ShouldBe(new SendOutcome.Sent("dm-7005"));
        x.Requests[0].Body.ShouldContain("dm_gif");
        JsonElement.Parse(x.Requests[^1].Body).GetRawText().ShouldBe("""{"attachments":[{"media_id":"1880"}]}""");
    }

    [Fact]
    public async Task A_film_is_waited_for_and_a_failed_one_is_refused()
    {
        var clock = new FakeTimeProvider(Now);
        var looks = 0;
        await using var x = await XScript.StartAsync((asked, context) => asked.Path switch
        {
            "/2/media/upload/1880/finalize" => XScript.WriteAsync(context, HttpStatusCode.OK, """{"data":{"id":"1880","processing_info":{"state":"pending","check_after_secs":1}}}"""),
            "/2/media/upload" when Interlocked.Increment(ref looks) == 1 => XScript.WriteAsync(context, HttpStatusCode.OK, """{"data":{"id":"1880","processing_info":{"state":"in_progress","check_after_secs":2}}}"""),
            "/2/media/upload" => XScript.WriteAsync(context, HttpStatusCode.OK, """{"data":{"id":"1880","processing_info":{"state":"failed","error":{"message":"unsupported codec"}}}}"""),
            _ => AnswerAsync(asked, context),
        });
        var sending = new XChannel(clock, null).SendAsync(Account(x.Address), With("reply", "Look", File("video/mp4")), x.Http, Ct);
        while (!sending.IsCompleted)
        {
            await Task.Delay(20, Ct);
            clock.Advance(TimeSpan.FromSeconds(1));
        }

        (await sending).ShouldBeOfType<SendOutcome.Refused>().Why.ShouldBe(XTrouble.FileRefused.As("unsupported codec"));
        looks.ShouldBe(2);
        x.Requests.ShouldNotContain(r => r.Path == "/2/tweets");
    }

    [Theory]
    [InlineData("initialize", 503, "", "Retry x.file-stumbled")]
    [InlineData("append", 500, "", "Retry x.file-stumbled")]
    [InlineData("finalize", 503, "", "Retry x.file-stumbled")]
    [InlineData("append", 429, "{}", "Retry x.rate-limit")]
    [InlineData("initialize", 401, "{}", "Disconnected x.token-refused")]
    [InlineData("initialize", 403, """{"detail":"Missing scope media.write"}""", "Refused x.file-refused")]
    [InlineData("finalize", 400, """{"errors":[{"message":"Segments do not add up"}]}""", "Refused x.file-refused")]
    public async Task What_fails_before_the_post_is_never_unknown(string step, int status, string body, string expected)
    {
        await using var x = await XScript.StartAsync((asked, context) => asked.Path.EndsWith(step, StringComparison.Ordinal)
            ? XScript.WriteAsync(context, (HttpStatusCode)status, body)
            : AnswerAsync(asked, context));
        Named(await Timed.SendAsync(Account(x.Address), With("reply", "Look", File("image/png")), x.Http, Ct)).ShouldBe(expected);
        x.Requests.ShouldNotContain(r => r.Path == "/2/tweets");
    }

    [Fact]
    public async Task A_line_that_breaks_during_the_upload_is_tried_again_and_after_the_post_it_is_unknown()
    {
        foreach (var (at, expected) in new[] { ("append", "Retry x.file-stumbled"), ("tweets", "Unknown") })
        {
            await using var x = await XScript.StartAsync((asked, context) =>
            {
                if (!asked.Path.EndsWith(at, StringComparison.Ordinal))
                    return AnswerAsync(asked, context);
                context.Abort();
                return Task.CompletedTask;
            });
            Named(await Timed.SendAsync(Account(x.Address), With("reply", "Look", File("image/png")), x.Http, Ct)).ShouldStartWith(expected.Split(' ')[0]);
        }
    }

    [Fact]
    public async Task What_X_does_not_take_never_leaves()
    {
        await using var x = await XScript.StartAsync(AnswerAsync);
        Named(await Timed.SendAsync(Account(x.Address), With("reply", "Look", File("application/pdf")), x.Http, Ct)).ShouldBe("Refused x.wrong-files");
        Named(await Timed.SendAsync(Account(x.Address), With("dm", "Look", File("image/png"), File("image/png")), x.Http, Ct)).ShouldBe("Refused x.wrong-files");
        Named(await Timed.SendAsync(Account(x.Address), With("reply", "Look", new Attachment("f", "image/png")), x.Http, Ct)).ShouldBe("Refused x.file-lost");
        x.Requests.ShouldBeEmpty();
    }

    private static string Named(SendOutcome outcome) => outcome switch
    {
        SendOutcome.Refused o => $"Refused {o.Why.Code}",
        SendOutcome.Retry o => $"Retry {o.Why.Code}",
        SendOutcome.Disconnected o => $"Disconnected {o.Why.Code}",
        _ => outcome.GetType().Name,
    };
}
