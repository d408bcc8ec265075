using Heed.Core.Clocks;
using Heed.Core.Guard;
using Heed.Core.Ingest;

namespace Heed.Core.Cases;

/// <summary>Makes two cases one: the earlier stays, the later becomes part of it and keeps nothing that runs.</summary>
public static class CaseMerge
{
    /// <summary>Which stays and which goes: the one that was opened first stays.</summary>
    public static (Case Kept, Case Gone) Order(Case a, Case b) => (a.OpenedAt, a.Id).CompareTo((b.OpenedAt, b.Id)) <= 0 ? (a, b) : (b, a);

    /// <summary>Code of what stands in the way; null when nothing does.</summary>
    public static string? Problem(Case kept, Case gone) => (kept, gone) switch
    {
        _ when kept.Id == gone.Id => "same-case",
        _ when kept.Status == CaseStatus.Merged || gone.Status == CaseStatus.Merged => "merged-already",
        // What one brand's agents may see, another's may not.
        _ when !string.Equals(kept.Brand, gone.Brand, StringComparison.OrdinalIgnoreCase) => "other-brand",
        _ => null,
    };

    /// <summary>Appends what happens to both. What is kept in rows of its own (messages, promises, tags…) the store moves.</summary>
    public static void Run(WorkingSet set, Case kept, Case gone, DateTimeOffset at, Guid? actorId)
    {
        // A case has one promise: of two, the nearer one stands.
        if (kept.PromiseId is not null && gone.PromiseId is not null)
        {
            var waived = kept.PromiseUntil <= gone.PromiseUntil ? gone : kept;
            set.Append(waived, new PromiseSettled(waived.PromiseId!.Value, PromiseEnd.Dropped) { At = at, ActorId = actorId }); // both have one
        }

        var facts = MergedCase.Of(gone);
        var reopens = kept.Status == CaseStatus.Resolved && facts.WasOpen;
        var department = reopens ? facts.DepartmentId : kept.DepartmentId;
        var clock = kept.Clock.Joined(gone.Clock);
        if (facts.DepartmentId != kept.DepartmentId)
        {
            var plan = set.Department(department);
            clock = clock.Moved(plan.Calendar, plan.Targets);
        }

        set.Append(gone, new MergedInto(kept.Id, kept.Number) { At = at, ActorId = actorId });
        set.Append(kept, new CaseMerged(gone.Id, gone.Number, facts, clock) { At = at, ActorId = actorId });
    }
}
