using Heed.Core.Cases;
using Heed.Core.Guard;
using Heed.Core.Language;
using Heed.Core.Messages;

namespace Heed.Server.Inbox;

/// <summary>One row of the list of cases. Times in UTC.</summary>
public sealed record CaseListItem
{
    public required Guid Id { get; init; }

    public required long Number { get; init; }

    public required Guid CustomerId { get; init; }

    public required string CustomerName { get; init; }

    public required string Brand { get; init; }

    public required CaseStatus Status { get; init; }

    public required int Priority { get; init; }

    public required string OriginNetwork { get; init; }

    public required string LastNetwork { get; init; }

    public required Visibility LastVisibility { get; init; }

    public required Direction LastDirection { get; init; }

    public required string Preview { get; init; }

    public required string? Subject { get; init; }

    public required string? Language { get; init; }

    public required DateTimeOffset OpenedAt { get; init; }

    public required DateTimeOffset LastMessageAt { get; init; }

    public required DateTimeOffset? WaitingSince { get; init; }

    public required DateTimeOffset? DueAt { get; init; }

    public required DateTimeOffset? FirstAnswerAt { get; init; }

    public required DateTimeOffset? ResolvedAt { get; init; }

    public required int InboundCount { get; init; }

    public required int OutboundCount { get; init; }

    public required int HandOvers { get; init; }

    public required int Reopenings { get; init; }

    public required Guid? DepartmentId { get; init; }

    public required Guid? AssigneeId { get; init; }

    public required string? AssigneeName { get; init; }

    public string? Topic { get; init; }

    public Sentiment? Sentiment { get; init; }

    public Urgency Urgency { get; init; }

    public string? Shop { get; init; }

    public DateTimeOffset? InStoreAt { get; init; }

    public bool Leaving { get; init; }

    public bool Buying { get; init; }

    public CauseSet CausesSeen { get; init; }

    public CauseSet CausesSaid { get; init; }

    public Guid? AccountableId { get; init; }

    public bool AskedToHandOver { get; init; }

    public DateTimeOffset? EscalatedAt { get; init; }

    public PromiseKind PromiseKind { get; init; }

    public DateTimeOffset? PromiseUntil { get; init; }

    public Guid? ReturnOf { get; init; }

    public required long Version { get; init; }

    /// <summary>See <see cref="Case.QueueAt"/>: with the id, this row's place in the list.</summary>
    public required long QueueAt { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Whether the customer is in a shop, as far as one may think so: who wrote from there is gone after two hours.</summary>
    public bool IsInStore(DateTimeOffset now) => Status == CaseStatus.Open && InStoreAt > now.AddHours(-2);

    public string Cursor => new Cursor(QueueAt, Id).ToString();
}
