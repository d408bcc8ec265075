namespace Heed.Core.Matching;

/// <summary>A customer who waits and whom nobody has taken.</summary>
public sealed record WaitingCase(Guid Id, Guid DepartmentId)
{
    /// <summary>As the customer writes, <c>pt-BR</c> too; null when nobody could tell: then every language serves.</summary>
    public string? Language { get; init; }

    /// <summary>Skills of which the agent needs every one.</summary>
    public IReadOnlyList<string> Skills { get; init; } = [];

    /// <summary>Code of the shop it is about; it goes to that shop's people, if the department has any.</summary>
    public string? Shop { get; init; }

    /// <summary>The order of the work, as the case has it: smaller is sooner.</summary>
    public long QueueAt { get; init; }

    /// <summary>Since when the customer waits.</summary>
    public DateTimeOffset WaitingSince { get; init; }

    /// <summary>What it weighs in an agent's capacity: 1 or more, and never more than the agent's whole capacity.</summary>
    public int Load { get; init; } = 1;

    /// <summary>Who answers for the case; goes before everyone.</summary>
    public Guid? AccountableId { get; init; }

    /// <summary>Who had the customer's case before this one.</summary>
    public Guid? EarlierOwnerId { get; init; }

    /// <summary>Number of that case, for the sentence that says why.</summary>
    public long? EarlierCase { get; init; }

    /// <summary>From the beginning of the wait, how long it is kept for someone preferred who is merely full.</summary>
    public TimeSpan HoldFor { get; init; }

    /// <summary>How long it waits for someone who fits, when nobody who is here does.</summary>
    public TimeSpan FallbackAfter { get; init; }
}
