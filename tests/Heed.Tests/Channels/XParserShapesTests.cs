using System.Text;
using System.Text.Json;
using CsCheck;
using Heed.Core.Channels;
using Heed.Core.Messages;
using Heed.Testing;
using Shouldly;
using Xunit;
using static Heed.Tests.Channels.XExamples;

namespace Heed.Tests.Channels;

/// <summary>Account Activity bodies, REST answers, and everything that is neither.</summary>
public sealed class XParserShapesTests
{
    private const string Mixed = """
        {"for_user_id":"100","users":{"200":{"id":"200","screen_name":"jo","name":"Jo"}},"apps":{"9":{"id":"9","name":"Kiosk"}},
        "tweet_create_events":[
          {"id":1,"id_str":"501","created_at":"Mon Jan 05 10:00:00 +0000 2026","text":"@acme this is cut…","truncated":true,"lang":"es","source":"<a href=\"x\">Web &amp; App</a>",
           "extended_tweet":{"full_text":"@acme this is whole &amp; long https://t.co/p","entities":{"user_mentions":[{"id_str":"100","screen_name":"acme"}],"urls":[]},
             "extended_entities":{"media":[{"type":"video","url":"https://t.co/p","media_url_https":"https://pbs.example/t.jpg","video_info":{"variants":[
               {"content_type":"application/x-mpegURL","url":"https://v.example/a.m3u8"},{"content_type":"video/mp4","bitrate":1,"url":"https://v.example/s.mp4"},{"content_type":"video/mp4","bitrate":9,"url":"https://v.example/l.mp4"}]}}]}},
           "user":{"id_str":"200","screen_name":"jo","name":"Jo","location":"Sevilla","followers_count":5,"verified":true,"profile_image_url_https":"https://pbs.example/a.jpg"},
           "place":{"full_name":"Sevilla, España"}},
          {"id_str":"502","text":"@jo sorry","in_reply_to_status_id_str":"501","in_reply_to_user_id_str":"200","in_reply_to_screen_name":"jo","user":{"id_str":"100","screen_name":"acme"}},
          {"id_str":"503","text":"broken, no user"}],
        "favorite_events":[{"id":"f"}],
        "direct_message_events":[{"type":"message_create","id":"601","created_timestamp":"1767607200000","message_create":{"target":{"recipient_id":"100"},"sender_id":"200","source_app_id":"9","message_data":{"text":"psst"}}}],
        "direct_message_mark_read_events":[{"created_timestamp":"1767607300000","sender_id":"200","target":{"recipient_id":"100"}}],
        "direct_message_indicate_typing_events":[{}],
        "tweet_delete_events":[{"status":{"id":"501","user_id":"200"},"timestamp_ms":"1767607400000"}],
        "user_event":{"revoke":{"date_time":"2026-01-05T11:00:00Z","target":{"app_id":"1"},"source":{"user_id":"100"}}}}
        """;

    [Fact]
    public void Several_kinds_of_events_in_one_body_are_all_taken_in_order()
    {
        var verdicts = Parse(Mixed);
        verdicts.Select(v => v is Verdict.Understood u ? u.Event.GetType().Name : v.GetType().Name).ShouldBe(
        [
            "MessageWritten", "MessageWritten", "SetAside", "Ignored", "MessageWritten", "ReceiptArrived", "Ignored", "MessageDeleted", "AccountRevoked",
        ]);

        var post = (MessageWritten)((Verdict.Understood)verdicts[0]).Event;
        post.ExternalId.ShouldBe("501");
        post.Text.ShouldBe("@acme this is whole & long");
        (post.Language, post.Place, post.Client, post.Summons).ShouldBe(("es", "Sevilla, España", "Web & App", true));
        post.At.ShouldBe(new DateTimeOffset(2026, 1, 5, 10, 0, 0, TimeSpan.Zero));
        post.Attachments.ShouldBe([new Attachment("l.mp4", "video/mp4", "https://v.example/l.mp4")]);
        post.Customer.ShouldBe(new Profile(new IdentityKey("x", "200"), "Jo", "jo", "https://pbs.example/a.jpg", "Sevilla", null, 5, true));

        var echo = (MessageWritten)((Verdict.Understood)verdicts[1]).Event;
        (echo.Direction, echo.Customer.Key.Id, echo.InReplyTo, echo.ThreadKey, echo.Kind).ShouldBe((Direction.Outbound, "200", "501", "501", "reply"));

        var message = (MessageWritten)((Verdict.Understood)verdicts[4]).Event;
        (message.ExternalId, message.Client, message.Customer.Name).ShouldBe(("dm-601", "Kiosk", "Jo"));
    }

