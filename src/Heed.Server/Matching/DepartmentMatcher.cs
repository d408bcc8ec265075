using Heed.Core.Cases;
using Heed.Core.Matching;
using Heed.Server.Inbox;
using Heed.Storage.Matching;

namespace Heed.Server.Matching;

/// <summary>One round of a department's matching: what waits with those who left is taken back, then what waits is given away.</summary>
/// <remarks>Reads without locks; every write is checked again in its transaction (<see cref="MatchingStore.ClaimAsync"/>), so two rounds at once do no harm.</remarks>
internal sealed partial class DepartmentMatcher(MatchingStore store, CaseWriter writer, TimeProvider clock, ILogger<DepartmentMatcher> logger)
{
    /// <returns>How many cases changed hands.</returns>
    public async Task<int> RunAsync(Guid departmentId, CancellationToken ct)
    {
        if ((await store.PlansAsync(ct)).FirstOrDefault(p => p.DepartmentId == departmentId) is not { } plan)
            return 0;
        var held = await store.HeldAsync(departmentId, ct);
        var agents = await store.AgentsAsync(departmentId, held.Select(h => h.AgentId).Distinct().ToList(), ct);
        var released = await ReleaseAsync(plan, agents, held, ct);
        if (!agents.Any(a => a.TakesCases && a.Departments.Count > 0))
            return released;

        var loads = await store.LoadsAsync(agents.Select(a => a.Id).ToList(), ct);
        if (!agents.Any(a => a.TakesCases && loads.GetValueOrDefault(a.Id) < a.Capacity))
            return released;
        var waiting = await store.WaitingAsync(plan, ct);
        var given = 0;
        foreach (var match in Matcher.Next(waiting, agents, loads, clock.GetUtcNow()))
            given += await GiveAsync(plan, match, ct) ? 1 : 0;
        if (given > 0)
            LogGiven(departmentId, given);
        return released + given;
    }

    private async Task<int> ReleaseAsync(MatchingPlan plan, IReadOnlyList<Agent> agents, IReadOnlyList<HeldCase> held, CancellationToken ct)
    {
        var released = 0;
        foreach (var left in Leavers.Of(agents, held, clock.GetUtcNow(), plan.LeaveAfter).Released)
        {
            var result = await writer.ChangeAsync(
                left.Id,
                (set, c) =>
                {
                    if (c.AssigneeId != left.AgentId || c.WaitingSince is null)
                        return "moved-on";
                    set.Append(c, new Assigned(null, new MatchWhy(MatchReason.Left).Write()) { At = clock.GetUtcNow() });
                    return null;
                },
                alsoInTransaction: null, ct);
            released += result.Done ? 1 : 0;
        }

        if (released > 0)
            LogReleased(plan.DepartmentId, released);
        return released;
    }

    private async Task<bool> GiveAsync(MatchingPlan plan, Match match, CancellationToken ct)
    {
        try
        {
            // Not durable: what a power cut takes back is matched again.
            var result = await writer.ChangeAsync(
                match.CaseId,
                (set, c) =>
                {
                    if (c is not { Status: CaseStatus.Open, WaitingSince: not null, AssigneeId: null } || c.DepartmentId != plan.DepartmentId)
                        return "taken";
                    set.Append(c, new Assigned(match.AgentId, match.Why.Write()) { At = clock.GetUtcNow() });
                    return null;
                },
                (session, token) => MatchingStore.ClaimAsync(session, match.AgentId, plan.DepartmentId, clock.GetUtcNow(), token),
                ct, durable: false);
            return result.Done;
        }
        catch (NoRoomException)
        {
            return false; // the next round sees why
        }
    }

    [LoggerMessage(LogLevel.Information, "Department {Department}: gave {Count} cases to people")]
    private partial void LogGiven(Guid department, int count);

    [LoggerMessage(LogLevel.Information, "Department {Department}: took {Count} waiting cases back from people who are gone")]
    private partial void LogReleased(Guid department, int count);
}
