using System.Text;
using Heed.Channels.X;
using Heed.Core.Channels;
using Heed.Core.Messages;
using Shouldly;

namespace Heed.Tests.Channels;

/// <summary>An account, and small ways to say what a test is about.</summary>
internal static class XExamples
{
    public static readonly DateTimeOffset Now = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);

    public static readonly XChannel Channel = new(TimeProvider.System, null);

    public static ChannelAccount Account(
        string? api = null, string handle = "@acme", IReadOnlyDictionary<string, string>? settings = null, IReadOnlyDictionary<string, string>? secrets = null)
    {
        var all = new Dictionary<string, string>(settings ?? new Dictionary<string, string>());
        if (api is not null)
            all["api"] = api;
        var hidden = new Dictionary<string, string>(secrets ?? new Dictionary<string, string>());
        hidden.TryAdd("consumer-secret", "hush");
        return new ChannelAccount(Guid.Parse("0197a000-0000-7000-8000-000000000001"), "x", "acme", "acme", "100", handle, null, all, hidden);
    }

    public static RawDelivery Delivery(string body, string? signature = null) => Delivery(Encoding.UTF8.GetBytes(body), signature);

    public static RawDelivery Delivery(byte[] body, string? signature = null) => new(
        body, "application/json",
        signature is null ? new Dictionary<string, string>() : new Dictionary<string, string> { ["x-twitter-webhooks-signature"] = signature })
    {
        ReceivedAt = Now,
    };

    public static IReadOnlyList<Verdict> Parse(string body, ChannelAccount? account = null) =>
        Channel.Parse(account ?? Account(), Delivery(body)).Verdicts;

    public static T One<T>(string body, ChannelAccount? account = null)
        where T : ChannelEvent
    {
        var verdict = Parse(body, account).ShouldHaveSingleItem();
        return verdict.ShouldBeOfType<Verdict.Understood>().Event.ShouldBeOfType<T>();
    }

    public static OutboundMessage Message(string mode, string text, string? target = "1901", DateTimeOffset? plannedAt = null) => new(
        Guid.Parse("0197a000-0000-7000-8000-00000000000a"), Guid.Parse("0197a000-0000-7000-8000-00000000000b"),
        mode == "dm" ? Visibility.Private : Visibility.Public, mode, "200", "Jo", target, "1901", text, null, [], [], [], "own-1", plannedAt ?? Now);
}
