using Heed.Core.Channels;
using Heed.Core.Messages;
using Shouldly;
using Xunit;
using static Heed.Tests.Channels.FacebookTestKit;

namespace Heed.Tests.Channels;

public sealed class FacebookMessagingTests
{
    [Theory]
    [InlineData("messaging")]
    [InlineData("standby")]
    public void A_message_is_private_and_belongs_to_the_thread_of_its_person(string list)
    {
        var message = Messaging("""  "message":{"mid":"m_1","text":"hello","reply_to":{"mid":"m_out"}} """, list: list).Event<MessageWritten>();
        message.ShouldSatisfyAllConditions(
            m => m.Customer.Key.ShouldBe(new IdentityKey("facebook:200", "900")),
            m => m.At.ShouldBe(DateTimeOffset.FromUnixTimeMilliseconds(1772451999000)),
            m => m.ExternalId.ShouldBe("m_1"),
            m => m.ThreadKey.ShouldBe("messenger:900"),
            m => m.InReplyTo.ShouldBe("m_out"),
            m => m.Direction.ShouldBe(Direction.Inbound),
            m => m.Visibility.ShouldBe(Visibility.Private),
            m => m.OwnKey.ShouldBeNull());
    }

    [Fact]
    public void An_echo_is_outbound_to_the_recipient_and_brings_our_own_key_back()
    {
        var echo = Messaging(""" "message":{"mid":"m_2","text":"Hi Jo","is_echo":true,"app_id":1,"metadata":"own-1"} """, sender: Page, recipient: "900").Event<MessageWritten>();
        (echo.Direction, echo.OwnKey, echo.Customer.Key.Id, echo.ThreadKey).ShouldBe((Direction.Outbound, "own-1", "900", "messenger:900"));
    }

    [Fact]
    public void A_customer_can_not_smuggle_in_an_own_key() =>
        Messaging(""" "message":{"mid":"m_2","text":"Hi","metadata":"own-1"} """).Event<MessageWritten>().OwnKey.ShouldBeNull();

    [Fact]
    public void A_sticker_that_comes_as_image_and_sticker_is_one_attachment()
    {
        var message = Messaging("""
            "message":{"mid":"m_3","attachments":[{"type":"image","payload":{"url":"https://cdn.example/s.png","sticker_id":36}},
            {"type":"sticker","payload":{"url":"https://cdn.example/s2.png","sticker_id":"36"}},{"type":"audio","payload":{"url":"https://cdn.example/a.mp4"}}]}
            """).Event<MessageWritten>();
        message.Attachments.Select(a => a.Url).ShouldBe(["https://cdn.example/s.png", "https://cdn.example/a.mp4"]);
    }

    [Fact]
    public void Shared_links_places_and_cards_become_words()
    {
        Messaging(""" "message":{"mid":"m","text":"see https://a.example/","attachments":[{"type":"fallback","title":"A page","url":"https://a.example/"}]} """)
            .Event<MessageWritten>().Text.ShouldBe("see https://a.example/\nA page");
        var place = Messaging(""" "message":{"mid":"m","attachments":[{"type":"location","title":"Calle Mayor","payload":{"coordinates":{"lat":40.41,"long":-3.70}}}]} """).Event<MessageWritten>();
        (place.Text, place.Place).ShouldBe(("Calle Mayor\n40.41, -3.70", "Calle Mayor"));
        Messaging(""" "message":{"mid":"m","attachments":[{"type":"template","payload":{"product":{"elements":[{"title":"Lamp","subtitle":"red"}]}}}]} """)
            .Event<MessageWritten>().Text.ShouldBe("Lamp red");
    }

    [Fact]
    public void A_pressed_button_is_a_message_with_the_buttons_words()
    {
        var button = Messaging(""" "postback":{"mid":"m_5","title":"Track","payload":"TRACK"} """).Event<MessageWritten>();
        (button.ExternalId, button.Text).ShouldBe(("m_5", "Track"));
        Messaging(""" "postback":{"title":"Track"} """).Event<MessageWritten>().ExternalId.ShouldBe("postback:900:1772451999000");
        Messaging(""" "message":{"mid":"m_4","text":"Yes","quick_reply":{"payload":"YES"}} """).Event<MessageWritten>().Text.ShouldBe("Yes");
    }