    [Fact]
    public void Body_for_another_user_is_set_aside() =>
        Parse(Mixed.Replace("\"for_user_id\":\"100\"", "\"for_user_id\":\"101\"", StringComparison.Ordinal)).ShouldHaveSingleItem().ShouldBeOfType<Verdict.SetAside>();

    [Fact]
    public void Listing_is_read_oldest_first_with_its_authors()
    {
        var verdicts = Parse("""
            {"data":[{"id":"31","author_id":"200","text":"@acme later","created_at":"2026-01-05T11:00:00Z"},{"id":"9","author_id":"200","text":"@acme first","created_at":"2026-01-05T10:00:00Z"},
            {"id":"30","author_id":"100","text":"@jo yes","in_reply_to_user_id":"200"}],
            "includes":{"users":[{"id":"200","username":"jo"}]},"errors":[{"title":"Not Found Error"}],"meta":{"result_count":3}}
            """);
        verdicts.OfType<Verdict.Understood>().Select(v => ((MessageWritten)v.Event).ExternalId).ShouldBe(["9", "30", "31"]);
        verdicts.OfType<Verdict.Understood>().ShouldAllBe(v => v.Event.Customer.Handle == "jo");
        verdicts[^1].ShouldBe(new Verdict.Ignored("partial-error"));
    }

    [Fact]
    public void Direct_message_listing_is_read()
    {
        var verdicts = Parse("""
            {"data":[{"id":"72","event_type":"MessageCreate","text":"two","sender_id":"100","dm_conversation_id":"100-200","created_at":"2026-01-05T11:00:00Z"},
            {"id":"71","event_type":"MessageCreate","text":"one","sender_id":"200","dm_conversation_id":"100-200","created_at":"2026-01-05T10:00:00Z","attachments":{"media_keys":["3_1"]}},
            {"id":"70","event_type":"ParticipantsJoin"}],"includes":{"media":[{"media_key":"3_1","type":"photo","url":"https://ton.example/i/x"}]}}
            """);
        verdicts[0].ShouldBe(new Verdict.Ignored("participants"));
        var events = verdicts.OfType<Verdict.Understood>().Select(v => (MessageWritten)v.Event).ToList();
        events.Select(e => (e.ExternalId, e.Direction)).ShouldBe([("dm-71", Direction.Inbound), ("dm-72", Direction.Outbound)]);
        events[0].Attachments.ShouldHaveSingleItem().ContentType.ShouldBe("image/jpeg");
    }

    [Theory]
    [InlineData("""{"meta":{"result_count":0}}""", "empty-answer")]
    [InlineData("""{"data":[]}""", "empty-answer")]
    [InlineData("""{"replay_job_status":{"job_state":"Complete"}}""", "replay-job")]
    public void Nothing_new_is_ignored(string body, string kind) => Parse(body).ShouldBe([new Verdict.Ignored(kind)]);

