using Heed.Core.Outcomes;

namespace Heed.Storage.Outcomes;

/// <summary>An outcome as a row, with the customer it belongs to.</summary>
public sealed class OutcomeRow
{
    public required Guid Id { get; init; }

    public required string Source { get; init; }

    public required string Reference { get; init; }

    public required OutcomeKind Kind { get; init; }

    public required KeySpace KeySpace { get; init; }

    public required string Key { get; init; }

    /// <summary>Null while nobody here is known by the key.</summary>
    public Guid? CustomerId { get; set; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Hundredths of the currency.</summary>
    public long? Cents { get; init; }

    public string? Currency { get; init; }

    public string? Reason { get; init; }

    public required DateTimeOffset TakenAt { get; init; }
}
