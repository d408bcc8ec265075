namespace Heed.Storage.Settings;

/// <summary>A part of the company that answers customers: billing, delivery, the shop in Calle Mayor.</summary>
public sealed class Department
{
    public required Guid Id { get; init; }

    public required string Name { get; set; }

    /// <summary>Opening hours as <c>BusinessCalendar</c> JSON.</summary>
    public required string Calendar { get; set; }

    /// <summary>Targets in open minutes; null: no target.</summary>
    public int? FirstPublicMinutes { get; set; }

    public int? FirstPrivateMinutes { get; set; }

    public int? NextPublicMinutes { get; set; }

    public int? NextPrivateMinutes { get; set; }

    public int Position { get; set; }

    /// <summary>Cases are given to people by themselves; else people take them.</summary>
    public bool Matching { get; set; }

    /// <summary>Minutes a case is held for its earlier owner who is full; null: the usual.</summary>
    public int? HoldMinutes { get; set; }

    /// <summary>Minutes a case waits for someone who fits, when nobody here does; null: the usual.</summary>
    public int? FallbackMinutes { get; set; }

    /// <summary>Minutes after which what waits with someone who is away moves on; null: the usual.</summary>
    public int? LeaveMinutes { get; set; }
}
