using System.Globalization;
using System.Net;
using Heed.Core.Messages;

namespace Heed.Core.Channels;

/// <summary>A delivery as it came through the door: the bytes and the headers that prove it genuine.</summary>
/// <param name="Headers">Lower-case names; only those a channel asked for are kept.</param>
public sealed record RawDelivery(ReadOnlyMemory<byte> Body, string? ContentType, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>When the door took it: the time of an event for which the platform gives none, the same at every replay.</summary>
    public DateTimeOffset? ReceivedAt { get; init; }
}

/// <summary>The door's judgement of a delivery, made on the raw bytes.</summary>
public enum Genuineness
{
    Genuine,

    /// <summary>No proof came along: 401.</summary>
    ProofMissing,

    /// <summary>The proof is wrong: 403.</summary>
    Forged,
}

/// <summary>Answer to a platform's handshake (X CRC, Meta challenge).</summary>
public sealed record Handshake(HttpStatusCode Status, string ContentType, string Body);

/// <summary>
/// One network: proves deliveries genuine, turns bytes into events, tells which reply boxes are open, sends, and
/// looks back on the platform for what was missed. Implementations hold no state; they are one folder each in Heed.Channels.
/// </summary>
public interface IChannel
{
    /// <summary>One of <see cref="Channels.Network"/>.</summary>
    string Network { get; }

    /// <summary>What commands say of it.</summary>
    ChannelAbout About { get; }

    /// <summary>What must and may be given when an account of this network is added.</summary>
    IReadOnlyList<ChannelSetting> Settings { get; }

    /// <summary>Every code of its own that a <see cref="Trouble"/> of this network can have.</summary>
    IReadOnlyList<string> Troubles { get; }

    /// <summary>
    /// Its texts for people: <c>trouble.…</c> for each of <see cref="Troubles"/>, <c>help.…</c> for each of <see cref="Settings"/>, <c>check.…</c> for
    /// what <see cref="CheckAsync"/> finds. Null: there is none.
    /// </summary>
    string? Words(string key, CultureInfo language);

    /// <summary>Request headers the door keeps for <see cref="Prove"/> and <see cref="Parse"/>, lower case.</summary>
    IReadOnlyList<string> ProofHeaders { get; }

    /// <summary>Judges the raw bytes in constant time. Pure.</summary>
    Genuineness Prove(ChannelAccount account, RawDelivery delivery);

    /// <summary>Answers a GET on the webhook address; null when the network has no handshake (404).</summary>
    Handshake? Shake(ChannelAccount account, IReadOnlyDictionary<string, string> query);

    /// <summary>Bytes → events. Pure, never throws on any input: what it cannot read is a <see cref="Verdict.SetAside"/>.</summary>
    ParsedDelivery Parse(ChannelAccount account, RawDelivery delivery);

    /// <summary>Whether the public and the private box are open for a case, and by which rules. Pure.</summary>
    ReplyBox Box(ReplyContext context, Visibility visibility);

    /// <summary>A text as the platform counts and charges it. Pure.</summary>
    TextMeasure Measure(string text, TextRule rule);

    /// <summary>Sends one message. Never throws for what the platform or the line may do: every end is a <see cref="SendOutcome"/>.</summary>
    Task<SendOutcome> SendAsync(ChannelAccount account, OutboundMessage message, HttpClient http, CancellationToken ct);

    /// <summary>Asks the platform what became of a send whose end is unknown. Null: the platform cannot say yet.</summary>
    Task<SendOutcome?> ReconcileAsync(ChannelAccount account, OutboundMessage message, HttpClient http, CancellationToken ct);

    /// <summary>
    /// Fetches what the webhooks may have missed since the cursor, oldest first, as deliveries in the webhook's own or the API's shape
    /// (both go through <see cref="Parse"/>). An empty cursor means: start from now, minus what the platform still keeps.
    /// </summary>
    Task<PollResult> PollAsync(ChannelAccount account, string? cursor, HttpClient http, CancellationToken ct);

    /// <summary>
    /// Returns when the platform signals that there is something new (IMAP IDLE), or after <paramref name="atMost"/> where it cannot.
    /// A broken line ends the wait early: the poll that follows reports it.
    /// </summary>
    Task WaitForNewsAsync(ChannelAccount account, TimeSpan atMost, HttpClient http, CancellationToken ct);

    /// <summary>Looks a person up whose events came without a name (Messenger). Null: the platform does not say.</summary>
    Task<Profile?> FindProfileAsync(ChannelAccount account, IdentityKey key, HttpClient http, CancellationToken ct);

    /// <summary>Tries the connection with its credentials and says in plain words what is wrong and what to do.</summary>
    Task<ChannelCheck> CheckAsync(ChannelAccount account, HttpClient http, CancellationToken ct);

