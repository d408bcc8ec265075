using Heed.Core.Routing;

namespace Heed.Server.Matching;

/// <summary>Counts what a trial finds.</summary>
internal sealed class TrialTally
{
    private const int MostExamples = 5;
    private const int LongestPreview = 140;

    // A department id that nobody has stands for "none": a dictionary has no null key.
    private readonly Dictionary<Guid, (int Now, int WouldBe)> departments = [];
    private readonly Dictionary<(Guid From, Guid To), Flow> flows = [];
    private int moved;
    private int proven;
    private int stayed;

    private sealed class Flow
    {
        public int Cases { get; set; }

        public int Proven { get; set; }

        public List<TrialExample> Examples { get; } = [];
    }

    public int Cases { get; private set; }

    /// <param name="from">Where it went first.</param>
    /// <param name="to">Where it would have gone.</param>
    /// <param name="handedTo">Where people sent it afterwards.</param>
    public void Add(long number, string text, Guid? from, Guid? to, IReadOnlyList<Guid> handedTo, RoutingDecision decision)
    {
        Cases++;
        Count(from ?? Guid.Empty, (1, 0));
        Count(to ?? Guid.Empty, (0, 1));
        if (from == to)
            return;
        moved++;
        var right = to is { } id && handedTo.Contains(id);
        proven += right ? 1 : 0;
        // It stayed to the end where it went first: nobody ever thought it was wrong there.
        stayed += handedTo.Count == 0 ? 1 : 0;
        var key = (from ?? Guid.Empty, to ?? Guid.Empty);
        if (!flows.TryGetValue(key, out var flow))
            flows[key] = flow = new Flow();
        flow.Cases++;
        flow.Proven += right ? 1 : 0;
        // The proven ones are shown before the others.
        if (flow.Examples.Count < MostExamples)
            flow.Examples.Add(Example(number, text, decision, right));
        else if (right && flow.Examples.FindLastIndex(e => !e.Proven) is >= 0 and var weaker)
            flow.Examples[weaker] = Example(number, text, decision, right);
    }

    public TrialResult Result(bool cut) => new(
        Cases, moved, proven, stayed, cut,
        [.. departments.OrderByDescending(d => d.Value.Now).ThenBy(d => d.Key).Select(d => new TrialDepartment(Named(d.Key), d.Value.Now, d.Value.WouldBe))],
        [
            .. flows.OrderByDescending(f => f.Value.Cases).ThenBy(f => f.Key)
                .Select(f => new TrialFlow(Named(f.Key.From), Named(f.Key.To), f.Value.Cases, f.Value.Proven, [.. f.Value.Examples.OrderByDescending(e => e.Proven)])),
        ]);

    private static TrialExample Example(long number, string text, RoutingDecision decision, bool right) =>
        new(number, text.Length > LongestPreview ? text[..LongestPreview] + "…" : text, decision.RuleName, decision.Why, right);

    private void Count(Guid department, (int Now, int WouldBe) more)
    {
        var known = departments.GetValueOrDefault(department);
        departments[department] = (known.Now + more.Now, known.WouldBe + more.WouldBe);
    }

    private static Guid? Named(Guid id) => id == Guid.Empty ? null : id;
}
