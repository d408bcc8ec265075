using System.Globalization;
using Heed.Core.Channels;
using Heed.Core.Messages;

namespace Heed.Channels.Facebook;

/// <summary>A Facebook Page with its Messenger: visitor posts, comments, ratings and mentions in public, messages in private.</summary>
public sealed class FacebookChannel(TimeProvider clock) : IChannel
{
    public string Network => Core.Channels.Network.Facebook;

    public ChannelAbout About { get; } = new("a Facebook Page with its Messenger", "Enter it in your Meta app under Webhooks, Page, with the same verify token; subscribe to feed, mention, ratings, messages and their echoes.");

    public IReadOnlyList<ChannelSetting> Settings => FacebookSettings.All;

    public IReadOnlyList<string> Troubles { get; } = Trouble.Codes<FacebookTrouble>(Core.Channels.Network.Facebook);

    public string? Words(string key, CultureInfo language) => FacebookTexts.Words(key, language);

    public IReadOnlyList<string> ProofHeaders { get; } = [FacebookSignature.Header];

    public Genuineness Prove(ChannelAccount account, RawDelivery delivery) => FacebookSignature.Prove(account, delivery);

    public Handshake? Shake(ChannelAccount account, IReadOnlyDictionary<string, string> query) => FacebookSignature.Shake(account, query);

    public ParsedDelivery Parse(ChannelAccount account, RawDelivery delivery) => FacebookParser.Parse(account, delivery);

    public ReplyBox Box(ReplyContext context, Visibility visibility) => FacebookRules.Box(context, visibility);

    /// <summary>Meta says "characters" and not which: UTF-16 units are the cautious reading.</summary>
    public TextMeasure Measure(string text, TextRule rule) => TextMeasure.Plain(text);

    public Task<SendOutcome> SendAsync(ChannelAccount account, OutboundMessage message, HttpClient http, CancellationToken ct) =>
        new FacebookSender(account, Graph(account, http)).SendAsync(message, ct);

    public Task<SendOutcome?> ReconcileAsync(ChannelAccount account, OutboundMessage message, HttpClient http, CancellationToken ct) =>
        new FacebookReconciler(account, Graph(account, http), clock).LookAsync(message, ct);

    public Task<PollResult> PollAsync(ChannelAccount account, string? cursor, HttpClient http, CancellationToken ct) =>
        new FacebookPoller(account, Graph(account, http), clock).PollAsync(cursor, ct);

    /// <summary>Meta pushes by webhook only; there is nothing to listen to.</summary>
    public Task WaitForNewsAsync(ChannelAccount account, TimeSpan atMost, HttpClient http, CancellationToken ct) => Task.Delay(atMost, clock, ct);

    public async Task<Profile?> FindProfileAsync(ChannelAccount account, IdentityKey key, HttpClient http, CancellationToken ct)
    {
        if (key.Space != FacebookSettings.Space(account) || FacebookKeys.IsStandIn(key.Id) || !FacebookHttp.IsPlain(key.Id)) return null;
        var reply = await Graph(account, http).GetAsync(key.Id, "fields=name,first_name,last_name,profile_pic,locale", ct);
        if (reply.Failure is not null) return null;

        var person = reply.Root;
        var name = person.Text("name") ?? $"{person.Text("first_name")} {person.Text("last_name")}".Trim();
        var picture = FacebookAttachments.Web(person.Text("profile_pic"))?.AbsoluteUri;
        return new Profile(key, name.Length == 0 ? null : name, AvatarUrl: picture, Locale: person.Text("locale"));
    }

    public Task<ChannelCheck> CheckAsync(ChannelAccount account, HttpClient http, CancellationToken ct) =>
        new FacebookCheck(account, Graph(account, http)).RunAsync(ct);

    public Task<SendOutcome> ModerateAsync(ChannelAccount account, ModerationRequest request, HttpClient http, CancellationToken ct) =>
        new FacebookSender(account, Graph(account, http)).ModerateAsync(request, ct);

    private FacebookHttp Graph(ChannelAccount account, HttpClient http) => new(account, http, clock);
}