    [Theory]
    [InlineData("")]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("42")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"hello":"world"}""")]
    [InlineData("""{"data":5}""")]
    [InlineData("""{"data":{"id":"1"}}""")]
    [InlineData("""{"errors":[{"title":"Unauthorized"}]}""")]
    [InlineData("""{"\ud83d":1,"hello":2}""")]
    [InlineData("""{"for_user_id":"100","\ud83d_events":[{}]}""")]
    public void What_is_no_delivery_is_set_aside_once_with_a_reason(string body) =>
        Parse(body).ShouldHaveSingleItem().ShouldBeOfType<Verdict.SetAside>().Reason.ShouldNotBeNullOrWhiteSpace();

    [Fact]
    public void Deep_or_foreign_bytes_are_set_aside()
    {
        Parse(string.Concat(Enumerable.Repeat("{\"a\":", 100_000))).ShouldHaveSingleItem().ShouldBeOfType<Verdict.SetAside>();
        Channel.Parse(Account(), Delivery(Encoding.Unicode.GetBytes("{\"data\":{\"é\":1}}"))).Verdicts.ShouldHaveSingleItem().ShouldBeOfType<Verdict.SetAside>();
        Channel.Parse(Account(), Delivery(new byte[(8 * 1024 * 1024) + 1])).Verdicts.ShouldHaveSingleItem().ShouldBeOfType<Verdict.SetAside>();
        Channel.Parse(Account(), Delivery([0xEF, 0xBB, 0xBF, .. "{\"data\":[]}"u8])).Verdicts.ShouldBe([new Verdict.Ignored("empty-answer")]);
    }

    [Fact]
    public void Reason_never_holds_what_a_customer_wrote() =>
        Parse("""{"data":{"event_type":"post.mention.create","payload":{"text":"my secret is 1234"}}}""")
            .ShouldHaveSingleItem().ShouldBeOfType<Verdict.SetAside>().Reason.ShouldNotContain("1234");

    [Fact]
    public void Random_bytes_never_throw() =>
        Gen.Byte.Array[0, 200].Sample(bytes => Channel.Parse(Account(), Delivery(bytes)).Verdicts.ShouldNotBeEmpty());

    [Fact]
    public void Damaged_deliveries_never_throw()
    {
        var whole = Encoding.UTF8.GetBytes(Mixed);
        Gen.Select(Gen.Int[0, whole.Length - 1], Gen.Byte, Gen.Int[0, whole.Length], Gen.Int[0, 30]).Sample((at, value, cut, gone) =>
        {
            var damaged = (byte[])whole.Clone();
            damaged[at] = value;
            var end = Math.Min(cut + gone, damaged.Length);
            Channel.Parse(Account(), Delivery([.. damaged[..cut], .. damaged[end..]])).Verdicts.ShouldNotBeEmpty();
        });
    }

    [Fact]
    public void Members_of_the_wrong_kind_never_throw()
    {
        string[] bodies =
        [
            Mixed,
            """{"data":{"event_uuid":"1","filter":{"user_id":"100"},"event_type":"post.mention.create","payload":{"id":"1","author_id":"200","text":"t","created_at":"2026-01-05T10:00:00Z","entities":{"urls":[{"start":0,"url":"t","expanded_url":"https://a.example"}]}},"includes":{"users":[{"id":"200"}]}}}""",
            """{"data":[{"id":"1","event_type":"MessageCreate","text":"t","sender_id":"200","dm_conversation_id":"100-200","attachments":{"media_keys":["1"]}}],"includes":{"media":[{"media_key":"1","type":"photo","url":"https://a.example"}]}}""",
        ];
        string[] others = ["null", "1e400", "-1", "99999999999999999999999", "[]", "{}", "[[]]", "\"\"", "\"\\ud800\"", "true", "\"9223372036854775807\""];
        Gen.Select(Gen.Int[0, bodies.Length - 1], Gen.Int[0, 200], Gen.Int[0, others.Length - 1]).Sample((which, nth, by) =>
        {
            using var document = JsonDocument.Parse(bodies[which]);
            var text = Replace(document.RootElement, others[by], ref nth);
            Channel.Parse(Account(), Delivery(text)).Verdicts.ShouldNotBeEmpty(text);
        });
    }

    [Fact]
    public void Every_recorded_payload_is_understood_ignored_or_set_aside()
    {
        if (SharedData.Find("data/payloads/x") is not { } folder)
        {
            Assert.Skip("needs ../shared");
            return;
        }

        var files = Directory.GetFiles(folder, "*.json", SearchOption.AllDirectories);
        files.Length.ShouldBeGreaterThan(100);
        var understood = 0;
        foreach (var file in files)
        {
            var verdicts = Channel.Parse(Account(), Delivery(File.ReadAllBytes(file))).Verdicts;
            verdicts.ShouldNotBeEmpty(file);
            verdicts.OfType<Verdict.SetAside>().ShouldAllBe(v => v.Reason.Length > 20, file);
            understood += verdicts.OfType<Verdict.Understood>().Count();

            // The same post, had it come through Account Activity.
            var wrapped = $$"""{"for_user_id":"100","tweet_create_events":[{{File.ReadAllText(file)}}]}""";
            var asPost = Parse(wrapped).ShouldHaveSingleItem(file);
            if (Path.GetFileName(file) is "streaming_extended_tweet.json" or "get_status_with_place.json" or "models_status.json")
                asPost.ShouldBeOfType<Verdict.Understood>(file);
        }

        understood.ShouldBeGreaterThan(0);
    }

    /// <summary>The document with its n-th value replaced.</summary>
    private static string Replace(JsonElement element, string other, ref int nth)
    {
        if (nth-- == 0)
            return other;
        var parts = new List<string>();
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in element.EnumerateObject())
                    parts.Add($"{JsonSerializer.Serialize(member.Name)}:{Replace(member.Value, other, ref nth)}");
                return $"{{{string.Join(',', parts)}}}";
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                    parts.Add(Replace(item, other, ref nth));
                return $"[{string.Join(',', parts)}]";
            default:
                return element.GetRawText();
        }
    }
}
