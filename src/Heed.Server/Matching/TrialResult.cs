using Heed.Core.Routing;

namespace Heed.Server.Matching;

/// <summary>What to try: rules as they are on the screen, saved or not.</summary>
/// <param name="Topics">Department by topic.</param>
/// <param name="Days">Cases opened in so many days.</param>
internal sealed record TrialAsk(IReadOnlyList<RoutingRule> Rules, IReadOnlyDictionary<string, Guid> Topics, int Days)
{
    public const int MostDays = 366;
    public const int MostRules = 500;
}

/// <summary>What the rules would have done. Nothing was written.</summary>
/// <param name="Cases">Looked at.</param>
/// <param name="Moved">That would have gone elsewhere.</param>
/// <param name="Proven">Of those moved: they were in fact handed over to that department later.</param>
/// <param name="Stayed">Of those moved: nobody ever handed them over, so they were not known to be wrong where they went.</param>
/// <param name="Cut">There were more cases; only the latest were looked at.</param>
internal sealed record TrialResult(
    int Cases, int Moved, int Proven, int Stayed, bool Cut, IReadOnlyList<TrialDepartment> Departments, IReadOnlyList<TrialFlow> Flows);

/// <param name="DepartmentId">Null: nobody's.</param>
/// <param name="Now">Cases that went there first.</param>
/// <param name="WouldBe">Cases that would have gone there.</param>
internal sealed record TrialDepartment(Guid? DepartmentId, int Now, int WouldBe);

/// <summary>Cases that would have gone to one department instead of another.</summary>
internal sealed record TrialFlow(Guid? From, Guid? To, int Cases, int Proven, IReadOnlyList<TrialExample> Examples);

/// <param name="Proven">It was handed over to that department later.</param>
internal sealed record TrialExample(long Number, string Preview, string? Rule, RoutingWhy Why, bool Proven);
