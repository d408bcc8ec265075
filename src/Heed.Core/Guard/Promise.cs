namespace Heed.Core.Guard;

/// <summary>What a customer was promised.</summary>
public enum PromiseKind
{
    /// <summary>An answer by a time; the wait that Heed tells by itself is one.</summary>
    Answer = 0,

    /// <summary>That somebody calls back.</summary>
    Callback = 1,

    /// <summary>That something is done: a parcel sent, money paid back.</summary>
    Action = 2,
}

/// <summary>How a promise ended.</summary>
public enum PromiseEnd
{
    /// <summary>It still stands.</summary>
    Open = 0,

    Kept = 1,

    /// <summary>The time passed first.</summary>
    Broken = 2,

    /// <summary>The case ended, or the customer no longer needed it.</summary>
    Dropped = 3,

    /// <summary>A later one took its place before it was broken: said again, with the reason.</summary>
    Renewed = 4,
}

/// <summary>A promise as a row, for the figures and for who watches over it.</summary>
public sealed class PromiseRow
{
    public required Guid Id { get; init; }

    public required Guid CaseId { get; init; }

    public required PromiseKind Kind { get; init; }

    /// <summary>The department that had the case.</summary>
    public Guid? DepartmentId { get; init; }

    /// <summary>Who made it; null: Heed, from the queue.</summary>
    public Guid? AgentId { get; init; }

    public required DateTimeOffset MadeAt { get; init; }

    public DateTimeOffset? NotBefore { get; init; }

    public required DateTimeOffset Until { get; init; }

    public Guid? MessageId { get; init; }

    public required PromiseEnd Ended { get; set; }

    public DateTimeOffset? EndedAt { get; set; }
}
