namespace Heed.Core.Channels;

/// <summary>How the platform counts the length of a text; the browser and the server count by the same rule.</summary>
public enum TextRule
{
    /// <summary>No limit worth showing (mail).</summary>
    Unlimited,

    /// <summary>X: weighted code points after NFC, a link is 23 (twitter-text, configuration 3).</summary>
    XWeighted,

    /// <summary>UTF-16 code units (Messenger, Facebook comments: the cautious reading of "characters").</summary>
    Utf16,
}

/// <summary>A text by the platform's own eyes: what it weighs, and whether it is charged as one with a link. One reading decides both.</summary>
public readonly record struct TextMeasure(int Length, bool HasLink)
{
    /// <summary>For networks that count UTF-16 units and charge nothing.</summary>
    public static TextMeasure Plain(string text) => new(text.Length, HasLink: false);
}

/// <summary>Why a reply box is closed, as a stable code the screens translate.</summary>
public enum ClosedReason
{
    /// <summary>Self-serve X apps may answer only an author who mentioned or quoted the brand.</summary>
    NotSummoned,

    /// <summary>Messenger: more than 24 hours (or seven days with the human-agent tag) since the customer wrote.</summary>
    WindowClosed,

    /// <summary>Messenger: the one private reply to this comment has been used.</summary>
    PrivateReplyUsed,

    /// <summary>Messenger: the comment is older than seven days.</summary>
    PrivateReplyTooLate,

    /// <summary>There is nothing of this kind in the case to answer to.</summary>
    NothingToAnswer,

    /// <summary>The message to answer was deleted by its author.</summary>
    TargetDeleted,

    /// <summary>The account is not connected any more (token dead, permission lost).</summary>
    AccountDisconnected,

    /// <summary>The network has no such way to write (mail is never public).</summary>
    NotOffered,

    /// <summary>The network or account can not be written to for this brand (an imported history).</summary>
    ReadOnlyAccount,
}

/// <summary>Whether one of the reply boxes is open for a case right now, by which rule, until when and at what price.</summary>
/// <param name="Open">False closes the box; <paramref name="Reason"/> then says why.</param>
/// <param name="Limit">Longest text by <paramref name="Rule"/>; null when unlimited.</param>
/// <param name="OpenUntil">When the window shuts; null when it does not.</param>
/// <param name="CostMicroDollars">What the platform charges for the plain reply, in millionths of a dollar; 0 when free.</param>
/// <param name="CostWithLinkMicroDollars">The same when the text holds a link (X charges 13 times more).</param>
/// <param name="TargetExternalId">The message the reply answers to.</param>
/// <param name="Mode">How it will be sent; the sender of the channel reads it back (<c>reply</c>, <c>dm</c>, <c>comment</c>, <c>private-reply</c>, <c>message</c>, <c>message-human-agent</c>, <c>mail</c>).</param>
public sealed record ReplyBox(
    bool Open,
    ClosedReason? Reason,
    TextRule Rule,
    int? Limit,
    DateTimeOffset? OpenUntil,
    long CostMicroDollars,
    long CostWithLinkMicroDollars,
    string? TargetExternalId,
    string Mode)
{
    /// <summary>Which files it takes; null: none, for the reason in <see cref="NoFiles"/>.</summary>
    public FileRules? Files { get; init; }

    public NoFiles NoFiles { get; init; }

    /// <summary>What the platform charges for a text of this measure, in millionths of a dollar.</summary>
    public long CostOf(TextMeasure text) => text.HasLink ? CostWithLinkMicroDollars : CostMicroDollars;

    public static ReplyBox Closed(ClosedReason reason) => new(false, reason, TextRule.Unlimited, null, null, 0, 0, null, "");
}

/// <summary>What the reply boxes are computed from: the case's messages on one account, newest last, and what was already used.</summary>
public sealed record ReplyContext(ChannelAccount Account, IReadOnlyList<ReplyContextMessage> Messages, DateTimeOffset Now);

/// <summary>The few facts of a message that decide whether and how it can be answered.</summary>
/// <param name="Kind">The channel's own word: <c>mention</c>, <c>reply</c>, <c>quote</c>, <c>dm</c>, <c>comment</c>, <c>post</c>, <c>rating</c>, <c>mail</c>.</param>
/// <param name="Mode">For outbound ones: the <see cref="ReplyBox.Mode"/> it was sent by.</param>
/// <param name="TargetExternalId">For outbound ones: what it answered.</param>
/// <param name="Summons">The author mentioned or quoted the brand in it.</param>
public sealed record ReplyContextMessage(
    string? ExternalId, Messages.Direction Direction, Messages.Visibility Visibility, string Kind,
    DateTimeOffset At, bool Deleted, bool Summons, string? Mode, string? TargetExternalId);
