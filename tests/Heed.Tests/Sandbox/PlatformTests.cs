using System.Net.Sockets;
using Heed.Sandbox.Accounts;
using Heed.Sandbox.Control;
using Heed.Sandbox.Faults;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using Shouldly;
using Xunit;

namespace Heed.Tests.Sandbox;

public sealed class PlatformTests
{
    [Fact]
    public async Task X_refuses_a_text_that_weighs_too_much_and_a_reply_nobody_asked_for()
    {
        await using var stage = await SandboxStage.StartAsync();
        var summons = await stage.XSaysAsync("@acme hello");
        var (status, problem) = await stage.CallAsync(HttpMethod.Post, "/2/tweets", new { text = new string('語', 141), reply = new { in_reply_to_tweet_id = summons.ExternalId } });
        status.ShouldBe(400);
        problem.GetProperty("title").GetString().ShouldBe("Invalid Request");

        var silent = await stage.XSaysAsync("my sofa is late and nobody cares");
        (status, problem) = await stage.CallAsync(HttpMethod.Post, "/2/tweets", new { text = "We care", reply = new { in_reply_to_tweet_id = silent.ExternalId } });
        status.ShouldBe(403);
        problem.GetProperty("type").GetString().ShouldBe("about:blank");

        stage.Sandbox.Register(new BrandAccount { Network = "x", Account = "acme", ExternalId = "100", Secret = SandboxStage.Secret, Handle = "acme", Plan = "enterprise" });
        (status, _) = await stage.CallAsync(HttpMethod.Post, "/2/tweets", new { text = "We care", reply = new { in_reply_to_tweet_id = silent.ExternalId } });
        status.ShouldBe(201);
    }

    [Fact]
    public async Task X_echoes_a_reply_with_the_mention_it_filled_in()
    {
        await using var stage = await SandboxStage.StartAsync();
        var said = await stage.XSaysAsync("@acme hello");
        var (_, body) = await stage.CallAsync(HttpMethod.Post, "/2/tweets", new { text = "Hi, see https://acme.example/help", reply = new { in_reply_to_tweet_id = said.ExternalId } });
        body.GetProperty("data").GetProperty("text").GetString().ShouldStartWith("@jo200 Hi, see https://t.co/");
        await stage.QuietAsync();
        stage.Heed.Deliveries.ShouldContain(d => d.Text.Contains("post.create", StringComparison.Ordinal) && d.Text.Contains("acme.example/help", StringComparison.Ordinal));
        stage.Sandbox.Done.ShouldHaveSingleItem().ShouldSatisfyAllConditions(d => d.Target.ShouldBe(said.ExternalId), d => d.Customer.ShouldBe("200"));
    }

    [Fact]
    public async Task X_direct_messages_have_their_limit_and_its_headers()
    {
        await using var stage = await SandboxStage.StartAsync();
        await stage.XSaysAsync("in private", kind: "dm");
        for (var i = 0; i < 15; i++) (await stage.CallAsync(HttpMethod.Post, "/2/dm_conversations/with/200/messages", new { text = $"answer {i}" })).Status.ShouldBe(201);
        (await stage.CallAsync(HttpMethod.Post, "/2/dm_conversations/with/200/messages", new { text = "one too many" })).Status.ShouldBe(429);
        var (_, events) = await stage.CallAsync(HttpMethod.Get, "/2/dm_conversations/with/200/dm_events?max_results=10&dm_event.fields=sender_id,dm_conversation_id");
        events.GetProperty("data").GetArrayLength().ShouldBe(10);
        events.GetProperty("data")[0].GetProperty("text").GetString().ShouldBe("answer 14");
        events.GetProperty("data")[0].GetProperty("dm_conversation_id").GetString().ShouldBe("100-200");
        var token = events.GetProperty("meta").GetProperty("next_token").GetString();
        (_, events) = await stage.CallAsync(HttpMethod.Get, $"/2/dm_conversations/with/200/dm_events?max_results=10&pagination_token={token}");
        events.GetProperty("data").GetArrayLength().ShouldBe(6);
    }

