using System.Globalization;
using System.Net;
using System.Text;
using Heed.Channels.Http;
using Heed.Core.Channels;
using Heed.Core.Messages;

namespace Heed.Channels.X;

/// <summary>X through its API v2. See README.md beside this file for limits, windows and knobs.</summary>
public sealed class XChannel : IChannel
{
    private readonly TimeProvider clock;
    private readonly XApi api;
    private readonly XSender sender;
    private readonly XReconciler reconciler;
    private readonly XPoller poller;
    private readonly XCheck check;

    /// <param name="rotation">Where renewed OAuth 2.0 tokens are stored; null: expired tokens are not renewed.</param>
    public XChannel(TimeProvider clock, SecretRotation? rotation)
    {
        this.clock = clock;
        var tokens = new XTokens(rotation, clock);
        api = new XApi(clock, tokens);
        sender = new XSender(clock, api);
        reconciler = new XReconciler(clock, api);
        poller = new XPoller(clock, api);
        check = new XCheck(api, tokens);
    }

    public string Network => Core.Channels.Network.X;

    public ChannelAbout About { get; } = new("an X account", "Enter it at X as the webhook of your app (developer portal, Account Activity or X Activity API); X then asks for a proof, which Heed answers by itself.");

    public IReadOnlyList<ChannelSetting> Settings => XSettings.All;

    public IReadOnlyList<string> Troubles { get; } = Trouble.Codes<XTrouble>(Core.Channels.Network.X);

    public string? Words(string key, CultureInfo language) => XTexts.Words(key, language);

    public IReadOnlyList<string> ProofHeaders { get; } = [XSignature.Header];

    public Genuineness Prove(ChannelAccount account, RawDelivery delivery) => XSignature.Judge(
        account.Secret(XSettings.ConsumerSecret).Trim(), delivery.Body.Span, delivery.Headers.GetValueOrDefault(XSignature.Header));

    /// <summary>The challenge (CRC) X sends on creating a webhook and about every hour: unanswered for 28 hours, no event comes.</summary>
    public Handshake? Shake(ChannelAccount account, IReadOnlyDictionary<string, string> query)
    {
        if (query.GetValueOrDefault("crc_token") is not { Length: > 0 } token)
            return new Handshake(HttpStatusCode.BadRequest, "text/plain", "X's challenge comes as ?crc_token=…; it is missing.");

        // Base64 needs no escaping; a JSON writer would turn its + into \u002B.
        var answer = XSignature.Sign(account.Secret(XSettings.ConsumerSecret).Trim(), Encoding.UTF8.GetBytes(token));
        return new Handshake(HttpStatusCode.OK, "application/json", $$"""{"response_token":"{{answer}}"}""");
    }

    public ParsedDelivery Parse(ChannelAccount account, RawDelivery delivery) =>
        XParser.Parse(account, delivery.Body, delivery.ReceivedAt ?? clock.GetUtcNow());

    public ReplyBox Box(ReplyContext context, Visibility visibility) => XRules.Box(context, visibility);

    public TextMeasure Measure(string text, TextRule rule) =>
        rule == TextRule.XWeighted ? XText.Measure(text) : XText.Measure(text) with { Length = text.Length };

    public Task<SendOutcome> SendAsync(ChannelAccount account, OutboundMessage message, HttpClient http, CancellationToken ct) =>
        sender.SendAsync(account, message, http, ct);

    public Task<SendOutcome?> ReconcileAsync(ChannelAccount account, OutboundMessage message, HttpClient http, CancellationToken ct) =>
        reconciler.LookAsync(account, message, http, ct);

    public Task<PollResult> PollAsync(ChannelAccount account, string? cursor, HttpClient http, CancellationToken ct) =>
        poller.PollAsync(account, cursor, http, ct);

    /// <summary>X has no line that waits for news on every plan: the poll comes by the clock.</summary>
    public Task WaitForNewsAsync(ChannelAccount account, TimeSpan atMost, HttpClient http, CancellationToken ct) => Task.Delay(atMost, clock, ct);

    public async Task<Profile?> FindProfileAsync(ChannelAccount account, IdentityKey key, HttpClient http, CancellationToken ct)
    {
        if (key.Space != XUsers.Space)
            return null;
        var exchange = await api.GetAsync(account, $"/2/users/{Uri.EscapeDataString(key.Id)}?{XApi.UserFields}", http, ct);
        using var document = exchange is Exchange.Answered { IsSuccess: true } answer ? JsonAnswer.TryParse(answer.Body) : null;
        return document is not null && XUsers.Read(document.RootElement) is { } profile && profile.Key == key ? profile : null;
    }

    public Task<ChannelCheck> CheckAsync(ChannelAccount account, HttpClient http, CancellationToken ct) => check.RunAsync(account, http, ct);

    public Task<SendOutcome> ModerateAsync(ChannelAccount account, ModerationRequest request, HttpClient http, CancellationToken ct) =>
        sender.ModerateAsync(account, request, http, ct);
}
