using System.Text;
using System.Text.Json;
using CsCheck;
using Heed.Core.Channels;
using Heed.Testing;
using Shouldly;
using Xunit;
using static Heed.Tests.Channels.FacebookTestKit;

namespace Heed.Tests.Channels;

public sealed class FacebookDeliveryTests
{
    [Fact]
    public void Two_entries_of_two_changes_and_three_messages_are_ten_events_in_their_order()
    {
        static string Comment(int n) => $$$"""{"field":"feed","value":{"item":"comment","verb":"add","comment_id":"5_{{{n}}}","post_id":"200_5","from":{"id":"9"},"created_time":1772451990,"message":"c"}}""";
        static string Message(int n) => $$$"""{"sender":{"id":"9"},"recipient":{"id":"200"},"timestamp":1772451999000,"message":{"mid":"m_{{{n}}}","text":"t"}}""";
        static string Entry(int n) => $$"""{"id":"200","time":1772452000,"changes":[{{Comment(n)}},{{Comment(n + 1)}}],"messaging":[{{Message(n)}},{{Message(n + 1)}},{{Message(n + 2)}}]}""";

        var ids = Parse($$"""{"object":"page","entry":[{{Entry(1)}},{{Entry(4)}}]}""").Select(v => v.Event<MessageWritten>().ExternalId);
        ids.ShouldBe(["5_1", "5_2", "m_1", "m_2", "m_3", "5_4", "5_5", "m_4", "m_5", "m_6"]);
    }

    [Fact]
    public void Twelve_messages_of_two_entries_with_two_lists_of_three_are_twelve_in_their_order()
    {
        static string Message(int n) => $$$"""{"sender":{"id":"9"},"recipient":{"id":"200"},"timestamp":1772451999000,"message":{"mid":"{{{n}}}","text":"t"}}""";
        static string Three(int n) => $"[{Message(n)},{Message(n + 1)},{Message(n + 2)}]";
        static string Entry(int n) => $$"""{"id":"200","messaging":{{Three(n)}},"standby":{{Three(n + 3)}}}""";

        Parse($$"""{"object":"page","entry":[{{Entry(1)}},{{Entry(7)}}]}""").Select(v => v.Event<MessageWritten>().ExternalId)
            .ShouldBe(Enumerable.Range(1, 12).Select(n => $"{n}"));
    }

    [Fact]
    public void Two_entries_of_two_changes_of_three_messages_each_are_twelve_in_their_order()
    {
        static string Message(int n) => $$$"""{"sender":{"id":"9"},"recipient":{"id":"200"},"timestamp":"1772451999","message":{"mid":"{{{n}}}","text":"t"}}""";
        static string Change(int n) => $$$"""{"field":"messages","value":{"messages":[{{{Message(n)}}},{{{Message(n + 1)}}},{{{Message(n + 2)}}}]}}""";
        static string Entry(int n) => $$"""{"id":"200","time":1772452000,"changes":[{{Change(n)}},{{Change(n + 3)}}]}""";

        Parse($$"""{"object":"page","entry":[{{Entry(1)}},{{Entry(7)}}]}""").Select(v => v.Event<MessageWritten>().ExternalId)
            .ShouldBe(Enumerable.Range(1, 12).Select(n => $"{n}"));
    }

    [Fact]
    public void A_flat_entry_is_read_as_one_change() =>
        Parse("""{"object":"page","entry":[{"id":"200","time":1772452000,"field":"feed","value":{"item":"comment","verb":"add","comment_id":"5_1","post_id":"200_5","message":"c"}}]}""")
            .ShouldHaveSingleItem().Event<MessageWritten>().ExternalId.ShouldBe("5_1");

