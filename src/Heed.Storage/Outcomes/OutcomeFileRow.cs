namespace Heed.Storage.Outcomes;

/// <summary>A file of outcomes that somebody brought.</summary>
public sealed class OutcomeFileRow
{
    public required Guid Id { get; init; }

    public required string Name { get; init; }

    /// <summary>In bytes, as it came.</summary>
    public required long Size { get; init; }

    public required DateTimeOffset AddedAt { get; init; }

    /// <summary>How its columns are understood, as JSON; null until somebody has said so.</summary>
    public string? Mapping { get; set; }

    /// <summary>The import it became; null before.</summary>
    public Guid? ImportId { get; set; }

    /// <summary>Why reading it ended before its end; null while it did not.</summary>
    public string? Failure { get; set; }
}

/// <summary>A system that sends outcomes by signed webhook.</summary>
public sealed class OutcomeSource
{
    /// <summary>In lower case; part of its address.</summary>
    public required string Name { get; init; }

    /// <summary>Sealed.</summary>
    public required string Secret { get; set; }

    public required Core.Outcomes.KeySpace KeySpace { get; set; }

    /// <summary>Of amounts that do not name theirs; null: each must.</summary>
    public string? Currency { get; set; }

    public required DateTimeOffset AddedAt { get; init; }
}

/// <summary>What a customer is known by besides their channels.</summary>
public sealed class CustomerKeyRow
{
    public required Core.Outcomes.KeySpace Space { get; init; }

    public required string Value { get; init; }

    public required Guid CustomerId { get; set; }

    public required DateTimeOffset AddedAt { get; init; }

    public Guid? AddedBy { get; init; }
}
