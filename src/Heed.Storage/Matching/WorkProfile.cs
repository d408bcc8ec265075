using Heed.Core.Matching;

namespace Heed.Storage.Matching;

/// <summary>What someone can do and carry. A person without one takes <see cref="UsualCapacity"/> cases in any language.</summary>
public sealed class WorkProfile
{
    public const int UsualCapacity = 5;

    public required Guid UserId { get; init; }

    /// <summary>Waiting customers at once.</summary>
    public int Capacity { get; set; } = UsualCapacity;

    /// <summary>JSON arrays of codes.</summary>
    public string Languages { get; set; } = "[]";

    public string Skills { get; set; } = "[]";

    public string Shops { get; set; } = "[]";
}

/// <summary>Whether someone is here, as stored.</summary>
public sealed class PresenceRow
{
    public required Guid UserId { get; init; }

    /// <summary>What holds: <see cref="Chosen"/> while an inbox of theirs is open, else away.</summary>
    public PresenceState State { get; set; }

    /// <summary>What they chose themselves.</summary>
    public PresenceState Chosen { get; set; } = PresenceState.Available;

    public required DateTimeOffset Since { get; set; }

    /// <summary>When an inbox of theirs was last known to be open.</summary>
    public required DateTimeOffset LastSeenAt { get; set; }

    public DateTimeOffset? LastAssignedAt { get; set; }
}
