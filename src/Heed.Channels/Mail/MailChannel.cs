using System.Globalization;
using Heed.Channels.Http;
using Heed.Core.Channels;
using Heed.Core.Messages;

namespace Heed.Channels.Mail;

/// <summary>E-mail: raw MIME in by POST or IMAP, out by SMTP. See the README of this folder.</summary>
public sealed class MailChannel : IChannel
{
    /// <summary>The mode of a mail that answers nothing and belongs to no case.</summary>
    public const string Letter = "letter";

    private const int MostFiles = 20;

    private readonly MailSender _sender;
    private readonly MailPoller _poller;
    private readonly MailIdle _idle;
    private readonly MailReconciler _reconciler;
    private readonly MailCheck _check;

    /// <param name="rotation">Where renewed OAuth 2.0 tokens are stored; null: they are not renewed.</param>
    public MailChannel(TimeProvider clock, SecretRotation? rotation)
    {
        var lines = new MailLines(new OAuthTokens(rotation, new OAuthKeys(MailSettings.OAuthToken, MailSettings.OAuthRefreshToken), clock));
        _sender = new MailSender(lines);
        _poller = new MailPoller(clock, lines);
        _idle = new MailIdle(clock, lines);
        _reconciler = new MailReconciler(lines);
        _check = new MailCheck(lines);
    }

    public string Network => Core.Channels.Network.Mail;

    public ChannelAbout About { get; } = new("a mailbox", "Let your mail server pipe mail there with 'Authorization: Bearer <inbound-token>', or give --imap to have it fetched.");

    public IReadOnlyList<ChannelSetting> Settings => MailSettings.All;

    public IReadOnlyList<string> Troubles { get; } = Trouble.Codes<MailTrouble>(Core.Channels.Network.Mail);

    public string? Words(string key, CultureInfo language) => MailTexts.Words(key, language);

    public IReadOnlyList<string> ProofHeaders { get; } = ["authorization", "x-heed-token"];

    public Genuineness Prove(ChannelAccount account, RawDelivery delivery) => MailSignature.Prove(account, delivery);

    public Handshake? Shake(ChannelAccount account, IReadOnlyDictionary<string, string> query) => null;

    public ParsedDelivery Parse(ChannelAccount account, RawDelivery delivery) => MailParser.Parse(account, delivery);

    public ReplyBox Box(ReplyContext context, Visibility visibility)
    {
        if (visibility != Visibility.Private)
        {
            return ReplyBox.Closed(ClosedReason.NotOffered);
        }

        // The customer's last mail is answered; a case that the brand began goes on from its own.
        var target = context.Messages.LastOrDefault(m => m is { Direction: Direction.Inbound, Kind: "mail", ExternalId: not null })
            ?? context.Messages.LastOrDefault(m => m is { Kind: "mail", ExternalId: not null });
        return target is null
            ? ReplyBox.Closed(ClosedReason.NothingToAnswer)
            : new ReplyBox(true, null, TextRule.Unlimited, null, null, 0, 0, target.ExternalId, "mail") { Files = Files(new MailSettings(context.Account).MaxFileBytes) };
    }

    private static FileRules Files(long bytes) => new([new FileSort([], bytes, MostFiles)]) { MaxTotalBytes = bytes };

    public TextMeasure Measure(string text, TextRule rule) => TextMeasure.Plain(text);

    public Task<SendOutcome> SendAsync(ChannelAccount account, OutboundMessage message, HttpClient http, CancellationToken ct) =>
        _sender.SendAsync(account, message, http, ct);

    public Task<SendOutcome?> ReconcileAsync(ChannelAccount account, OutboundMessage message, HttpClient http, CancellationToken ct) =>
        _reconciler.ReconcileAsync(account, message, http, ct);

    public Task<PollResult> PollAsync(ChannelAccount account, string? cursor, HttpClient http, CancellationToken ct) =>
        _poller.PollAsync(account, cursor, http, ct);

    public Task WaitForNewsAsync(ChannelAccount account, TimeSpan atMost, HttpClient http, CancellationToken ct) =>
        _idle.WaitAsync(account, atMost, http, ct);

    // What a mail tells about its author came with it.
    public Task<Profile?> FindProfileAsync(ChannelAccount account, IdentityKey key, HttpClient http, CancellationToken ct) => Task.FromResult<Profile?>(null);

    public Task<ChannelCheck> CheckAsync(ChannelAccount account, HttpClient http, CancellationToken ct) => _check.RunAsync(account, http, ct);

    public Task<SendOutcome> ModerateAsync(ChannelAccount account, ModerationRequest request, HttpClient http, CancellationToken ct) =>
        Task.FromResult<SendOutcome>(new SendOutcome.Refused(MailTrouble.NothingToModerate.As()));
}
