namespace Heed.Core.Messages;

/// <summary>A message as the thread shows it: from a customer, to a customer, or a note among agents.</summary>
public sealed class Message
{
    public required Guid Id { get; init; }

    public required Guid CaseId { get; set; }

    public required Guid CustomerId { get; set; }

    public required Guid AccountId { get; init; }

    /// <summary>The platform's id; null for notes and for replies not sent yet. Unique per account.</summary>
    public string? ExternalId { get; set; }

    /// <summary>The newest id of the same message, after an edit that made a new one (X).</summary>
    public string? LatestId { get; set; }

    public required string Network { get; init; }

    public required Direction Direction { get; init; }

    public required Visibility Visibility { get; init; }

    /// <summary>The channel's own word, see <see cref="Channels.MessageWritten.Kind"/>; <c>note</c> for notes.</summary>
    public required string Kind { get; init; }

    public required string ThreadKey { get; init; }

    public string? InReplyTo { get; init; }

    public required string Text { get; set; }

    public string? Language { get; set; }

    public required MessageState State { get; set; }

    /// <summary>Why it failed, in the platform's or the line's words.</summary>
    public string? Failure { get; set; }

    /// <summary>The platform's own time.</summary>
    public required DateTimeOffset At { get; set; }

    /// <summary>When Heed took it in.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>The identity that wrote an inbound message, or that an outbound one is for.</summary>
    public Guid? IdentityId { get; init; }

    /// <summary>The agent who wrote it, for replies and notes made in Heed.</summary>
    public Guid? AgentId { get; init; }

    /// <summary>Name shown above the message: the customer's, the agent's, or the signature of an answer given elsewhere.</summary>
    public string AuthorName { get; init; } = "";

    /// <summary>The agent's signature found at the end of the brand's text, normalised.</summary>
    public string? Signature { get; init; }

    /// <summary>Our own key, stored before sending. Unique per account.</summary>
    public string? OwnKey { get; init; }

    /// <summary>How an outbound one is sent, see <see cref="Channels.ReplyBox.Mode"/>.</summary>
    public string? Mode { get; init; }

    /// <summary>What an outbound one answers.</summary>
    public string? TargetExternalId { get; init; }

    public DateTimeOffset? EditedAt { get; set; }

    public DateTimeOffset? DeletedAt { get; set; }

    /// <summary>When the last trace of a deleted one went: its previews and files; null: still to be done.</summary>
    public DateTimeOffset? ErasedAt { get; set; }

    public bool Hidden { get; set; }

    public bool Summons { get; init; }

    public bool Automatic { get; init; }

    public bool SenderUnverified { get; init; }

    public string? Reaction { get; set; }

    /// <summary>When the first direct answer to this inbound message came; kept for the figures.</summary>
    public DateTimeOffset? AnsweredAt { get; set; }

    public int AttachmentCount { get; init; }

    /// <summary>What Heed read in a customer's message, as JSON of <see cref="Heed.Core.Language.Reading"/>; null: nothing, or not read.</summary>
    public string? Reading { get; set; }

    /// <summary>What few messages have (quoted text, HTML, Cc, rating, place, permalink …), as JSON of <see cref="MessageExtra"/>.</summary>
    public string? Extra { get; set; }
}
