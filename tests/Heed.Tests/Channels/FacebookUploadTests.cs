using System.Text.Json;
using Heed.Core.Channels;
using Heed.Core.Messages;
using Shouldly;
using Xunit;
using static Heed.Tests.Channels.FacebookTestKit;

namespace Heed.Tests.Channels;

public sealed class FacebookUploadTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static Task<SendOutcome> SendAsync(FakeGraph graph, OutboundMessage message) =>
        Channel().SendAsync(Account(api: graph.Address), message, graph.Client(), Ct);

    private static OutboundMessage WithFile(string mode, string text = "", string type = "application/pdf") =>
        Outbound(mode, text, files: [new Attachment("reçu.pdf", type, Content: [1, 2, 3])]);

    private static FakeGraph.Answer Done(FakeGraph.Call call) => new(200, call.Path.Split('/')[^1] switch
    {
        "message_attachments" => """{"attachment_id":"1857"}""",
        "photos" => """{"id":"3301"}""",
        "comments" => """{"id":"500_999"}""",
        _ => """{"recipient_id":"900","message_id":"m_7"}""",
    });

    [Theory]
    [InlineData("application/pdf", "file")]
    [InlineData("image/png", "image")]
    [InlineData("video/mp4", "video")]
    public async Task A_file_is_brought_to_Messenger_and_then_sent_by_its_id_with_our_key(string type, string told)
    {
        await using var graph = await FakeGraph.StartAsync(Done);
        (await SendAsync(graph, WithFile("message", type: type))).ShouldBe(new SendOutcome.Sent("m_7"));

        graph.Calls.Select(c => c.ToString()).ShouldBe(["POST /v25.0/200/message_attachments", "POST /v25.0/200/messages"]);
        var form = graph.Calls.First().Body;
        form.ShouldContain($$$$"""{"attachment":{"type":"{{{{told}}}}","payload":{"is_reusable":true}}}""");
        form.ShouldContain("name=filedata");
        form.ShouldContain($"Content-Type: {type}");
        var message = JsonElement.Parse(graph.Calls.Last().Body).GetProperty("message");
        message.GetProperty("attachment").GetProperty("payload").GetProperty("attachment_id").GetString().ShouldBe("1857");
        message.GetProperty("metadata").GetString().ShouldBe("own-1");
    }

    [Fact]
    public async Task A_photo_goes_under_a_comment_with_its_words()
    {
        await using var graph = await FakeGraph.StartAsync(Done);
        (await SendAsync(graph, WithFile("comment", "Like this", "image/png"))).ShouldBe(new SendOutcome.Sent("500_999"));
        graph.Calls.Select(c => c.ToString()).ShouldBe(["POST /v25.0/200/photos", "POST /v25.0/500_700/comments"]);
        graph.Calls.First().Body.ShouldContain("name=published");
        var body = JsonElement.Parse(graph.Calls.Last().Body);
        (body.GetProperty("message").GetString(), body.GetProperty("attachment_id").GetString()).ShouldBe(("Like this", "3301"));
    }

    [Theory]
    [InlineData(500, "", "Retry")]
    [InlineData(400, """{"error":{"code":2,"message":"down","is_transient":true}}""", "Retry")]
    [InlineData(400, """{"error":{"code":613,"message":"slow down"}}""", "Retry")]
    [InlineData(200, "{}", "Retry")]
    [InlineData(400, """{"error":{"code":100,"error_subcode":2018047,"message":"Upload attachment failure."}}""", "Refused")]
    [InlineData(400, """{"error":{"code":190,"message":"token"}}""", "Disconnected")]
    public async Task An_upload_that_fails_is_never_unknown_and_sends_nothing(int status, string json, string expected)
    {
        await using var graph = await FakeGraph.AnsweringAsync(status, json);
        (await SendAsync(graph, WithFile("message"))).GetType().Name.ShouldBe(expected);
        graph.Calls.ShouldHaveSingleItem().Path.ShouldEndWith("message_attachments");
    }

    [Fact]
    public async Task A_line_that_breaks_is_tried_again_during_the_upload_and_unknown_after_it()
    {
        foreach (var (at, expected) in new[] { ("message_attachments", "Retry"), ("messages", "Unknown") })
        {
            await using var graph = await FakeGraph.StartAsync(c => c.Path.EndsWith(at, StringComparison.Ordinal) ? new FakeGraph.Answer(200, "", Break: true) : Done(c));
            (await SendAsync(graph, WithFile("message"))).GetType().Name.ShouldBe(expected);
        }
    }

    [Fact]
    public async Task A_file_that_went_alone_is_found_again_by_being_a_file()
    {
        foreach (var (attachments, found) in new[] { ("""{"data":[{"id":"1","mime_type":"application/pdf","name":"r.pdf","file_url":"https://cdn.example/r.pdf"}]}""", true), ("""{"data":[]}""", false) })
        {
            await using var graph = await FakeGraph.StartAsync(c => new FakeGraph.Answer(200, c.Path.EndsWith("conversations", StringComparison.Ordinal)
                ? """{"data":[{"id":"t_1","updated_time":"2026-03-02T12:00:00+0000","participants":{"data":[{"id":"900"},{"id":"200"}]}}]}"""
                : $$"""{"data":[{"id":"m_9","created_time":"2026-03-02T11:59:30+0000","from":{"id":"200"},"message":"","attachments":{{attachments}}}]}"""));
            var end = await Channel().ReconcileAsync(Account(api: graph.Address), WithFile("message"), graph.Client(), Ct);
            if (found)
                end.ShouldBe(new SendOutcome.Sent("m_9"));
            else
                end.ShouldBeOfType<SendOutcome.Retry>();
        }
    }
}
