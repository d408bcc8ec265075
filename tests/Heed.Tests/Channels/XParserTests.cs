using Heed.Core.Channels;
using Heed.Core.Messages;
using Shouldly;
using Xunit;
using static Heed.Tests.Channels.XExamples;

namespace Heed.Tests.Channels;

/// <summary>Activity API events, which is what X sends today.</summary>
public sealed class XParserTests
{
    private const string Jo = """{"id":"200","username":"jo","name":"Jo Doe","location":"Leeds","verified_type":"blue","profile_image_url":"https://pbs.example/j.jpg","public_metrics":{"followers_count":97}}""";

    private static string Activity(string type, string payload, string includes = "{}", string filter = """{"user_id":"100"}""", string uuid = "9001") =>
        $$$"""{"data":{"event_uuid":"{{{uuid}}}","filter":{{{filter}}},"event_type":"{{{type}}}","tag":"t","payload":{{{payload}}},"includes":{{{includes}}} }}""";

    [Theory]
    [InlineData(Jo)]
    [InlineData("{\"data\":" + Jo + "}")]
    public void Mention_tells_all_it_knows_of_message_and_author(string user)
    {
        var written = One<MessageWritten>(Activity("post.mention.create", """
            {"id":"1901","author_id":"200","text":"@acme my order &amp; bill are late &lt;3","lang":"en","created_at":"2026-01-05T10:00:00.000Z","conversation_id":"1800",
            "source":"<a href=\"https://x.example\">X for Tests</a>","geo":{"place_id":"p1"},"attachments":{"media_keys":["3_1"]},
            "entities":{"mentions":[{"start":0,"end":5,"username":"acme","id":"100"}]}}
            """, $$"""{"users":[{{user}}],"places":[{"id":"p1","full_name":"Leeds, England"}],"media":[{"media_key":"3_1","type":"photo","url":"https://pbs.example/m/pic.png"},{"media_key":"3_2","type":"photo","url":"https://pbs.example/m/other.png"}]}"""));

        written.ExternalId.ShouldBe("1901");
        written.Direction.ShouldBe(Direction.Inbound);
        written.Visibility.ShouldBe(Visibility.Public);
        written.Kind.ShouldBe("mention");
        written.Text.ShouldBe("@acme my order & bill are late <3");
        written.At.ShouldBe(new DateTimeOffset(2026, 1, 5, 10, 0, 0, TimeSpan.Zero));
        written.ThreadKey.ShouldBe("1800");
        written.Summons.ShouldBeTrue();
        written.Language.ShouldBe("en");
        written.Place.ShouldBe("Leeds, England");
        written.Client.ShouldBe("X for Tests");
        written.Permalink.ShouldBe("https://x.com/jo/status/1901");
        written.Attachments.ShouldBe([new Attachment("pic.png", "image/png", "https://pbs.example/m/pic.png")]);
        written.Customer.ShouldBe(new Profile(new IdentityKey("x", "200"), "Jo Doe", "jo", "https://pbs.example/j.jpg", "Leeds", null, 97, true));
    }

    [Theory]
    [InlineData("referenced_tweets")]
    [InlineData("referenced_posts")]
    public void Reply_without_a_time_takes_the_door_s(string references)
    {
        var written = One<MessageWritten>(Activity("post.reply.create", $$"""
            {"id":"1902","author_id":"200","text":"@acme still waiting","conversation_id":"1800","in_reply_to_user_id":"100","{{references}}":[{"type":"replied_to","id":"1850"}]}
            """));
        written.Kind.ShouldBe("reply");
        written.InReplyTo.ShouldBe("1850");
        written.ThreadKey.ShouldBe("1800");
        written.At.ShouldBe(Now);
        written.Summons.ShouldBeTrue();
        written.Permalink.ShouldBe("https://x.com/i/status/1902");
    }

    [Fact]
    public void Real_ids_tell_the_time_when_nothing_else_does() =>
        One<MessageWritten>(Activity("post.mention.create", """{"id":"1212092628029698048","author_id":"200","text":"@acme hi"}"""))
            .At.ShouldBe(new DateTimeOffset(2019, 12, 31, 19, 26, 16, 793, TimeSpan.Zero), TimeSpan.FromMilliseconds(1000));

    [Theory]
    [InlineData("@acme", "thanks @ACME!", true)]
    [InlineData("@acme", "thanks @acmecorp", false)]
    [InlineData("@acme", "mail me@acme", false)]
    [InlineData("", "@acme still broken", true)]
    [InlineData("", "still broken", false)]
    public void Reply_summons_only_when_it_mentions_us(string handle, string text, bool summons) =>
        One<MessageWritten>(Activity("post.reply.create", $$"""{"id":"1","author_id":"200","text":"{{text}}","in_reply_to_user_id":"100"}"""), Account(handle: handle))
            .Summons.ShouldBe(summons);

    [Fact]
    public void Quote_of_our_post_summons_and_refers_to_it()
    {
        var written = One<MessageWritten>(Activity("post.quote.create", """{"id":"7","author_id":"200","text":"look at this","referenced_tweets":[{"type":"quoted","id":"6"}]}"""));
        (written.Kind, written.Summons).ShouldBe(("quote", true));
        written.References.ShouldBe(["6"]);
    }

