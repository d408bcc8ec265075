using Heed.Core.Cases;

namespace Heed.Core.Guard;

/// <summary>One of the four causes in a case, with the event that put it there.</summary>
/// <param name="Said">The customer complains of it; else it happened.</param>
public sealed record CauseMark(Cause Cause, bool Said, CaseEvent By);

/// <summary>Why each mark of a case is there: the events are folded once more, and what each of them adds is noted.</summary>
public static class CauseMarks
{
    /// <param name="events">All of one case, in order.</param>
    /// <param name="merged">Those of a case that became part of it: what it brought along is told by its own events.</param>
    /// <returns>What stands at the end, in the order of the published figures.</returns>
    public static IReadOnlyList<CauseMark> Of(IEnumerable<CaseEvent> events, Func<Guid, IEnumerable<CaseEvent>>? merged = null)
    {
        var fold = new Case { Id = Guid.Empty, CustomerId = Guid.Empty };
        var by = new Dictionary<(Cause Cause, bool Said), CaseEvent>();
        foreach (var e in events)
        {
            var (seen, said) = (fold.CausesSeen, fold.CausesSaid);
            fold.Apply(e);
            foreach (var cause in CauseSets.All)
            {
                Note(by, (cause, false), seen.Has(cause), fold.CausesSeen.Has(cause), e);
                Note(by, (cause, true), said.Has(cause), fold.CausesSaid.Has(cause), e);
            }
        }

        foreach (var (key, brought) in by.Where(m => m.Value is CaseMerged).ToList())
        {
            var inside = Of(merged?.Invoke(((CaseMerged)brought).CaseId) ?? [], merged);
            by[key] = inside.FirstOrDefault(m => (m.Cause, m.Said) == key)?.By ?? brought;
        }

        return [.. by.OrderBy(m => m.Key.Said).ThenBy(m => m.Key.Cause).Select(m => new CauseMark(m.Key.Cause, m.Key.Said, m.Value))];
    }

    private static void Note(Dictionary<(Cause Cause, bool Said), CaseEvent> by, (Cause Cause, bool Said) key, bool before, bool after, CaseEvent e)
    {
        if (after && !before)
            by[key] = e;
        else if (!after)
            by.Remove(key);
    }
}
