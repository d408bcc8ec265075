using System.Collections.Concurrent;
using System.Globalization;
using Heed.Core.Channels;
using Heed.Core.Customers;
using Heed.Core.Messages;

namespace Heed.Tests.Figures.Infographic;

/// <summary>A mail channel that keeps what it is given, and ends as it is told.</summary>
internal sealed class Letterbox : IChannel
{
    public ConcurrentQueue<OutboundMessage> Letters { get; } = [];

    public SendOutcome Ends { get; set; } = new SendOutcome.Sent("m-1");

    public string Network => Heed.Core.Channels.Network.Mail;

    public ChannelAbout About => throw new NotSupportedException();

    public IReadOnlyList<ChannelSetting> Settings => [];

    public IReadOnlyList<string> Troubles => [];

    public IReadOnlyList<string> ProofHeaders => [];

    public string? Words(string key, CultureInfo language) => null;

    public Genuineness Prove(ChannelAccount account, RawDelivery delivery) => throw new NotSupportedException();

    public Handshake? Shake(ChannelAccount account, IReadOnlyDictionary<string, string> query) => throw new NotSupportedException();

    public ParsedDelivery Parse(ChannelAccount account, RawDelivery delivery) => throw new NotSupportedException();

    public ReplyBox Box(ReplyContext context, Visibility visibility) => throw new NotSupportedException();

    public TextMeasure Measure(string text, TextRule rule) => throw new NotSupportedException();

    public Task<SendOutcome> SendAsync(ChannelAccount account, OutboundMessage message, HttpClient http, CancellationToken ct)
    {
        Letters.Enqueue(message);
        return Task.FromResult(Ends);
    }

    public Task<SendOutcome?> ReconcileAsync(ChannelAccount account, OutboundMessage message, HttpClient http, CancellationToken ct) => throw new NotSupportedException();

    public Task<PollResult> PollAsync(ChannelAccount account, string? cursor, HttpClient http, CancellationToken ct) => throw new NotSupportedException();

    public Task WaitForNewsAsync(ChannelAccount account, TimeSpan atMost, HttpClient http, CancellationToken ct) => throw new NotSupportedException();

    public Task<Profile?> FindProfileAsync(ChannelAccount account, IdentityKey key, HttpClient http, CancellationToken ct) => throw new NotSupportedException();

    public Task<ChannelCheck> CheckAsync(ChannelAccount account, HttpClient http, CancellationToken ct) => throw new NotSupportedException();

    public Task<SendOutcome> ModerateAsync(ChannelAccount account, ModerationRequest request, HttpClient http, CancellationToken ct) => throw new NotSupportedException();
}