    [Theory]
    [InlineData("edit_history_tweet_ids")]
    [InlineData("edit_history_post_ids")]
    public void Edit_names_its_earlier_versions(string field) =>
        One<MessageWritten>(Activity("post.mention.create", $$"""{"id":"12","author_id":"200","text":"@acme","{{field}}":["10","11","12"]}""")).EarlierIds.ShouldBe(["10", "11"]);

    [Theory]
    [InlineData("note_tweet")]
    [InlineData("note_post")]
    public void Long_post_is_read_whole(string field) =>
        One<MessageWritten>(Activity("post.mention.create", $$$"""{"id":"12","author_id":"200","text":"@acme cut…","{{{field}}}":{"text":"@acme cut off no more"}}""")).Text.ShouldBe("@acme cut off no more");

    [Fact]
    public void Links_are_shown_at_length_and_media_links_go()
    {
        var written = One<MessageWritten>(Activity("post.mention.create", """
            {"id":"12","author_id":"200","text":"😀 https://t.co/a &amp; https://t.co/b https://t.co/c",
            "entities":{"urls":[{"start":2,"end":16,"url":"https://t.co/a","expanded_url":"https://shop.example/1"},
            {"start":23,"end":37,"url":"https://t.co/b","expanded_url":"https://shop.example/2"},
            {"start":38,"end":52,"url":"https://t.co/c","expanded_url":"https://x.com/jo/status/12/photo/1","media_key":"3_1"}]}}
            """));
        written.Text.ShouldBe("😀 https://shop.example/1 & https://shop.example/2");
    }

    [Fact]
    public void Entities_are_decoded_once() =>
        One<MessageWritten>(Activity("post.mention.create", """{"id":"12","author_id":"200","text":"write &amp;lt;b&amp;gt;"}""")).Text.ShouldBe("write &lt;b&gt;");

    [Fact]
    public void Half_an_emoji_does_not_cost_the_message() =>
        One<MessageWritten>(Activity("post.mention.create", """{"id":"12","author_id":"200","text":"caf\u00e9 \ud83d\ude00 \\ cut \ud83d"}""")).Text.ShouldBe("café 😀 \\ cut \uFFFD");

    [Theory]
    [InlineData("und", null)]
    [InlineData("qme", null)]
    [InlineData("in", "id")]
    [InlineData("fr", "fr")]
    public void Language_is_a_real_one_or_none(string lang, string? language) =>
        One<MessageWritten>(Activity("post.mention.create", $$"""{"id":"12","author_id":"200","text":"x","lang":"{{lang}}"}""")).Language.ShouldBe(language);

    [Fact]
    public void Own_reply_is_an_echo_to_whom_it_answers()
    {
        var written = One<MessageWritten>(Activity("post.create", """
            {"id":"1903","author_id":"100","text":"@jo on our way","conversation_id":"1800","in_reply_to_user_id":"200","referenced_tweets":[{"type":"replied_to","id":"1902"}]}
            """, $$"""{"users":[{{Jo}}, {"id":"100","username":"acme"}]}"""));
        written.Direction.ShouldBe(Direction.Outbound);
        written.Customer.Key.ShouldBe(new IdentityKey("x", "200"));
        written.Customer.Handle.ShouldBe("jo");
        written.Summons.ShouldBeFalse();
        written.Permalink.ShouldBe("https://x.com/acme/status/1903");
    }

    [Fact]
    public void Own_continuation_is_addressed_to_whom_it_mentions() =>
        One<MessageWritten>(Activity("post.create", """
            {"id":"1904","author_id":"100","text":"@jo 2/2","in_reply_to_user_id":"100","entities":{"mentions":[{"id":"100","username":"acme"},{"id":"200","username":"jo"}]}}
            """)).Customer.ShouldBe(new Profile(new IdentityKey("x", "200"), Handle: "jo"));

    [Theory]
    [InlineData("post.create", """{"id":"1","author_id":"100","text":"our new shop"}""", "own-post")]
    [InlineData("post.create", """{"id":"1","author_id":"100","text":"2/2","in_reply_to_user_id":"100"}""", "own-post")]
    [InlineData("post.mention.create", """{"id":"1","author_id":"200","text":"RT @acme","referenced_tweets":[{"type":"retweeted","id":"0"}]}""", "repost")]
    [InlineData("dm.indicate_typing", "{}", "typing")]
    [InlineData("dm.read", """{"sender_id":"100","created_timestamp":"1"}""", "own-read")]
    [InlineData("like.create", "{}", "like")]
    [InlineData("follow.follow", "{}", "follow")]
    [InlineData("profile.update.bio", "{}", "profile")]
    [InlineData("space.start", "{}", "unknown-event")]
    public void What_concerns_no_case_is_ignored_by_name(string type, string payload, string kind) =>
        Parse(Activity(type, payload)).ShouldBe([new Verdict.Ignored(kind)]);

