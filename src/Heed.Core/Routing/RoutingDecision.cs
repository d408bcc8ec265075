namespace Heed.Core.Routing;

/// <summary>What decided where a case goes.</summary>
public enum RoutingReason
{
    /// <summary>A rule named the department.</summary>
    Rule = 0,

    /// <summary>The default of the channel account.</summary>
    AccountDefault = 1,

    /// <summary>The default of the workspace.</summary>
    WorkspaceDefault = 2,

    /// <summary>No rule and no default names one: the case stands with everybody.</summary>
    NoDepartment = 3,

    /// <summary>The customer is back with a matter that this department knew last.</summary>
    Returned = 4,

    /// <summary>The topic's department, no rule having matched.</summary>
    Topic = 5,

    /// <summary>The department of the shop it is about.</summary>
    Shop = 6,
}

/// <summary>Why, without a language: the screens turn it into a sentence.</summary>
/// <param name="RuleId">The rule that matched, if one did.</param>
/// <param name="Words">The rule's words that were found, as written in the rule.</param>
/// <param name="Topic">What the case is about, where that decided.</param>
/// <param name="Shop">Code of the shop, where that decided.</param>
public sealed record RoutingWhy(RoutingReason Reason, Guid? RuleId, IReadOnlyList<string> Words, string? Topic = null, string? Shop = null);

/// <summary>Where a case goes, with what added to it, and why.</summary>
public sealed record RoutingDecision(Guid? DepartmentId, string? RuleName, RoutingWhy Why, IReadOnlyList<string> Tags, int PriorityBump)
{
    /// <summary>What whoever takes it must be able to do.</summary>
    public IReadOnlyList<string> Skills { get; init; } = [];
}
