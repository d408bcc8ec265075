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
}
