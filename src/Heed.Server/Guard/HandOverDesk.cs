using Heed.Core.Cases;
using Heed.Core.Clocks;
using Heed.Core.Guard;
using Heed.Core.Ingest;
using Heed.Server.Access;
using Heed.Server.Inbox;
using Heed.Server.Settings;
using Heed.Storage;
using Heed.Storage.Access;
using Heed.Storage.Cases;
using Microsoft.EntityFrameworkCore;

namespace Heed.Server.Guard;

/// <summary>What somebody asks for: where to, why, and what the next person must know.</summary>
/// <param name="Insists">A lead has seen that the case comes back there, and wants it all the same.</param>
internal sealed record HandOverRequest(Guid? DepartmentId, Guid? AgentId, string Reason, string? Summary, bool Insists);

/// <summary>Sends cases on: to another person of the same team, or to another department. Judged before it happens, explained by codes.</summary>
internal sealed class HandOverDesk(CaseWriter writer, CaseSummaries summaries, ChannelCatalog catalog, IDbContextFactory<HeedDb> contexts, TimeProvider clock)
{
    public const int LongestReason = 500;
    public const int LongestSummary = 4_000;

    /// <summary>
    /// Problems: <c>reason-missing</c>, <c>nobody-named</c>, <c>no-such-agent</c>, <c>no-such-department</c>, <c>already-there</c>,
    /// <c>boomerang</c> (the department had it; counted as prevented), <c>lead-needed</c> (ask for it with <see cref="AskAsync"/>).
    /// </summary>
    public async Task<DeskResult> HandOverAsync(Guid caseId, HandOverRequest request, Actor actor, CancellationToken ct)
    {
        if (await FaultAsync(request, ct) is { } fault)
            return DeskResult.Refused(fault);
        return await PassAsync(caseId, _ => request, actor, approvedBy: null, ct);
    }

    /// <summary>Asks a lead to send it on. Refused like the hand-over itself, but for needing a lead.</summary>
    public async Task<DeskResult> AskAsync(Guid caseId, HandOverRequest request, Actor actor, CancellationToken ct)
    {
        if (await FaultAsync(request, ct) is { } fault)
            return DeskResult.Refused(fault);
        return await writer.ChangeAsync(caseId, (set, c) =>
        {
            if (c.Status != CaseStatus.Open)
                return "case-resolved";
            if (c.AskedToHandOver)
                return "already-asked";
            set.Append(c, new HandOverAsked(request.DepartmentId, request.AgentId, request.Reason.Trim(), Cut(request.Summary)) { At = clock.GetUtcNow(), ActorId = actor.UserId });
            return null;
        }, alsoInTransaction: null, ct);
    }

    /// <summary>A lead lets what was asked for happen. The request stays open when something else stands in the way.</summary>
    /// <param name="insists">Also when the case comes back to where it was.</param>
    public async Task<DeskResult> ApproveAsync(Guid caseId, bool insists, Actor actor, CancellationToken ct)
    {
        if (actor.Role < Role.Lead)
            return DeskResult.Refused("forbidden");
        if (await AskedAsync(caseId, ct) is not { } asked)
            return DeskResult.Refused("nothing-asked");
        var request = new HandOverRequest(asked.ToDepartmentId, asked.ToAgentId, asked.Reason, asked.Summary, insists);
        if (await FaultAsync(request, ct) is { } fault)
            return DeskResult.Refused(fault);
        // Somebody else may have decided meanwhile.
        return await PassAsync(caseId, c => c.AskedToHandOver ? request : null, actor, actor.UserId, ct);
    }

    /// <summary>A lead says no, and why.</summary>
    public async Task<DeskResult> RefuseAsync(Guid caseId, string note, Actor actor, CancellationToken ct)
    {
        note = note.Trim();
        if (actor.Role < Role.Lead)
            return DeskResult.Refused("forbidden");
        if (note.Length is 0 or > LongestReason)
            return DeskResult.Refused("reason-missing");
        return await writer.ChangeAsync(caseId, (set, c) =>
        {
            if (!c.AskedToHandOver)
                return "nothing-asked";
            set.Append(c, new HandOverRefused(note) { At = clock.GetUtcNow(), ActorId = actor.UserId });
            return null;
        }, alsoInTransaction: null, ct);
    }

    /// <summary>Makes one person answer for the case until it is resolved; they get it, and the next cases of the same matter.</summary>
    /// <param name="why"><c>boomerang</c> or <c>lead</c>.</param>
    /// <param name="insteadOf">The department that had the case before, and does not get it again.</param>
    public async Task<DeskResult> MakeAccountableAsync(Guid caseId, Guid agentId, string why, Guid? insteadOf, Actor actor, CancellationToken ct)
    {
        if (!await IsAgentAsync(agentId, ct))
            return DeskResult.Refused("no-such-agent");
        return await writer.ChangeAsync(caseId, (set, c) =>
        {
            if (c.Status != CaseStatus.Open)
                return "case-resolved";
            var at = clock.GetUtcNow();
            if (insteadOf is { } department && c.WouldReturnTo(department))
                set.Append(c, new BoomerangStopped(department) { At = at, ActorId = actor.UserId });
            if (c.AccountableId != agentId)
                set.Append(c, new MadeAccountable(agentId, why) { At = at, ActorId = actor.UserId });
            if (c.AssigneeId != agentId)
                set.Append(c, new Assigned(agentId) { At = at, ActorId = actor.UserId });
            return null;
        }, alsoInTransaction: null, ct);
    }

