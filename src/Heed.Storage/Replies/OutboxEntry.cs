using Heed.Core.Messages;

namespace Heed.Storage.Replies;

/// <summary>The ledger line of one reply: <c>planned → sending → sent / failed / unknown</c>. The message's state follows in the same transaction.</summary>
public sealed class OutboxEntry
{
    public required Guid MessageId { get; init; }

    public required Guid AccountId { get; init; }

    public required MessageState State { get; set; }

    /// <summary>Not before this time: the undo seconds, or the next try.</summary>
    public required DateTimeOffset SendAt { get; set; }

    public int Attempts { get; set; }

    public string? Reason { get; set; }

    public required DateTimeOffset UpdatedAt { get; set; }
}

/// <summary>What an agent has typed and not sent, per case and box.</summary>
public sealed class Draft
{
    public required Guid CaseId { get; init; }

    public required Guid UserId { get; init; }

    public required Visibility Visibility { get; init; }

    public required string Text { get; set; }

    public required DateTimeOffset UpdatedAt { get; set; }
}
