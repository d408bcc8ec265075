using Heed.Core.Cases;
using Heed.Core.Matching;
using Heed.Storage;
using Heed.Storage.Matching;
using Microsoft.EntityFrameworkCore;

namespace Heed.Server.Matching;

/// <summary>One department as a lead watches it.</summary>
/// <param name="Stuck">Waiting cases that nobody who is here can take.</param>
/// <param name="Left">Waiting cases whose accountable owner is gone: a lead decides.</param>
public sealed record TeamView(
    Guid Id, string Name, bool Matching, IReadOnlyList<TeamMember> People, int Waiting, DateTimeOffset? LongestWait, IReadOnlyList<TeamCase> Stuck, int StuckCount, IReadOnlyList<TeamCase> Left);

public sealed record TeamMember(Guid Id, string Name, PresenceState State, DateTimeOffset Since, int Load, int Capacity, IReadOnlyList<string> Languages);

/// <param name="Missing">What nobody here has; null where that is not the matter.</param>
public sealed record TeamCase(long Number, string Preview, DateTimeOffset WaitingSince, string? Owner, MatchWhy? Missing);

/// <summary>Who is here, what they carry, who waits.</summary>
internal sealed class TeamQueries(IDbContextFactory<HeedDb> contexts, MatchingStore store, TimeProvider clock)
{
    private const int Shown = 10;

    public async Task<IReadOnlyList<TeamView>> AllAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var departments = await db.Departments.AsNoTracking().OrderBy(d => d.Position).ThenBy(d => d.Name).Select(d => new { d.Id, d.Name }).ToListAsync(ct);
        var names = await db.Users.AsNoTracking().ToDictionaryAsync(u => u.Id, u => u.Name, ct);
        var plans = (await store.PlansAsync(ct)).ToDictionary(p => p.DepartmentId);
        var views = new List<TeamView>();
        foreach (var d in departments)
        {
            var held = await store.HeldAsync(d.Id, ct);
            var agents = await store.AgentsAsync(d.Id, held.Select(h => h.AgentId).Distinct().ToList(), ct);
            var members = agents.Where(a => a.Departments.Count > 0 && !a.Disabled).ToList();
            var loads = await store.LoadsAsync(agents.Select(a => a.Id).ToList(), ct);
            var waiting = await store.WaitingAsync(new MatchingPlan(d.Id, TimeSpan.Zero, TimeSpan.MaxValue, TimeSpan.Zero), ct);
            var plan = plans.GetValueOrDefault(d.Id);
            var stuck = members.Count == 0 && plan is null ? [] : waiting.Where(w => !Matcher.CanServe(w, agents)).OrderBy(w => w.WaitingSince).ToList();
            var left = plan is not null ? Leavers.Of(agents, held, clock.GetUtcNow(), plan.LeaveAfter).ForLeads.Take(Shown).ToDictionary(h => h.Id, h => h.AgentId) : [];
            var wanted = stuck.Take(Shown).Select(s => s.Id).Concat(left.Keys).ToList();
            var rows = await db.Cases.AsNoTracking().Where(c => wanted.Contains(c.Id)).Select(c => new { c.Id, c.Number, c.Preview, c.WaitingSince }).ToDictionaryAsync(c => c.Id, ct);
            TeamCase? Row(Guid id, string? owner, MatchWhy? missing) => rows.GetValueOrDefault(id) is { WaitingSince: { } since } c ? new TeamCase(c.Number, c.Preview, since, owner, missing) : null;

            var numbers = await db.Cases.Where(c => c.DepartmentId == d.Id && c.Status == CaseStatus.Open && c.WaitingSince != null)
                .GroupBy(_ => 1).Select(g => new { Count = g.Count(), Oldest = g.Min(c => c.WaitingSince) }).SingleOrDefaultAsync(ct);
            views.Add(new TeamView(
                d.Id, d.Name, plan is not null,
                [
                    .. members.OrderByDescending(a => a.State).ThenBy(a => names.GetValueOrDefault(a.Id))
                        .Select(a => new TeamMember(a.Id, names.GetValueOrDefault(a.Id) ?? "", a.State, a.Since, loads.GetValueOrDefault(a.Id), a.Capacity, [.. a.Languages])),
                ],
                numbers?.Count ?? 0, numbers?.Oldest,
                [.. stuck.Take(Shown).Select(s => Row(s.Id, null, Matcher.Missing(s, agents))).OfType<TeamCase>()], stuck.Count,
                [.. left.Select(l => Row(l.Key, names.GetValueOrDefault(l.Value), null)).OfType<TeamCase>()]));
        }

        return views;
    }
}
