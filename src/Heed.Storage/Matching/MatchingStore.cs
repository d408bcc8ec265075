using System.Globalization;
using System.Text.Json;
using Heed.Core.Cases;
using Heed.Core.Matching;
using Heed.Storage.Access;
using Microsoft.EntityFrameworkCore;

namespace Heed.Storage.Matching;

/// <summary>A department that gives its cases to people by itself.</summary>
public sealed record MatchingPlan(Guid DepartmentId, TimeSpan HoldFor, TimeSpan FallbackAfter, TimeSpan LeaveAfter)
{
    public static TimeSpan UsualHold { get; } = TimeSpan.FromMinutes(5);

    public static TimeSpan UsualFallback { get; } = TimeSpan.FromMinutes(10);

    public static TimeSpan UsualLeave { get; } = TimeSpan.FromMinutes(15);
}

/// <summary>The person got no room, or is gone, since the matcher looked: nothing is written.</summary>
public sealed class NoRoomException() : Exception("The agent has no room for this case any more.");

/// <summary>What matching reads, and the check that holds when two nodes match at once.</summary>
public sealed class MatchingStore(IDbContextFactory<HeedDb> contexts)
{
    /// <summary>Cases looked at in one go; the rest comes when these are taken.</summary>
    public const int Most = 2000;

    // What has waited longest is seen even behind so many urgent ones.
    private const int Oldest = 200;

    public async Task<IReadOnlyList<MatchingPlan>> PlansAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var rows = await db.Departments.AsNoTracking().Where(d => d.Matching).OrderBy(d => d.Position)
            .Select(d => new { d.Id, d.HoldMinutes, d.FallbackMinutes, d.LeaveMinutes }).ToListAsync(ct);
        return [.. rows.Select(d => new MatchingPlan(
            d.Id, Minutes(d.HoldMinutes, MatchingPlan.UsualHold), Minutes(d.FallbackMinutes, MatchingPlan.UsualFallback), Minutes(d.LeaveMinutes, MatchingPlan.UsualLeave)))];

