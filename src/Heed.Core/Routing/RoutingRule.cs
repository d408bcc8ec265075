namespace Heed.Core.Routing;

/// <summary>One line of the routing list: what it looks for and where it sends the case.</summary>
/// <param name="Name">As people see it; the case tells it as the reason.</param>
/// <param name="Enabled">A disabled rule is passed over.</param>
/// <param name="DepartmentId">Where the case goes; null keeps the default and only tags or lifts it.</param>
/// <param name="Tags">Added to the case.</param>
/// <param name="PriorityBump">Added to the case's priority; may be negative.</param>
public sealed record RoutingRule(
    Guid Id, string Name, bool Enabled, RoutingConditions When, Guid? DepartmentId, IReadOnlyList<string> Tags, int PriorityBump = 0)
{
    /// <summary>What whoever takes the case must be able to do.</summary>
    public IReadOnlyList<string> Skills { get; init; } = [];

    /// <summary>To the department of the shop it is about; where it has none, to <see cref="DepartmentId"/>.</summary>
    public bool ToShop { get; init; }
}