    [Fact]
    public async Task An_edit_on_X_is_a_new_post_and_a_deletion_is_only_seen_by_looking()
    {
        await using var stage = await SandboxStage.StartAsync();
        var said = await stage.XSaysAsync("@acme helo");
        var edited = await stage.Sandbox.EditAsync(new EditRequest("x", "acme", said.ExternalId, "@acme hello"), SandboxStage.Ct);
        edited.ShouldNotBe(said.ExternalId);
        await stage.QuietAsync();
        stage.Heed.Deliveries.Last().Text.ShouldContain($"\"edit_history_tweet_ids\":[\"{said.ExternalId}\",\"{edited}\"]");

        await stage.Sandbox.DeleteAsync(new DeleteRequest("x", "acme", edited), SandboxStage.Ct);
        await stage.QuietAsync();
        stage.Heed.Deliveries.Count.ShouldBe(2);
        var (_, body) = await stage.CallAsync(HttpMethod.Get, $"/2/tweets?ids={edited}");
        body.GetProperty("errors")[0].GetProperty("resource_id").GetString().ShouldBe(edited);
    }

    [Fact]
    public async Task Messenger_shuts_its_window_after_a_day_and_after_a_week_for_people()
    {
        await using var stage = await SandboxStage.StartAsync();
        var now = TimeProvider.System.GetUtcNow();
        await stage.FacebookSaysAsync("two days ago", "message", "901", now.AddDays(-2));
        await stage.FacebookSaysAsync("ten days ago", "message", "902", now.AddDays(-10));

        Task<(int Status, System.Text.Json.JsonElement Body)> Send(string psid, bool tagged) => stage.CallAsync(HttpMethod.Post, "/v25.0/111/messages",
            tagged ? new { recipient = new { id = psid }, messaging_type = "MESSAGE_TAG", tag = "HUMAN_AGENT", message = new { text = "Hello" } }
                : new { recipient = new { id = psid }, messaging_type = "RESPONSE", message = new { text = "Hello" } } as object);

        var (status, body) = await Send("901", tagged: false);
        status.ShouldBe(400);
        body.GetProperty("error").GetProperty("code").GetInt32().ShouldBe(10);
        body.GetProperty("error").GetProperty("error_subcode").GetInt32().ShouldBe(2018278);
        (await Send("901", tagged: true)).Status.ShouldBe(200);
        (await Send("902", tagged: true)).Body.GetProperty("error").GetProperty("error_subcode").GetInt32().ShouldBe(2018278);
        (await Send("nobody", tagged: false)).Body.GetProperty("error").GetProperty("error_subcode").GetInt32().ShouldBe(2018001);
    }

    [Fact]
    public async Task A_comment_gets_one_private_reply_and_the_person_has_another_id_there()
    {
        await using var stage = await SandboxStage.StartAsync();
        var comment = await stage.FacebookSaysAsync("Where is my parcel?", "comment");
        var reply = new { recipient = new { comment_id = comment.ExternalId }, message = new { text = "Let us look" } };
        var (status, sent) = await stage.CallAsync(HttpMethod.Post, "/v25.0/111/messages", reply);
        status.ShouldBe(200);
        var psid = sent.GetProperty("recipient_id").GetString();
        psid.ShouldNotBe("900");
        (await stage.CallAsync(HttpMethod.Post, "/v25.0/111/messages", reply)).Body.GetProperty("error").GetProperty("code").GetInt32().ShouldBe(10900);
        // Until the person answers, the window is not open.
        (await stage.CallAsync(HttpMethod.Post, "/v25.0/111/messages", new { recipient = new { id = psid }, message = new { text = "More" } }))
            .Body.GetProperty("error").GetProperty("error_subcode").GetInt32().ShouldBe(2018278);
        var (_, conversations) = await stage.CallAsync(HttpMethod.Get, "/v25.0/111/conversations?fields=id,participants,messages{id,message,from}");
        conversations.GetProperty("data")[0].GetProperty("id").GetString().ShouldBe($"t_{psid}");
    }

    [Fact]
    public async Task Comments_can_be_answered_hidden_and_deleted_but_not_with_the_same_words_twice()
    {
        await using var stage = await SandboxStage.StartAsync();
        var comment = await stage.FacebookSaysAsync("Where is my parcel?", "comment");
        (await stage.CallAsync(HttpMethod.Post, $"/v25.0/{comment.ExternalId}/comments", new { message = "We look" })).Status.ShouldBe(200);
        (await stage.CallAsync(HttpMethod.Post, $"/v25.0/{comment.ExternalId}/comments", new { message = "We look" })).Body.GetProperty("error").GetProperty("code").GetInt32().ShouldBe(506);
        var (_, comments) = await stage.CallAsync(HttpMethod.Get, "/v25.0/111_500/comments?filter=stream&fields=id,from,message,parent{id}");
        comments.GetProperty("data").GetArrayLength().ShouldBe(2);
        (await stage.CallAsync(HttpMethod.Post, $"/v25.0/{comment.ExternalId}", new { is_hidden = true })).Status.ShouldBe(200);
        (await stage.CallAsync(HttpMethod.Delete, $"/v25.0/{comment.ExternalId}")).Status.ShouldBe(200);
        (await stage.CallAsync(HttpMethod.Delete, $"/v25.0/{comment.ExternalId}")).Body.GetProperty("error").GetProperty("error_subcode").GetInt32().ShouldBe(33);
        await stage.QuietAsync();
        foreach (var verb in new[] { "add", "hide", "remove" }) stage.Heed.Deliveries.ShouldContain(d => d.Text.Contains($"\"verb\":\"{verb}\"", StringComparison.Ordinal));
        stage.Sandbox.Done.Select(d => d.Kind).ShouldBe(["comment", "hide", "delete"]);
    }

