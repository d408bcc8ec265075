using Heed.Core.Cases;
using Heed.Core.Guard;
using Heed.Core.Language;
using Heed.Core.Messages;
using Heed.Server.Inbox;

namespace Heed.Server.Api;

/// <summary>A case as the API tells it. Times in UTC.</summary>
internal sealed record CaseJson
{
    public required Guid Id { get; init; }

    /// <summary>Short number for people.</summary>
    public required long Number { get; init; }

    public required CaseStatus Status { get; init; }

    public required string Brand { get; init; }

    public required Guid CustomerId { get; init; }

    public required string CustomerName { get; init; }

    public required string? Subject { get; init; }

    /// <summary>BCP 47; null when not sure.</summary>
    public required string? Language { get; init; }

    public required int Priority { get; init; }

    public required Guid? DepartmentId { get; init; }

    public required string? DepartmentName { get; init; }

    public required Guid? AssigneeId { get; init; }

    public required string? AssigneeName { get; init; }

    /// <summary>The network the case began on.</summary>
    public required string Channel { get; init; }

    /// <summary>The network of the last message.</summary>
    public required string LastChannel { get; init; }

    public required Visibility LastVisibility { get; init; }

    public required Direction LastDirection { get; init; }

    public required string Preview { get; init; }

    public required DateTimeOffset OpenedAt { get; init; }

    public required DateTimeOffset LastMessageAt { get; init; }

    /// <summary>Since when the customer has been waiting; null when nobody waits.</summary>
    public required DateTimeOffset? WaitingSince { get; init; }

    /// <summary>When the wait breaks its target.</summary>
    public required DateTimeOffset? DueAt { get; init; }

    public required DateTimeOffset? FirstAnswerAt { get; init; }

    public required DateTimeOffset? ResolvedAt { get; init; }

    public required int InboundCount { get; init; }

    public required int OutboundCount { get; init; }

    public required int HandOvers { get; init; }

    public required int Reopenings { get; init; }

    /// <summary>What it is about, as read or corrected; null: not sure.</summary>
    public string? Topic { get; init; }

    /// <summary>Of the customer's latest message that shows one.</summary>
    public Sentiment? Sentiment { get; init; }

    public Urgency Urgency { get; init; }

    /// <summary>Code of the shop the customer writes from or about; null: none is named.</summary>
    public string? Shop { get; init; }

    /// <summary>When the customer last wrote from inside a shop.</summary>
    public DateTimeOffset? InStoreAt { get; init; }

    /// <summary>The customer wrote that they may leave.</summary>
    public bool Leaving { get; init; }

    /// <summary>A purchase hangs on the answer.</summary>
    public bool Buying { get; init; }

    /// <summary>Which of the four reasons why customers leave have happened in it.</summary>
    public IReadOnlyList<Cause> CausesSeen { get; init; } = [];

    /// <summary>Which of them the customer complains of.</summary>
    public IReadOnlyList<Cause> CausesSaid { get; init; } = [];

    /// <summary>Who answers for it until it is resolved.</summary>
    public Guid? AccountableId { get; init; }

    /// <summary>A second hand-over waits for a lead.</summary>
    public bool AskedToHandOver { get; init; }

    /// <summary>When leads were called because the customer was about to be let down.</summary>
    public DateTimeOffset? EscalatedAt { get; init; }

    /// <summary>Until when the open promise runs.</summary>
    public DateTimeOffset? PromiseUntil { get; init; }

    /// <summary>The earlier case of the same matter.</summary>
    public Guid? ReturnOf { get; init; }

    /// <summary>Number of the case's last event: it grows with every change.</summary>
    public required long Version { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    public static CaseJson Of(CaseListItem c, string? departmentName) => new()
    {
        Id = c.Id,
        Number = c.Number,
        Status = c.Status,
        Brand = c.Brand,
        CustomerId = c.CustomerId,
        CustomerName = c.CustomerName,
        Subject = c.Subject,
        Language = c.Language,
        Priority = c.Priority,
        DepartmentId = c.DepartmentId,
        DepartmentName = departmentName,
        AssigneeId = c.AssigneeId,
        AssigneeName = c.AssigneeName,
        Channel = c.OriginNetwork,
        LastChannel = c.LastNetwork,
        LastVisibility = c.LastVisibility,
        LastDirection = c.LastDirection,
        Preview = c.Preview,
        OpenedAt = c.OpenedAt,
        LastMessageAt = c.LastMessageAt,
        WaitingSince = c.WaitingSince,
        DueAt = c.DueAt,
        FirstAnswerAt = c.FirstAnswerAt,
        ResolvedAt = c.ResolvedAt,
        InboundCount = c.InboundCount,
        OutboundCount = c.OutboundCount,
        HandOvers = c.HandOvers,
        Reopenings = c.Reopenings,
        Topic = c.Topic,
        Sentiment = c.Sentiment,
        Urgency = c.Urgency,
        Shop = c.Shop,
        InStoreAt = c.InStoreAt,
        Leaving = c.Leaving,
        Buying = c.Buying,
        CausesSeen = [.. CauseSets.All.Where(cause => c.CausesSeen.Has(cause))],
        CausesSaid = [.. CauseSets.All.Where(cause => c.CausesSaid.Has(cause))],
        AccountableId = c.AccountableId,
        AskedToHandOver = c.AskedToHandOver,
        EscalatedAt = c.EscalatedAt,
        PromiseUntil = c.PromiseUntil,
        ReturnOf = c.ReturnOf,
        Version = c.Version,
        Tags = c.Tags,
    };
}
