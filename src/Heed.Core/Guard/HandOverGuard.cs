using Heed.Core.Cases;

namespace Heed.Core.Guard;

/// <summary>Where somebody wants a case to go. Null keeps what is.</summary>
public sealed record HandOverWish(Guid? DepartmentId, Guid? AgentId);

/// <summary>What stands in the way of a hand-over.</summary>
public enum HandOverStop
{
    /// <summary>It is there already.</summary>
    AlreadyThere = 1,

    /// <summary>The department has had the case before and gave it away.</summary>
    Boomerang = 2,

    /// <summary>It is the second one: a lead decides.</summary>
    LeadNeeded = 3,
}

/// <summary>What a case going back to a department means for an agent.</summary>
public enum BoomerangRule
{
    /// <summary>Refused: the case gets an accountable owner instead. A lead may insist.</summary>
    Refuse = 0,

    /// <summary>A lead decides.</summary>
    AskLead = 1,

    /// <summary>Shown, not stopped.</summary>
    Show = 2,
}

/// <summary>How the workspace wants hand-overs to be guarded.</summary>
public sealed record HandOverPolicy(bool SecondNeedsLead, BoomerangRule Boomerangs)
{
    public static HandOverPolicy Default { get; } = new(SecondNeedsLead: true, BoomerangRule.Refuse);

    /// <summary>Nothing is stopped; for comparing.</summary>
    public static HandOverPolicy Off { get; } = new(SecondNeedsLead: false, BoomerangRule.Show);
}

/// <summary>Judges a hand-over before it happens. Going to another person of the same team and going to another department are told apart.</summary>
public static class HandOverGuard
{
    /// <param name="byLead">A lead asks, or approves.</param>
    /// <param name="insists">The lead has seen the history and wants it all the same.</param>
    /// <returns>What stands in the way; null when nothing does.</returns>
    public static HandOverStop? Judge(Case c, HandOverWish wish, bool byLead, bool insists, HandOverPolicy policy)
    {
        var leavesDepartment = wish.DepartmentId is { } to && to != c.DepartmentId;
        if (!leavesDepartment && wish.AgentId == c.AssigneeId)
            return HandOverStop.AlreadyThere;
        if (leavesDepartment && c.WouldReturnTo(wish.DepartmentId!.Value) && !(byLead && insists)) // leaving names one
        {
            if (policy.Boomerangs == BoomerangRule.Refuse)
                return HandOverStop.Boomerang;
            if (policy.Boomerangs == BoomerangRule.AskLead && !byLead)
                return HandOverStop.LeadNeeded;
        }

        return policy.SecondNeedsLead && c.HandOvers > 0 && !byLead ? HandOverStop.LeadNeeded : null;
    }
}