    [Fact]
    public void Edits_deletions_and_unsupported_messages_are_told()
    {
        Messaging(""" "message_edit":{"mid":"m_1","text":"hello again","num_edit":1} """).Event<MessageEdited>().Text.ShouldBe("hello again");
        Messaging(""" "message":{"mid":"m_1","is_deleted":true} """).Event<MessageDeleted>().ExternalId.ShouldBe("m_1");
        Messaging(""" "message":{"mid":"m_1","is_unsupported":true} """).Event<MessageWritten>().Text.ShouldNotBeEmpty();
    }

    [Fact]
    public void Reactions_and_receipts_speak_of_messages()
    {
        Messaging(""" "reaction":{"mid":"m_9","action":"react","reaction":"love","emoji":"\u2764\ufe0f"} """).Event<MessageReacted>().Emoji.ShouldBe("❤️");
        Messaging(""" "reaction":{"mid":"m_9","action":"unreact"} """).Event<MessageReacted>().Emoji.ShouldBeNull();

        var read = Messaging(""" "read":{"watermark":1772451998000} """).Event<ReceiptArrived>();
        (read.State, read.ExternalIds.Count, read.Watermark).ShouldBe((MessageState.Read, 0, DateTimeOffset.FromUnixTimeMilliseconds(1772451998000)));
        var delivered = Messaging(""" "delivery":{"mids":["m_9"],"watermark":1772451998000} """).Event<ReceiptArrived>();
        (delivered.State, delivered.ExternalIds.Single(), delivered.Watermark).ShouldBe((MessageState.Delivered, "m_9", null));
    }

    [Theory]
    [InlineData("pass_thread_control")]
    [InlineData("account_linking")]
    [InlineData("optin")]
    [InlineData("referral")]
    [InlineData("policy_enforcement")]
    [InlineData("something_of_2031")]
    public void What_is_no_message_is_counted_by_its_kind(string kind) => Messaging($$""" "{{kind}}":{"ref":"x"} """).ShouldBe(new Verdict.Ignored(kind));

    [Fact]
    public void A_page_in_sender_or_recipient_counts_for_more_than_the_entry()
    {
        Parse("""{"object":"page","entry":[{"id":"999","messaging":[{"sender":{"id":"900"},"recipient":{"id":200},"timestamp":1772451999000,"message":{"mid":"m","text":"hi"}}]}]}""")
            .ShouldHaveSingleItem().Event<MessageWritten>().ExternalId.ShouldBe("m");
        Parse("""{"object":"page","entry":[{"id":"999","messaging":[{"sender":{"id":"900"},"recipient":{"id":"999"},"timestamp":1,"message":{"mid":"m","text":"hi"}}]}]}""")
            .ShouldHaveSingleItem().ShouldBe(new Verdict.Ignored("other-page"));
    }

    [Theory]
    [InlineData(""" "message":{"text":"no id"} """)]
    [InlineData(""" "message":"hi" """)]
    [InlineData(""" "message_edit":{"mid":"m"} """)]
    [InlineData(""" "message":{"mid":"m","text":"x"},"\ud83d":1 """)]
    public void A_broken_item_is_set_aside_alone(string members)
    {
        var verdicts = Parse($$$"""
            {"object":"page","entry":[{"id":"200","time":1772452000123,"messaging":[
              {"sender":{"id":"900"},"recipient":{"id":"200"},"timestamp":1772451999000,"message":{"mid":"before","text":"a"}},
              {"sender":{"id":"900"},"recipient":{"id":"200"},"timestamp":1772451999000,{{{members}}}},
              7,
              {"sender":{"id":"900"},"recipient":{"id":"200"},"timestamp":1772451999000,"message":{"mid":"after","text":"b"}}]}]}
            """);
        verdicts.Count.ShouldBe(4);
        verdicts[0].Event<MessageWritten>().ExternalId.ShouldBe("before");
        if (!members.Contains("ud83d", StringComparison.Ordinal)) verdicts[1].ShouldBeOfType<Verdict.SetAside>();
        verdicts[2].ShouldBeOfType<Verdict.SetAside>();
        verdicts[3].Event<MessageWritten>().ExternalId.ShouldBe("after");
    }

    [Fact]
    public void Half_an_emoji_and_NUL_in_a_text_do_not_cost_the_message() =>
        Messaging(""" "message":{"mid":"m","text":"a\ud83d\u0000b\n\ud83d\ude00\"\u00e9"} """).Event<MessageWritten>().Text.ShouldBe("a\uFFFD\uFFFDb\n😀\"é");
}
