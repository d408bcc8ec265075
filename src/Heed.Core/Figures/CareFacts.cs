using Heed.Core.Guard;

namespace Heed.Core.Figures;

/// <summary>What was counted about the four causes: cases resolved in the period that a customer had opened, whose hands they were in, and what was promised in them.</summary>
public sealed class CareFacts
{
    /// <summary>Severity, in thousandths, from which an answer is told as plainly harsh. The same for everybody, whatever their policy: else a mild policy would make a rude team look kind.</summary>
    public static int HarshFrom { get; } = (int)Math.Round(ToneLevel.Plain * 1000);

    /// <summary>By the department that had the case at the end (null: none) and the network it began on.</summary>
    public Dictionary<(Guid? Department, string Network), ResolvedCases> Resolved { get; } = [];

    /// <summary>Times in one department's hands that ended in the period, by the clock on the wall.</summary>
    public TimeHistogram Stays { get; } = new();

    public Dictionary<Guid, TimeHistogram> StaysByDepartment { get; } = [];

    /// <summary>Promises made in the resolved cases; told by Heed itself or made by a person.</summary>
    public Dictionary<(PromiseKind Kind, PromiseEnd End, bool ByHeed), long> Promises { get; } = [];

    /// <summary>Drafts the guard had something to say about, by what became of them.</summary>
    public Dictionary<ToneOutcome, long> Drafts { get; } = [];

    /// <summary>Answers that went out plainly harsh.</summary>
    public long HarshAnswers { get; set; }

    /// <summary>All resolved cases of the scope together.</summary>
    public ResolvedCases Total => ResolvedCases.Sum(Resolved.Values);

    /// <summary>The share of all resolved cases of the scope that this is true of.</summary>
    public Reading Share(Func<ResolvedCases, long> part)
    {
        var total = Total;
        return Reading.Share(part(total), total.Cases);
    }

    public IReadOnlyList<(Guid? Department, ResolvedCases Cases)> ByDepartment =>
        [.. Resolved.GroupBy(r => r.Key.Department).Select(g => (g.Key, ResolvedCases.Sum(g.Select(r => r.Value))))];

    public IReadOnlyList<(string Network, ResolvedCases Cases)> ByNetwork =>
        [.. Resolved.GroupBy(r => r.Key.Network).Select(g => (g.Key, ResolvedCases.Sum(g.Select(r => r.Value))))];

    public ResolvedCases Of(Guid? department, string network)
    {
        if (!Resolved.TryGetValue((department, network), out var cases))
            Resolved[(department, network)] = cases = new ResolvedCases();
        return cases;
    }

    public TimeHistogram StaysOf(Guid department)
    {
        if (!StaysByDepartment.TryGetValue(department, out var times))
            StaysByDepartment[department] = times = new TimeHistogram();
        return times;
    }

    /// <summary>Promises that this is true of.</summary>
    public long PromisesOf(Func<(PromiseKind Kind, PromiseEnd End, bool ByHeed), bool> which) => Promises.Where(p => which(p.Key)).Sum(p => p.Value);

    public void Add(CareFacts other)
    {
        foreach (var (key, cases) in other.Resolved)
            Of(key.Department, key.Network).Add(cases);
        Stays.Merge(other.Stays);
        foreach (var (department, times) in other.StaysByDepartment)
            StaysOf(department).Merge(times);
        foreach (var (key, count) in other.Promises)
            Promises[key] = Promises.GetValueOrDefault(key) + count;
        foreach (var (outcome, count) in other.Drafts)
            Drafts[outcome] = Drafts.GetValueOrDefault(outcome) + count;
        HarshAnswers += other.HarshAnswers;
    }
}
