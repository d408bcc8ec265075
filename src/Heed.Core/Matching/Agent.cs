namespace Heed.Core.Matching;

/// <summary>Whether someone takes new cases.</summary>
/// <remarks>The numbers are stored.</remarks>
public enum PresenceState
{
    /// <summary>Not here: takes nothing, and after a while what waits with them moves on.</summary>
    Away = 0,

    /// <summary>Here, and takes no new case; what they have stays theirs.</summary>
    Busy = 1,

    /// <summary>Here, and takes the next case.</summary>
    Available = 2,
}

/// <summary>Someone who answers customers, as matching sees them.</summary>
public sealed record Agent(Guid Id)
{
    public IReadOnlyCollection<Guid> Departments { get; init; } = [];

    /// <summary>Two-letter codes. None: nothing is known, every language is taken.</summary>
    public IReadOnlyCollection<string> Languages { get; init; } = [];

    public IReadOnlyCollection<string> Skills { get; init; } = [];

    /// <summary>Codes of the shops they work in.</summary>
    public IReadOnlyCollection<string> Shops { get; init; } = [];

    /// <summary>How many waiting customers they carry at once, in units of load; 0: none.</summary>
    public int Capacity { get; init; }

    public PresenceState State { get; init; }

    /// <summary>Since when <see cref="State"/> holds.</summary>
    public DateTimeOffset Since { get; init; }

    /// <summary>Locked out of Heed: gone at once, whatever the state says.</summary>
    public bool Disabled { get; init; }

    /// <summary>When matching gave them a case last; null: never.</summary>
    public DateTimeOffset? LastAssignedAt { get; init; }

    /// <summary>Whether the next case may be theirs at all.</summary>
    public bool TakesCases => State == PresenceState.Available && !Disabled && Capacity > 0;
}