    /// <summary>Hides or shows, or deletes, a customer's message where the network allows it.</summary>
    Task<SendOutcome> ModerateAsync(ChannelAccount account, ModerationRequest request, HttpClient http, CancellationToken ct);
}

/// <summary>One knob of a channel account; what it is for stands in the channel's texts under <c>help.{Key}</c>.</summary>
/// <param name="Key">As written after <c>--</c> on the command line: <c>consumer-secret</c>.</param>
/// <param name="Secret">Encrypted at rest, never shown again.</param>
/// <param name="IsExternalId">Its value becomes <see cref="ChannelAccount.ExternalId"/>.</param>
/// <param name="Schemes">For an address: the schemes it may begin with, with spaces between. Null: any text.</param>
public sealed record ChannelSetting(string Key, bool Required, bool Secret, bool IsExternalId = false, string? Schemes = null);

/// <summary>A reply on its way out.</summary>
/// <param name="Id">The message's id; the own key is made from it.</param>
/// <param name="Mode">From <see cref="ReplyBox.Mode"/>.</param>
/// <param name="Recipient">The customer's identity id on the network (PSID, X user id, address).</param>
/// <param name="TargetExternalId">The message it answers.</param>
/// <param name="OwnKey">Stored before sending; carried by the platform's echo where it can be.</param>
/// <param name="PlannedAt">When the agent pressed send; reconciliation looks at what the platform has from here on.</param>
public sealed record OutboundMessage(
    Guid Id, Guid CaseId, Visibility Visibility, string Mode, string Recipient, string? RecipientName, string? TargetExternalId, string ThreadKey,
    string Text, string? Subject, IReadOnlyList<string> References, IReadOnlyList<string> Cc, IReadOnlyList<Attachment> Attachments,
    string OwnKey, DateTimeOffset PlannedAt)
{
    /// <summary>A line that carries less (128 kB a second) is taken for dead: so much longer than a text may its files be under way.</summary>
    private const double SlowestLine = 128 * 1024;

    /// <summary>How much longer than a plain text it may take to hand over.</summary>
    public TimeSpan UploadTime => TimeSpan.FromSeconds(Attachments.Sum(a => a.Content?.LongLength ?? 0) / SlowestLine);
}

/// <summary>How a send ended. A platform's error code becomes one of these in the channel's one error table, nowhere else.</summary>
public abstract record SendOutcome
{
    private SendOutcome()
    {
    }

    /// <summary>Rate-limit figures the platform sent along; the pacing of the account learns from them.</summary>
    public RateSignal? Rate { get; init; }

    /// <summary>The platform has it under this id. <paramref name="AliasIdentity"/>: the id it gave the recipient in its private id space, if new.</summary>
    public sealed record Sent(string ExternalId, string? AliasIdentity = null) : SendOutcome;

    /// <summary>Certainly not sent, and worth another try after a while.</summary>
    public sealed record Retry(TimeSpan After, Trouble Why) : SendOutcome;

    /// <summary>Certainly not sent, and never will be as it is.</summary>
    public sealed record Refused(Trouble Why) : SendOutcome;

    /// <summary>The account can not send any more until someone reconnects it.</summary>
    public sealed record Disconnected(Trouble Why) : SendOutcome;

    /// <summary>Nobody knows whether it was sent: look before anything else.</summary>
    public sealed record Unknown(Trouble Why) : SendOutcome;
}

/// <summary>What a platform said about its limits.</summary>
/// <param name="Remaining">Calls left in the window; null when only a percentage is known.</param>
/// <param name="ResetsAt">When the window starts anew.</param>
/// <param name="UsedPercent">0–100 and above, for Meta.</param>
public sealed record RateSignal(int? Limit, int? Remaining, DateTimeOffset? ResetsAt, int? UsedPercent);

/// <summary>What a poll brought. The cursor is committed together with the deliveries.</summary>
public sealed record PollResult(IReadOnlyList<RawDelivery> Deliveries, string? Cursor, bool More, Trouble? Failure = null, bool Disconnected = false)
{
    public RateSignal? Rate { get; init; }
}

/// <summary>Result of trying a connection: one line per thing tried, in the language of whoever asked (<see cref="CheckLines"/>).</summary>
public sealed record ChannelCheck(bool Ok, IReadOnlyList<ChannelCheckLine> Lines);

/// <param name="Fix">What to do about it, when <paramref name="Ok"/> is false.</param>
public sealed record ChannelCheckLine(bool Ok, string What, string? Fix);

/// <summary>What a brand can do to a public message that is not its own.</summary>
public enum ModerationAction
{
    Hide,
    Unhide,
    Delete,
}

/// <param name="ExternalId">The message to hide, show or delete.</param>
public sealed record ModerationRequest(ModerationAction Action, string ExternalId);
