namespace Heed.Core.Matching;

/// <summary>A case and who gets it.</summary>
public sealed record Match(Guid CaseId, Guid AgentId, MatchWhy Why);

/// <summary>
/// Who gets the next case. Cases are taken in their order, so a younger one never gets the place that an older one wanted; each goes to
/// whoever answers for it, else to whoever knows the customer, else to the one among those who fit that carries least. Pure: the same
/// state always gives the same matches.
/// </summary>
/// <remarks>Never above a capacity, never to someone who is not available, never outside the case's department (docs/decisions/0016).</remarks>
public static class Matcher
{
    /// <summary>From here on a case goes before every younger one, whatever their targets and priorities: nobody waits for ever behind the urgent.</summary>
    public static TimeSpan AgesAfter { get; } = TimeSpan.FromHours(8);

    /// <param name="loads">What each agent carries; missing: nothing.</param>
    public static IReadOnlyList<Match> Next(IEnumerable<WaitingCase> cases, IEnumerable<Agent> agents, IReadOnlyDictionary<Guid, int> loads, DateTimeOffset now)
    {
        var state = new MatchState(agents, loads, now);
        var matches = new List<Match>();
        foreach (var waiting in InOrder(cases, now))
        {
            if (!state.AnybodyFree)
                break;
            if (state.Place(waiting) is { } match)
                matches.Add(match);
        }

        return matches;
    }

    /// <summary>The order in which cases are given away: the aged ones by their age, then the others as their clocks say.</summary>
    public static IEnumerable<WaitingCase> InOrder(IEnumerable<WaitingCase> cases, DateTimeOffset now) => cases
        .OrderBy(c => Aged(c, now) ? 0 : 1)
        .ThenBy(c => Aged(c, now) ? c.WaitingSince.UtcTicks : c.QueueAt)
        .ThenBy(c => c.WaitingSince)
        .ThenBy(c => c.Id);

    private static bool Aged(WaitingCase waiting, DateTimeOffset now) => now - waiting.WaitingSince >= AgesAfter;
}