    [Theory]
    [InlineData("post.mention.create", """{"id":"1","text":"no author"}""", "author")]
    [InlineData("post.mention.create", """[]""", "Array")]
    [InlineData("post.delete", """{"id":"1"}""", "deletion")]
    [InlineData("dm.received", """{"direct_message_events":[{"id":"1"}]}""", "sender")]
    [InlineData("dm.read", """{}""", "sender_id")]
    [InlineData("chat.received", """{}""", "XChat")]
    [InlineData("post.bookmark.create", """{}""", "post.bookmark.create")]
    public void What_is_broken_or_new_is_set_aside_with_its_reason(string type, string payload, string reason) =>
        Parse(Activity(type, payload)).ShouldHaveSingleItem().ShouldBeOfType<Verdict.SetAside>().Reason.ShouldContain(reason);

    [Fact]
    public void Event_for_another_user_is_set_aside_not_lost() =>
        Parse(Activity("post.mention.create", """{"id":"1","author_id":"200","text":"x"}""", filter: """{"user_id":"555"}"""))
            .ShouldHaveSingleItem().ShouldBeOfType<Verdict.SetAside>().Reason.ShouldContain("555");

    [Fact]
    public void Deletion_names_the_post_and_its_author()
    {
        var deleted = One<MessageDeleted>(Activity("post.delete", """{"id":"1800","author_id":"100"}""", uuid: "-31"));
        (deleted.ExternalId, deleted.Customer.Key.Id, deleted.At).ShouldBe(("1800", "100", Now));
    }

    [Fact]
    public void Direct_message_in_the_old_layout_is_read()
    {
        var written = One<MessageWritten>(Activity("dm.received", """
            {"direct_message_events":[{"type":"message_create","id":"7001","created_timestamp":"1767607200000","message_create":{"target":{"recipient_id":"100"},"sender_id":"200",
            "message_data":{"text":"order 42 https://t.co/x","entities":{"urls":[{"url":"https://t.co/x","expanded_url":"https://shop.example/42","indices":[9,23]}]},
            "attachment":{"type":"media","media":{"id":"55","media_url_https":"https://ton.example/55.jpg","type":"photo"}}}}}],"users":{"200":{"data":{"id":"200","username":"jo"}}}}
            """));
        written.ExternalId.ShouldBe("dm-7001");
        written.Visibility.ShouldBe(Visibility.Private);
        (written.Kind, written.ThreadKey).ShouldBe(("dm", "dm:100-200"));
        written.Text.ShouldBe("order 42 https://shop.example/42");
        written.At.ShouldBe(new DateTimeOffset(2026, 1, 5, 10, 0, 0, TimeSpan.Zero));
        written.Customer.Handle.ShouldBe("jo");
        written.Attachments.ShouldHaveSingleItem().Url.ShouldBe("https://ton.example/55.jpg");
    }

    [Fact]
    public void Own_direct_message_is_an_echo_to_the_other_party()
    {
        var written = One<MessageWritten>(Activity("dm.sent", """{"id":"7002","event_type":"MessageCreate","text":"hello","sender_id":"100","dm_conversation_id":"100-99","created_at":"2026-01-05T10:00:00Z"}"""));
        (written.Direction, written.Customer.Key.Id, written.ThreadKey).ShouldBe((Direction.Outbound, "99", "dm:99-100"));
    }

    [Fact]
    public void Link_to_a_message_s_own_picture_is_not_shown() =>
        One<MessageWritten>(Activity("dm.received", """
            {"id":"7002","text":"look https://t.co/m","sender_id":"200","dm_conversation_id":"100-200","entities":{"urls":[{"start":5,"end":19,"url":"https://t.co/m","expanded_url":"https://x.com/messages/media/7002"}]}}
            """)).Text.ShouldBe("look");

    [Fact]
    public void Group_talk_keeps_its_own_thread() =>
        One<MessageWritten>(Activity("dm.received", """{"id":"7003","text":"all","sender_id":"200","dm_conversation_id":"555"}""")).ThreadKey.ShouldBe("dm:555");

    [Fact]
    public void Direct_message_between_others_is_set_aside() =>
        Parse(Activity("dm.received", """{"id":"7003","text":"all","sender_id":"200","dm_conversation_id":"200-300"}""")).ShouldHaveSingleItem().ShouldBeOfType<Verdict.SetAside>();

    [Fact]
    public void Read_receipt_covers_all_up_to_its_time()
    {
        var receipt = One<ReceiptArrived>(Activity("dm.read", """{"created_timestamp":"1767607300000","sender_id":"200","target":{"recipient_id":"100"},"last_read_event_id":"7002"}"""));
        receipt.State.ShouldBe(MessageState.Read);
        receipt.ExternalIds.ShouldBeEmpty();
        receipt.Watermark.ShouldBe(DateTimeOffset.FromUnixTimeMilliseconds(1_767_607_300_000));
    }

    [Fact]
    public void Revoked_permission_ends_the_connection() =>
        One<AccountRevoked>(Activity("oauth.revoke", """{"date_time":"2026-01-05T10:00:00Z"}""")).Customer.Key.Id.ShouldBe("100");
}
