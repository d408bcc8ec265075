using System.Text.Json.Serialization;
using Heed.Core.Messages;

namespace Heed.Core.Channels;

/// <summary>What one delivery turned into: one verdict per event, in the order the platform sent them.</summary>
public sealed record ParsedDelivery(IReadOnlyList<Verdict> Verdicts);

/// <summary>One event, one verdict: a poison event is set aside with its reason, its neighbours go on.</summary>
public abstract record Verdict
{
    private Verdict()
    {
    }

    /// <summary>The event was understood.</summary>
    public sealed record Understood(ChannelEvent Event) : Verdict;

    /// <summary>Known, genuine, and of no concern to a case (typing, likes, follows). Counted by <paramref name="Kind"/>, not stored.</summary>
    public sealed record Ignored(string Kind) : Verdict;

    /// <summary>Not understood, or broken: kept, listed and replayable. The reason tells an engineer what was expected and what came.</summary>
    public sealed record SetAside(string Reason) : Verdict;
}

/// <summary>A network's person or address, as seen by one kind of id space.</summary>
/// <param name="Space">
/// Ids are joined only within a space: <c>x</c> for X users, <c>facebook:{pageId}</c> for page-scoped ids (they differ from
/// page to page), <c>mail</c> for addresses in lower case.
/// </param>
/// <param name="Id">The platform's id in that space, always a string.</param>
public sealed record IdentityKey(string Space, string Id)
{
    private const string UnknownPrefix = "unknown:";

    /// <summary>Someone the platform does not name, told apart only by what they wrote or were answered to.</summary>
    public static IdentityKey Unknown(string space, string about) => new(space, UnknownPrefix + about);

    /// <summary>The platform did not say who it is.</summary>
    [JsonIgnore]
    public bool IsUnknown => Id.StartsWith(UnknownPrefix, StringComparison.Ordinal);

    public override string ToString() => $"{Space}:{Id}";
}

/// <summary>What the platform tells about a person; every field but the key may be absent.</summary>
public sealed record Profile(
    IdentityKey Key,
    string? Name = null,
    string? Handle = null,
    string? AvatarUrl = null,
    string? Location = null,
    string? Locale = null,
    long? Followers = null,
    bool Verified = false);

/// <remarks>Serialised as JSON while an event waits for the one it belongs to; the names are part of the stored format.</remarks>
/// <summary>Something that happened on a network. <see cref="Customer"/> decides the lane, <see cref="At"/> (the platform's own time) the order.</summary>
[JsonDerivedType(typeof(MessageWritten), "written")]
[JsonDerivedType(typeof(MessageEdited), "edited")]
[JsonDerivedType(typeof(MessageDeleted), "deleted")]
[JsonDerivedType(typeof(MessageHidden), "hidden")]
[JsonDerivedType(typeof(MessageReacted), "reacted")]
[JsonDerivedType(typeof(ReceiptArrived), "receipt")]
[JsonDerivedType(typeof(AccountRevoked), "revoked")]
public abstract record ChannelEvent
{
    private protected ChannelEvent()
    {
    }

    /// <summary>The customer it concerns: the author of an inbound message, the addressee of an echo.</summary>
    public required Profile Customer { get; init; }

    /// <summary>The platform's own time of the event, in UTC.</summary>
    public required DateTimeOffset At { get; init; }
}

/// <summary>A message was written: by a customer, or by the brand (an echo, from Heed or from the native app).</summary>
public sealed record MessageWritten : ChannelEvent
{
    /// <summary>The platform's id; unique per channel account. It is the key against doubles.</summary>
    public required string ExternalId { get; init; }

    public required Direction Direction { get; init; }

    public required Visibility Visibility { get; init; }

    /// <summary>The channel's own word: <c>mention</c>, <c>reply</c>, <c>quote</c>, <c>dm</c>, <c>comment</c>, <c>post</c>, <c>rating</c>, <c>message</c>, <c>mail</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The channel's thread: X conversation id, <c>dm:{conversation}</c>, Page post + top comment, <c>messenger:{psid}</c>, the first mail's Message-ID.</summary>
    public required string ThreadKey { get; init; }

    /// <summary>Plain text as a person reads it: entities decoded, quotes of a mail cut off.</summary>
    public required string Text { get; init; }

    /// <summary>What was cut off <see cref="Text"/> (the quoted history of a mail), shown folded.</summary>
    public string? QuotedText { get; init; }