    [Fact]
    public void Another_page_and_another_kind_of_account_are_of_no_concern()
    {
        Parse("""{"object":"page","entry":[{"id":"201","changes":[{"field":"feed","value":{}}]}]}""").ShouldHaveSingleItem().ShouldBe(new Verdict.Ignored("other-page"));
        Parse("""{"object":"instagram","entry":[{"id":"200","changes":[]}]}""").ShouldHaveSingleItem().ShouldBe(new Verdict.Ignored("object-instagram"));
        Parse("""{"object":"page","entry":[]}""").ShouldHaveSingleItem().ShouldBe(new Verdict.Ignored("empty"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("[1]")]
    [InlineData("42")]
    [InlineData("{}")]
    [InlineData("""{"object":"page","entry":"x"}""")]
    [InlineData("""{"object":"page","entry":[{"id":"200"}]}""")]
    [InlineData("""{"heed":"something-else","items":[]}""")]
    public void What_is_no_webhook_is_set_aside_once_with_a_reason(string body) =>
        Parse(body).ShouldHaveSingleItem().ShouldBeOfType<Verdict.SetAside>().Reason.ShouldNotBeEmpty();

    [Fact]
    public void A_nest_of_a_thousand_levels_is_set_aside() =>
        Parse(new string('[', 1000)).ShouldHaveSingleItem().ShouldBeOfType<Verdict.SetAside>();

    [Fact]
    public void Any_bytes_get_at_least_one_verdict_and_no_exception() =>
        Gen.Byte.Array[0, 200].Sample(bytes => Channel().Parse(Account(), Delivery(bytes)).Verdicts.Count > 0, iter: 2000);

    [Fact]
    public void Any_damage_to_a_real_delivery_gets_verdicts_and_no_exception()
    {
        var whole = Encoding.UTF8.GetBytes("""
            {"object":"page","entry":[{"id":"200","time":1772452000,"changes":[{"field":"feed","value":{"item":"comment","verb":"add","comment_id":"5_1","post_id":"200_5","from":{"id":"9","name":"Jo"},"created_time":1772451990,"message":"caf\u00e9 \ud83d\ude00","photo":"https://a.example/x.jpg"}}],
            "messaging":[{"sender":{"id":"9"},"recipient":{"id":"200"},"timestamp":1772451999000,"message":{"mid":"m","text":"t\ud83d\ude00","attachments":[{"type":"location","payload":{"coordinates":{"lat":1,"long":2}}}]}}]}]}
            """);
        Gen.Select(Gen.Int[0, whole.Length - 1], Gen.Byte).Array[1, 4].Sample(hits =>
        {
            var body = whole.ToArray();
            foreach (var (at, with) in hits) body[at] = with;
            return Channel().Parse(Account(), Delivery(body)).Verdicts.Count > 0;
        }, iter: 5000);
    }

    [Fact]
    public void Any_JSON_in_any_place_gets_verdicts_and_no_exception()
    {
        string[] spots = ["id", "item", "verb", "comment_id", "post_id", "from", "created_time", "message", "photos", "link", "reaction_type", "mid", "text", "attachments", "payload", "sender", "timestamp", "read", "watermark", "mids"];
        string[] values = ["null", "true", "-1", "1e400", "\"\"", "\"x\"", "\"\\ud800\"", "[]", "[1,null,{}]", "{}", "{\"id\":5}", "99999999999999999999"];
        Gen.Select(Gen.Int[0, spots.Length - 1].Select(i => spots[i]), Gen.Int[0, values.Length - 1].Select(i => values[i])).Array[0, 8].Sample(members =>
        {
            var inner = "{" + string.Join(',', members.Select(m => $"\"{m.Item1}\":{m.Item2}")) + "}";
            var body = $$"""{"object":"page","entry":[{"id":"200","time":1772452000,"changes":[{"field":"feed","value":{{inner}}},{"field":"ratings","value":{{inner}}}],"messaging":[{{inner}},{"sender":{"id":1},"message":{{inner}}},{"sender":{"id":1},"read":{{inner}}}]}]}""";
            Channel().Parse(Account(), Delivery(body)).Verdicts.Count.ShouldBe(5);
            Parse($$"""{"heed":"facebook-poll","page":"200","items":[{"comment":{{inner}}},{"message":{{inner}}},{"post":{{inner}}},{{inner}}]}""").Count.ShouldBe(4);
        }, iter: 3000);
    }

    [Fact]
    public void Every_recorded_payload_is_understood_counted_or_set_aside_with_a_reason()
    {
        var folder = SharedData.Find("data/payloads/meta");
        Assert.SkipWhen(folder is null, "needs ../shared");
        var understood = 0;
        foreach (var file in Directory.EnumerateFiles(folder!, "*.json", SearchOption.AllDirectories))
        {
            var body = File.ReadAllBytes(file);
            var verdicts = Channel().Parse(Account(PageOf(body)), Delivery(body)).Verdicts;
            verdicts.ShouldNotBeEmpty(file);
            verdicts.OfType<Verdict.SetAside>().ShouldAllBe(v => v.Reason.Length > 10);
            understood += verdicts.OfType<Verdict.Understood>().Count();

            // A webhook of the Page that we read or count, except the few that withhold what makes them readable.
            if (Path.GetFileName(file) is { } name && (name.StartsWith("feed-", StringComparison.Ordinal) || name.StartsWith("messaging-", StringComparison.Ordinal)
                || name.StartsWith("ratings-", StringComparison.Ordinal) || name.StartsWith("mention-", StringComparison.Ordinal) || name.StartsWith("standby-", StringComparison.Ordinal)))
                verdicts.OfType<Verdict.SetAside>().ShouldBeEmpty(name);
        }

        understood.ShouldBeGreaterThanOrEqualTo(80);
    }

    private static string PageOf(byte[] body)
    {
        using var json = JsonDocument.Parse(body);
        return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("entry", out var entry)
            && entry.ValueKind == JsonValueKind.Array && entry.GetArrayLength() > 0 && entry[0].TryGetProperty("id", out var id) ? id.ToString() : Page;
    }
}
