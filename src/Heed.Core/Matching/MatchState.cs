namespace Heed.Core.Matching;

/// <summary>Who carries what while cases are given away one after the other.</summary>
internal sealed class MatchState
{
    private readonly DateTimeOffset now;
    private readonly Dictionary<Guid, Seat> seats;
    private readonly ILookup<Guid, Seat> byDepartment;

    public MatchState(IEnumerable<Agent> agents, IReadOnlyDictionary<Guid, int> loads, DateTimeOffset now)
    {
        this.now = now;
        seats = agents.OrderBy(a => a.Id).ToDictionary(a => a.Id, a => new Seat(a, loads.GetValueOrDefault(a.Id)));
        byDepartment = seats.Values.SelectMany(s => s.Agent.Departments.Distinct(), (s, d) => (Seat: s, Department: d)).ToLookup(x => x.Department, x => x.Seat);
    }

    public bool AnybodyFree => seats.Values.Any(s => s.Free > 0);

    public Match? Place(WaitingCase waiting)
    {
        var department = byDepartment[waiting.DepartmentId];

        // Accountable means: theirs, whatever the profile says. The earlier owner must be able to serve it as well.
        if (Preferred(waiting, waiting.AccountableId) is { } accountable)
        {
            if (accountable.Has(waiting))
                return Give(waiting, accountable, Told(MatchReason.Accountable, waiting, accountable.Agent));
            if (Held(waiting))
                return null;
        }

        if (Preferred(waiting, waiting.EarlierOwnerId) is { } earlier && Fits(waiting, earlier.Agent, department))
        {
            if (earlier.Has(waiting))
                return Give(waiting, earlier, Told(MatchReason.EarlierOwner, waiting, earlier.Agent) with { EarlierCase = waiting.EarlierCase });
            if (Held(waiting))
                return null;
        }

        var fitting = department.Where(s => !s.Agent.Disabled && Fits(waiting, s.Agent, department)).ToList();
        if (fitting.Exists(s => s.Agent.TakesCases))
        {
            var reason = waiting.Language is null && waiting.Skills.Count == 0 && waiting.Shop is null ? MatchReason.LeastLoaded : MatchReason.Fits;
            return Least(waiting, fitting) is { } free ? Give(waiting, free, Settled(Told(reason, waiting, free.Agent))) : null;
        }

        // Nobody here fits. The time runs from when the last one who does went away: a short break gives nothing away.
        var alone = fitting.Select(s => s.Agent.Since).Append(waiting.WaitingSince).Max();
        if (now - alone < waiting.FallbackAfter)
            return null;
        return Least(waiting, department) is { } anyone ? Give(waiting, anyone, Lacking(waiting, anyone.Agent)) : null;
    }

    private Seat? Preferred(WaitingCase waiting, Guid? id) =>
        id is { } known && seats.TryGetValue(known, out var seat) && seat.Agent.TakesCases && seat.Agent.Departments.Contains(waiting.DepartmentId) ? seat : null;

    private bool Held(WaitingCase waiting) => now - waiting.WaitingSince < waiting.HoldFor;

    private static bool Fits(WaitingCase waiting, Agent agent, IEnumerable<Seat> department) => Fit.Serves(waiting, agent, department.Select(s => s.Agent));

    // Who carries least for their capacity, then who got nothing for longest. A case too heavy for anyone's free room keeps the place of
    // whoever has most of it: light ones that came later must not fill it again and again.
    private static Seat? Least(WaitingCase waiting, IEnumerable<Seat> among)
    {
        var taking = among.Where(s => s.Agent.TakesCases).ToList();
        var free = taking.Where(s => s.Has(waiting))
            .OrderBy(s => (double)s.Load / s.Agent.Capacity).ThenBy(s => s.Agent.LastAssignedAt ?? DateTimeOffset.MinValue).ThenBy(s => s.Agent.Id)
            .FirstOrDefault();
        if (free is null && waiting.Load > 1)
            taking.Where(s => !s.Kept).MinBy(s => (s.Need(waiting) - s.Free, s.Agent.Id))?.Keep();
        return free;
    }

    private static Match Give(WaitingCase waiting, Seat seat, MatchWhy why)
    {
        seat.Take(waiting);
        return new Match(waiting.Id, seat.Agent.Id, why);
    }

    private static MatchWhy Told(MatchReason reason, WaitingCase waiting, Agent agent) => new(
        reason,
        Fit.IsKnownToSpeak(agent, waiting.Language) ? waiting.Language : null,
        waiting.Skills.Count > 0 && Fit.Knows(agent, waiting.Skills) ? waiting.Skills : null,
        waiting.Shop is { } shop && Fit.WorksIn(agent, shop) ? shop : null);

    // What the case asked for was no more than anyone has: then it was the load that decided.
    private static MatchWhy Settled(MatchWhy why) =>
        why is { Reason: MatchReason.Fits, Language: null, Skills: null, Shop: null } ? why with { Reason = MatchReason.LeastLoaded } : why;

    private static MatchWhy Lacking(WaitingCase waiting, Agent agent) => new(
        MatchReason.NobodyFits,
        Fit.Speaks(agent, waiting.Language) ? null : waiting.Language,
        waiting.Skills.Where(s => !Fit.Knows(agent, [s])).ToArray() is { Length: > 0 } missing ? missing : null,
        waiting.Shop is { } shop && !Fit.WorksIn(agent, shop) ? shop : null);

    private sealed class Seat(Agent agent, int load)
    {
        public Agent Agent => agent;

        public int Load { get; private set; } = load;

        /// <summary>Kept for a heavy case.</summary>
        public bool Kept { get; private set; }

        public int Free => !agent.TakesCases || Kept ? 0 : Math.Max(0, agent.Capacity - Load);

        public int Need(WaitingCase waiting) => Math.Clamp(waiting.Load, 1, agent.Capacity);

        public bool Has(WaitingCase waiting) => agent.TakesCases && Free >= Need(waiting);

        public void Take(WaitingCase waiting) => Load += Need(waiting);

        public void Keep() => Kept = true;
    }
}