    /// <summary>Unsanitised HTML of a mail; it is sanitised before it is stored for the screen.</summary>
    public string? Html { get; init; }

    /// <summary>Subject of a mail.</summary>
    public string? Subject { get; init; }

    /// <summary>External id of the message it answers, when the platform says so.</summary>
    public string? InReplyTo { get; init; }

    /// <summary>Further external ids that name the same conversation, nearest first (a mail's References).</summary>
    public IReadOnlyList<string> References { get; init; } = [];

    /// <summary>Case id proven by our signed reply address, when the mail carried a genuine one.</summary>
    public Guid? SignedCaseId { get; init; }

    /// <summary>Our own key, carried back by an echo (Messenger metadata, our Message-ID).</summary>
    public string? OwnKey { get; init; }

    /// <summary>Language stated by the platform (BCP 47), if any.</summary>
    public string? Language { get; init; }

    /// <summary>It mentions or quotes the brand, so X lets a self-serve app answer it.</summary>
    public bool Summons { get; init; }

    /// <summary>Written by a machine (out of office, list mail, a loop): stored, but opens, reopens and answers nothing.</summary>
    public bool Automatic { get; init; }

    /// <summary>The sender's identity is not proven (DMARC did not pass, or an unknown sender answers someone else's case).</summary>
    public bool SenderUnverified { get; init; }

    /// <summary>Addresses a reply to all keeps (Cc of a mail).</summary>
    public IReadOnlyList<string> Cc { get; init; } = [];

    /// <summary>Stars or recommendation of a rating, as the platform's text (<c>5</c>, <c>positive</c>).</summary>
    public string? Rating { get; init; }

    /// <summary>Name of a place, where the platform gives one.</summary>
    public string? Place { get; init; }

    /// <summary>Client application named by the platform; rarely present.</summary>
    public string? Client { get; init; }

    /// <summary>Where a person can see it on the network.</summary>
    public string? Permalink { get; init; }

    /// <summary>Ids of the earlier versions of this same message, oldest first (an X edit makes a new id).</summary>
    public IReadOnlyList<string> EarlierIds { get; init; } = [];

    /// <summary>Name of the agent where the platform or the text's signature tells (<c>^JK</c>); imported history uses it.</summary>
    public string? Signature { get; init; }

    public IReadOnlyList<Attachment> Attachments { get; init; } = [];
}

/// <summary>A message's text was changed by its author. Newest <see cref="ChannelEvent.At"/> wins.</summary>
public sealed record MessageEdited : ChannelEvent
{
    public required string ExternalId { get; init; }

    public required string Text { get; init; }
}

/// <summary>A message was deleted on the network: its content goes, a tombstone stays.</summary>
public sealed record MessageDeleted : ChannelEvent
{
    public required string ExternalId { get; init; }
}

/// <summary>A comment was hidden or shown again, by the brand or by the network.</summary>
public sealed record MessageHidden : ChannelEvent
{
    public required string ExternalId { get; init; }

    public required bool Hidden { get; init; }
}

/// <summary>A person reacted to a message (or took it back: <see cref="Emoji"/> is null).</summary>
public sealed record MessageReacted : ChannelEvent
{
    public required string ExternalId { get; init; }

    public required string? Emoji { get; init; }
}

/// <summary>What became of our own messages: delivered, read, or failed later (a bounce).</summary>
public sealed record ReceiptArrived : ChannelEvent
{
    /// <summary>External ids it speaks of; empty when it speaks of all up to <see cref="Watermark"/>.</summary>
    public required IReadOnlyList<string> ExternalIds { get; init; }

    /// <summary>Everything in the thread sent at or before this time; null when ids are named.</summary>
    public DateTimeOffset? Watermark { get; init; }

    /// <summary><see cref="MessageState.Delivered"/>, <see cref="MessageState.Read"/> or <see cref="MessageState.Failed"/>.</summary>
    public required MessageState State { get; init; }

    /// <summary>For failures: a <see cref="Trouble"/> as it is stored.</summary>
    public string? Reason { get; init; }
}

/// <summary>The connection itself changed: the owner revoked the app, the token died.</summary>
public sealed record AccountRevoked : ChannelEvent
{
    /// <summary>A <see cref="Trouble"/> as it is stored.</summary>
    public required string Reason { get; init; }
}
