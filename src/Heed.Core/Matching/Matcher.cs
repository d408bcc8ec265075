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

    /// <summary>Whether anyone available has what the case asks for, room or not.</summary>
    public static bool CanServe(WaitingCase waiting, IReadOnlyCollection<Agent> agents) => Department(waiting, agents) is var those
        && those.Exists(a => a.TakesCases && (a.Id == waiting.AccountableId || Fit.Serves(waiting, a, those)));

    /// <summary>What nobody available has; where it is no single thing, all that the case asks for.</summary>
    public static MatchWhy Missing(WaitingCase waiting, IReadOnlyCollection<Agent> agents)
    {
        var here = Department(waiting, agents).FindAll(a => a.TakesCases);
        var language = here.Exists(a => Fit.Speaks(a, waiting.Language)) ? null : waiting.Language;
        var skills = waiting.Skills.Where(s => !here.Exists(a => Fit.Knows(a, [s]))).ToArray();
        var shop = waiting.Shop is { } named && here.Exists(a => Fit.WorksIn(a, named)) ? null : waiting.Shop;
        return language is null && skills.Length == 0 && shop is null
            ? new MatchWhy(MatchReason.NobodyFits, waiting.Language, waiting.Skills, waiting.Shop)
            : new MatchWhy(MatchReason.NobodyFits, language, skills, shop);
    }

    private static List<Agent> Department(WaitingCase waiting, IEnumerable<Agent> agents) => [.. agents.Where(a => !a.Disabled && a.Departments.Contains(waiting.DepartmentId))];

    private static bool Aged(WaitingCase waiting, DateTimeOffset now) => now - waiting.WaitingSince >= AgesAfter;
}
