namespace Heed.Storage.Settings;

/// <summary>A routing rule as stored; conditions and tags are JSON. Rules are tried by <see cref="Position"/>.</summary>
public sealed class RoutingRuleRow
{
    public required Guid Id { get; init; }

    public required int Position { get; set; }

    public required string Name { get; set; }

    public required string Conditions { get; set; }

    public Guid? DepartmentId { get; set; }

    public required string Tags { get; set; }

    public int Priority { get; set; }

    public bool Enabled { get; set; } = true;

    /// <summary>JSON array: what the agent must be able to do.</summary>
    public string Skills { get; set; } = "[]";

    /// <summary>To the department of the shop it is about, where it has one.</summary>
    public bool ToShop { get; set; }
}
