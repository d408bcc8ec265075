namespace Heed.Core.Matching;

/// <summary>A case that someone has and on which the customer waits.</summary>
/// <param name="Since">When it was given to them, or the wait began: the later. Who gives a case to someone who is away means it.</param>
public sealed record HeldCase(Guid Id, Guid AgentId, Guid? AccountableId, DateTimeOffset Since);

/// <summary>What becomes of the cases of those who are gone.</summary>
/// <param name="Released">Given back to the queue.</param>
/// <param name="ForLeads">The one who is gone answers for them: a lead decides.</param>
public sealed record Leaving(IReadOnlyList<HeldCase> Released, IReadOnlyList<HeldCase> ForLeads);

/// <summary>Whose waiting cases move on: of those away longer than the set time, and of the disabled at once.</summary>
public static class Leavers
{
    public static bool IsGone(Agent agent, DateTimeOffset held, DateTimeOffset now, TimeSpan after) =>
        agent.Disabled || (agent.State == PresenceState.Away && now - agent.Since >= after && now - held >= after);

    /// <param name="held">Cases on which the customer waits; what is answered stays with its owner.</param>
    public static Leaving Of(IEnumerable<Agent> agents, IEnumerable<HeldCase> held, DateTimeOffset now, TimeSpan after)
    {
        var known = agents.ToDictionary(a => a.Id);
        var theirs = held.Where(c => known.TryGetValue(c.AgentId, out var owner) && IsGone(owner, c.Since, now, after)).ToLookup(c => c.AccountableId == c.AgentId);
        return new Leaving([.. theirs[false]], [.. theirs[true]]);
    }
}
