using System.Text;
using Heed.Channels.Facebook;
using Heed.Core.Channels;
using Heed.Core.Messages;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace Heed.Tests.Channels;

/// <summary>A Page, its deliveries and its answers, as the Facebook tests need them.</summary>
internal static class FacebookTestKit
{
    public const string Page = "200";
    public static readonly DateTimeOffset Now = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    public static FakeTimeProvider Clock() => new(Now);

    public static FacebookChannel Channel(TimeProvider? clock = null) => new(clock ?? Clock());

    public static ChannelAccount Account(string page = Page, string? api = null, bool humanAgent = false, string secret = "s3cret") => new(
        Guid.CreateVersion7(), Network.Facebook, "acme", "Acme", page, "Acme", null,
        new Dictionary<string, string> { ["api"] = api ?? "", ["human-agent"] = humanAgent ? "true" : "false" },
        new Dictionary<string, string> { ["app-secret"] = secret, ["verify-token"] = "open sesame", ["page-token"] = "EAAB-token" });

    public static RawDelivery Delivery(string body, params (string Name, string Value)[] headers) =>
        Delivery(Encoding.UTF8.GetBytes(body), headers);

    public static RawDelivery Delivery(byte[] body, params (string Name, string Value)[] headers) =>
        new(body, "application/json", headers.ToDictionary(h => h.Name, h => h.Value));

    public static IReadOnlyList<Verdict> Parse(string body, string page = Page) => Channel().Parse(Account(page), Delivery(body)).Verdicts;

    public static T Event<T>(this Verdict verdict)
        where T : ChannelEvent => verdict.ShouldBeOfType<Verdict.Understood>().Event.ShouldBeOfType<T>();

    /// <summary>The event of a feed-like change with this value.</summary>
    public static Verdict Change(string value, string field = "feed") =>
        Parse($$"""{"object":"page","entry":[{"id":"200","time":1772452000,"changes":[{"field":"{{field}}","value":{{value}}}]}]}""").ShouldHaveSingleItem();

    /// <summary>The event of one messaging item, written by person 900 to the Page unless said otherwise.</summary>
    public static Verdict Messaging(string members, string sender = "900", string recipient = Page, string list = "messaging") =>
        Parse($$$"""{"object":"page","entry":[{"id":"200","time":1772452000123,"{{{list}}}":[{"sender":{"id":"{{{sender}}}"},"recipient":{"id":"{{{recipient}}}"},"timestamp":1772451999000,{{{members}}}}]}]}""").ShouldHaveSingleItem();

    public static OutboundMessage Outbound(
        string mode, string text = "We are on it", string recipient = "900", string? target = "500_700", string thread = "post:200_500",
        IReadOnlyList<Attachment>? files = null) => new(
        Guid.CreateVersion7(), Guid.CreateVersion7(), mode == "comment" ? Visibility.Public : Visibility.Private, mode, recipient, "Jo", target, thread,
        text, null, [], [], files ?? [], "own-1", Now.AddMinutes(-1));
}