    /// <summary>What a person sees before they send it on.</summary>
    public async Task<HandOverOutlook?> LookAsync(Guid caseId, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        if (await db.Cases.AsNoTracking().FirstOrDefaultAsync(c => c.Id == caseId, ct) is not { } c)
            return null;
        string[] kinds = ["routed", "handed-over", "resolved", "reopened", "merged-into", "case-merged"];
        var past = db.Cases.WithMerged(caseId);
        var events = await db.CaseEvents.AsNoTracking().Where(e => past.Contains(e.CaseId) && kinds.Contains(e.Kind)).OrderBy(e => e.Version).ToListAsync(ct);
        var asked = c.AskedToHandOver ? await AskedAsync(caseId, ct) : null;
        return new HandOverOutlook(
            [.. events.GroupBy(e => e.CaseId).SelectMany(own => DepartmentHistory.Of(own.Select(e => e.Read()))).OrderBy(v => v.Until ?? DateTimeOffset.MaxValue).ThenBy(v => v.Since)], c.HandOvers, (await catalog.GetAsync(ct)).Care.HandOvers,
            await summaries.OfAsync(caseId, ct), asked, c.AccountableId);
    }

    private async Task<DeskResult> PassAsync(Guid caseId, Func<Case, HandOverRequest?> find, Actor actor, Guid? approvedBy, CancellationToken ct)
    {
        var policy = (await catalog.GetAsync(ct)).Care.HandOvers;
        string? stopped = null;
        var result = await writer.ChangeAsync(caseId, (set, c) =>
        {
            stopped = null;
            if (find(c) is not { } request)
                return "nothing-asked";
            var stop = HandOverGuard.Judge(c, new HandOverWish(request.DepartmentId, request.AgentId), actor.Role >= Role.Lead, request.Insists, policy);
            var at = clock.GetUtcNow();
            switch (stop)
            {
                case HandOverStop.AlreadyThere:
                    return "already-there";
                case HandOverStop.LeadNeeded:
                    return "lead-needed";
                case HandOverStop.Boomerang:
                    // What was prevented is kept: the figures count it.
                    set.Append(c, new BoomerangStopped(request.DepartmentId!.Value) { At = at, ActorId = actor.UserId }); // only a department comes back
                    stopped = "boomerang";
                    return null;
                default:
                    Pass(set, c, request, actor, approvedBy, at);
                    return null;
            }
        }, alsoInTransaction: null, ct);
        return stopped is null ? result : DeskResult.Refused(stopped);
    }

    private static void Pass(WorkingSet set, Case c, HandOverRequest request, Actor actor, Guid? approvedBy, DateTimeOffset at)
    {
        var leaves = request.DepartmentId is { } to && to != c.DepartmentId;
        set.Append(c, new HandedOver(c.DepartmentId, request.DepartmentId, c.AssigneeId, request.AgentId, request.Reason.Trim(), Cut(request.Summary), approvedBy) { At = at, ActorId = actor.UserId });

        // Other hours and targets: what the customer waits for is timed anew, from when they wrote.
        var plan = set.Department(c.DepartmentId);
        if (leaves && c.Clock.Moved(plan.Calendar, plan.Targets) is var moved && moved != c.Clock)
            set.Append(c, new ClockSet(moved, "moved") { At = at, ActorId = actor.UserId });
    }

    private async Task<HandOverAsked?> AskedAsync(Guid caseId, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        if (!await db.Cases.AnyAsync(c => c.Id == caseId && c.AskedToHandOver, ct))
            return null;
        var row = await db.CaseEvents.AsNoTracking().Where(e => e.CaseId == caseId && e.Kind == "hand-over-asked").OrderByDescending(e => e.Version).FirstOrDefaultAsync(ct);
        return (HandOverAsked?)row?.Read();
    }

    private async Task<string?> FaultAsync(HandOverRequest request, CancellationToken ct)
    {
        if (request.Reason.Trim().Length is 0 or > LongestReason)
            return "reason-missing";
        if (request.DepartmentId is null && request.AgentId is null)
            return "nobody-named";
        if (request.AgentId is { } agent && !await IsAgentAsync(agent, ct))
            return "no-such-agent";
        await using var db = await contexts.CreateDbContextAsync(ct);
        return request.DepartmentId is { } department && !await db.Departments.AnyAsync(d => d.Id == department, ct) ? "no-such-department" : null;
    }

    private async Task<bool> IsAgentAsync(Guid id, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Users.AnyAsync(u => u.Id == id && !u.Disabled && u.Role >= Role.Agent, ct);
    }

    private static string? Cut(string? summary) => summary?.Trim() is { Length: > 0 } text ? text[..Math.Min(text.Length, LongestSummary)] : null;
}

/// <summary>A case before it is sent on: through whose hands it went, what the next person must know, what a lead was asked for.</summary>
internal sealed record HandOverOutlook(
    IReadOnlyList<DepartmentVisit> History, int HandOvers, HandOverPolicy Policy, CaseSummary Summary, HandOverAsked? Asked, Guid? AccountableId)
{
    /// <summary>The latest time the department had it before now; null when it never had it, or has it.</summary>
    public DepartmentVisit? Before(Guid departmentId) =>
        History is [.., { Until: null } now] && now.DepartmentId == departmentId ? null : History.LastOrDefault(v => v.DepartmentId == departmentId && v.Until is not null);
}
