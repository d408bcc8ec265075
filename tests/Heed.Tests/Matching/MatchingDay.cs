using Heed.Core.Matching;

namespace Heed.Tests.Matching;

/// <summary>A day of arrivals, answers, breaks and returns, small enough to be drawn at random.</summary>
internal sealed class MatchingDay(IReadOnlyList<Agent> team)
{
    public static readonly DateTimeOffset Morning = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    private int made;

    public DateTimeOffset Now { get; private set; } = Morning;

    public List<Agent> Team { get; } = [.. team];

    public List<WaitingCase> Queue { get; } = [];

    /// <summary>What each has: the case and what it weighs.</summary>
    public Dictionary<Guid, List<(WaitingCase Case, int Weight)>> Hands { get; } = team.ToDictionary(a => a.Id, _ => new List<(WaitingCase, int)>());

    public Dictionary<Guid, int> Loads => Hands.ToDictionary(h => h.Key, h => h.Value.Sum(c => c.Weight));

    public void Wait(TimeSpan time) => Now += time;

    public WaitingCase Arrive(WaitingCase like)
    {
        var came = like with { Id = Id(++made), WaitingSince = Now, QueueAt = like.QueueAt + Now.ToUnixTimeMilliseconds() };
        Queue.Add(came);
        return came;
    }

    public void Answer(int who)
    {
        var hand = Hands[Team[who % Team.Count].Id];
        if (hand.Count > 0)
            hand.RemoveAt(0);
    }

    public void Turn(int who, PresenceState state)
    {
        var agent = Team[who % Team.Count];
        if (agent.State != state)
            Team[who % Team.Count] = agent with { State = state, Since = Now };
    }

    public IReadOnlyList<Match> Match()
    {
        var matches = Matcher.Next(Queue, Team, Loads, Now);
        foreach (var match in matches)
            Apply(match);
        return matches;
    }

    public void Apply(Match match)
    {
        var waiting = Queue.Single(c => c.Id == match.CaseId);
        var at = Team.FindIndex(a => a.Id == match.AgentId);
        Queue.Remove(waiting);
        Hands[match.AgentId].Add((waiting, Math.Clamp(waiting.Load, 1, Team[at].Capacity)));
        Team[at] = Team[at] with { LastAssignedAt = Now };
    }

    public static Guid Id(int number) => new(number, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]);
}