    [Fact]
    public async Task The_mail_server_takes_a_mail_and_the_answer_goes_to_its_reply_address()
    {
        await using var stage = await SandboxStage.StartAsync();
        using var mail = Mail("jo@mail.example");
        mail.ReplyTo.Add(new MailboxAddress("", "help+7.abc@acme.example"));
        await SendAsync(stage, mail);
        stage.Sandbox.Done.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            d => d.OwnKey.ShouldBe("own-1@acme.example"), d => d.Customer.ShouldBe("jo@mail.example"), d => d.Text.ShouldContain(". a line that begins with a dot"));

        await stage.Sandbox.SayAsync(new SayRequest { Network = "mail", Account = "help", From = new Speaker("jo@mail.example", "Jo"), Text = "Merci, ça marche", Kind = "mail", InReplyTo = "own-1@acme.example" }, SandboxStage.Ct);
        await stage.QuietAsync();
        var delivery = stage.Heed.Deliveries.ShouldHaveSingleItem();
        delivery.Headers["authorization"].ShouldBe("Bearer t0ken");
        using var answer = await MimeMessage.LoadAsync(new MemoryStream(delivery.Body), SandboxStage.Ct);
        answer.To.Mailboxes.Single().Address.ShouldBe("help+7.abc@acme.example");
        answer.InReplyTo.ShouldBe("own-1@acme.example");
        answer.Subject.ShouldBe("Re: Order 42");
        answer.TextBody!.ShouldContain("> Hello Jo");
    }

    [Fact]
    public async Task The_mail_server_refuses_unknown_people_bounces_and_can_lose_its_answer()
    {
        await using var stage = await SandboxStage.StartAsync();
        using var unknown = Mail("no-such-user@mail.example");
        (await Should.ThrowAsync<SmtpCommandException>(() => SendAsync(stage, unknown))).StatusCode.ShouldBe(SmtpStatusCode.MailboxUnavailable);

        using var bouncing = Mail("bounce@mail.example");
        await SendAsync(stage, bouncing);
        await stage.QuietAsync();
        stage.Heed.Deliveries.ShouldHaveSingleItem().Text.ShouldContain("Status: 5.1.1");

        stage.Sandbox.SetFaults(new FaultSettings { TimeoutAfterSuccessPercent = 100 }, "mail");
        using var uncertain = Mail("jo@mail.example");
        uncertain.MessageId = "own-2@acme.example";
        var failure = await Record.ExceptionAsync(() => SendAsync(stage, uncertain));
        (failure is SmtpProtocolException or IOException or SocketException).ShouldBeTrue();
        stage.Sandbox.Done.ShouldContain(d => d.OwnKey == "own-2@acme.example");
    }

    private static MimeMessage Mail(string to)
    {
        var mail = new MimeMessage { Subject = "Order 42", MessageId = "own-1@acme.example", Body = new TextPart("plain") { Text = "Hello Jo\r\n. a line that begins with a dot\r\n" } };
        mail.From.Add(new MailboxAddress("Acme Help", "help@acme.example"));
        mail.To.Add(new MailboxAddress("Jo", to));
        return mail;
    }

    private static async Task SendAsync(SandboxStage stage, MimeMessage mail)
    {
        using var smtp = new SmtpClient();
        await smtp.ConnectAsync("127.0.0.1", stage.Sandbox.SmtpPort, SecureSocketOptions.None, SandboxStage.Ct);
        await smtp.AuthenticateAsync("help@acme.example", "anything", SandboxStage.Ct);
        await smtp.SendAsync(mail, SandboxStage.Ct);
        await smtp.DisconnectAsync(true, SandboxStage.Ct);
    }
}