        static TimeSpan Minutes(int? minutes, TimeSpan usual) => minutes is { } m ? TimeSpan.FromMinutes(m) : usual;
    }

    /// <summary>Who works where, of those who answer: to know whom a word concerns.</summary>
    public async Task<ILookup<Guid, Guid>> DepartmentsByPersonAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return (await db.UserDepartments.AsNoTracking().ToListAsync(ct)).ToLookup(d => d.UserId, d => d.DepartmentId);
    }

    /// <summary>The people of a department, and others asked for, with what they can do and whether they are here.</summary>
    public async Task<IReadOnlyList<Agent>> AgentsAsync(Guid departmentId, IReadOnlyCollection<Guid> also, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var rows = await (
            from u in db.Users.AsNoTracking()
            where u.Role != Role.Reader && (also.Contains(u.Id) || db.UserDepartments.Any(d => d.UserId == u.Id && d.DepartmentId == departmentId))
            join profile in db.WorkProfiles on u.Id equals profile.UserId into profiles
            from p in profiles.DefaultIfEmpty()
            join presence in db.Presences on u.Id equals presence.UserId into presences
            from h in presences.DefaultIfEmpty()
            select new { u.Id, u.Disabled, u.CreatedAt, Profile = p, Presence = h, Member = db.UserDepartments.Any(d => d.UserId == u.Id && d.DepartmentId == departmentId) })
            .ToListAsync(ct);
        return [.. rows.Select(r => new Agent(r.Id)
        {
            Departments = r.Member ? [departmentId] : [],
            Languages = List(r.Profile?.Languages),
            Skills = List(r.Profile?.Skills),
            Shops = List(r.Profile?.Shops),
            Capacity = r.Profile?.Capacity ?? WorkProfile.UsualCapacity,
            State = r.Presence?.State ?? PresenceState.Away,
            Since = r.Presence?.Since ?? r.CreatedAt,
            Disabled = r.Disabled,
            LastAssignedAt = r.Presence?.LastAssignedAt,
        })];
    }

    /// <summary>How many waiting customers each of them carries, in whatever department.</summary>
    public async Task<IReadOnlyDictionary<Guid, int>> LoadsAsync(IReadOnlyCollection<Guid> agents, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Cases.AsNoTracking()
            .Where(c => c.Status == CaseStatus.Open && c.WaitingSince != null && c.AssigneeId != null && agents.Contains(c.AssigneeId.Value))
            .GroupBy(c => c.AssigneeId!.Value) // filtered above
            .Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count, ct);
    }

    /// <summary>The cases of a department on which customers wait and that somebody has.</summary>
    public async Task<IReadOnlyList<HeldCase>> HeldAsync(Guid departmentId, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var rows = await db.Cases.AsNoTracking()
            .Where(c => c.DepartmentId == departmentId && c.Status == CaseStatus.Open && c.WaitingSince != null && c.AssigneeId != null)
            .Select(c => new
            {
                c.Id,
                c.AssigneeId,
                c.AccountableId,
                c.WaitingSince,
                Given = db.CaseEvents.Where(e => e.CaseId == c.Id && (e.Kind == "assigned" || e.Kind == "handed-over")).Max(e => (DateTimeOffset?)e.At),
            })
            .ToListAsync(ct);
        return [.. rows.Select(c => new HeldCase(c.Id, c.AssigneeId!.Value, c.AccountableId, c.Given > c.WaitingSince ? c.Given.Value : c.WaitingSince!.Value))]; // both filtered above
    }

    /// <summary>The cases of a department that wait for somebody to take them: the first in the order of the work, and the oldest.</summary>
    public async Task<IReadOnlyList<WaitingCase>> WaitingAsync(MatchingPlan plan, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var unmatched = db.Cases.AsNoTracking().Where(c => c.DepartmentId == plan.DepartmentId && c.Status == CaseStatus.Open && c.WaitingSince != null && c.AssigneeId == null);
        var first = await ReadAsync(db, unmatched.OrderBy(c => c.QueueAt).ThenBy(c => c.Id).Take(Most), plan, ct);
        if (first.Count < Most)
            return first;
        var oldest = await ReadAsync(db, unmatched.OrderBy(c => c.WaitingSince).ThenBy(c => c.Id).Take(Oldest), plan, ct);
        return [.. first.Concat(oldest).DistinctBy(c => c.Id)];
    }

    /// <summary>
    /// Inside the transaction that gives a case to someone: holds when they are here, of the department, and carry no more than they can,
    /// the case counted. The row of their presence is locked by it, so that two nodes count one after the other.
    /// </summary>
    /// <exception cref="NoRoomException">They are not, or carry more: roll back.</exception>
    public static async Task ClaimAsync(WriteSession session, Guid agentId, Guid departmentId, DateTimeOffset now, CancellationToken ct)
    {
        await using var claim = session.Command(
            """
            update presences set last_assigned_at = @now
             where user_id = @agent and state = 2
               and exists (select 1 from users u where u.id = @agent and not u.disabled)
               and exists (select 1 from user_departments d where d.user_id = @agent and d.department_id = @department)
            """);
        claim.Add("now", now.ToUnixTimeMilliseconds()).Add("agent", agentId).Add("department", departmentId);
        if (await claim.RunAsync(ct) != 1)
            throw new NoRoomException();

        await using var count = session.Command(
            """
            select coalesce((select capacity from work_profiles where user_id = @agent), @usual)
                 - (select count(*) from cases where assignee_id = @agent and status = 0 and waiting_since is not null)
            """);
        count.Add("agent", agentId).Add("usual", WorkProfile.UsualCapacity);
        if (Convert.ToInt64(await count.ScalarAsync(ct), CultureInfo.InvariantCulture) < 0)
            throw new NoRoomException();
    }

    public static IReadOnlyList<string> List(string? json) => json is null ? [] : JsonSerializer.Deserialize<string[]>(json) ?? [];

    private static async Task<List<WaitingCase>> ReadAsync(HeedDb db, IQueryable<Case> cases, MatchingPlan plan, CancellationToken ct)
    {
        var rows = await cases.Select(c => new
        {
            c.Id,
            c.Language,
            c.Skills,
            c.Shop,
            c.QueueAt,
            c.WaitingSince,
            c.AccountableId,
            // The case of the same matter before any other, then the latest.
            Owner = db.Cases.Where(o => o.CustomerId == c.CustomerId && o.Id != c.Id && o.AssigneeId != null)
                .OrderByDescending(o => o.Id == c.ReturnOf).ThenByDescending(o => o.LastMessageAt).Select(o => o.AssigneeId).FirstOrDefault(),
            Number = db.Cases.Where(o => o.CustomerId == c.CustomerId && o.Id != c.Id && o.AssigneeId != null)
                .OrderByDescending(o => o.Id == c.ReturnOf).ThenByDescending(o => o.LastMessageAt).Select(o => (long?)o.Number).FirstOrDefault(),
        }).ToListAsync(ct);
        return rows.ConvertAll(c => new WaitingCase(c.Id, plan.DepartmentId)
        {
            Language = c.Language,
            Skills = c.Skills.Split('\n', StringSplitOptions.RemoveEmptyEntries),
            Shop = c.Shop,
            QueueAt = c.QueueAt,
            WaitingSince = c.WaitingSince!.Value, // the query asks for it
            AccountableId = c.AccountableId,
            EarlierOwnerId = c.Owner,
            EarlierCase = c.Number,
            HoldFor = plan.HoldFor,
            FallbackAfter = plan.FallbackAfter,
        });
    }
}
