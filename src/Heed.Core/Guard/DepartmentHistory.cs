using Heed.Core.Cases;

namespace Heed.Core.Guard;

/// <summary>One time a department had a case.</summary>
/// <param name="Until">Null while it has it.</param>
/// <param name="Reason">Why it gave it away, in the words of who did.</param>
/// <param name="ById">Who gave it away.</param>
public sealed record DepartmentVisit(Guid DepartmentId, DateTimeOffset Since, DateTimeOffset? Until, string? Reason, Guid? ById);

/// <summary>Through whose hands a case went, read from its events: what one should see before sending it back.</summary>
public static class DepartmentHistory
{
    /// <param name="events">Of one case, in order.</param>
    public static IReadOnlyList<DepartmentVisit> Of(IEnumerable<CaseEvent> events)
    {
        var visits = new List<DepartmentVisit>();
        foreach (var e in events)
        {
            switch (e)
            {
                case Routed { DepartmentId: { } first }:
                    Enter(visits, first, e, reason: null);
                    break;
                case HandedOver { ToDepartmentId: { } to } h:
                    Enter(visits, to, e, h.Reason);
                    break;
                case Resolved or MergedInto:
                    Leave(visits, e, reason: null);
                    break;
                case CaseMerged { Facts: { WasOpen: true, DepartmentId: { } where } } when visits is [] or [.., { Until: not null }]:
                    visits.Add(new DepartmentVisit(where, e.At, null, null, null));
                    break;
                case Reopened when visits is [.., { Until: not null } last]:
                    visits.Add(new DepartmentVisit(last.DepartmentId, e.At, null, null, null));
                    break;
            }
        }

        return visits;
    }

    private static void Enter(List<DepartmentVisit> visits, Guid department, CaseEvent e, string? reason)
    {
        if (visits is [.., { Until: null } now] && now.DepartmentId == department)
            return;
        Leave(visits, e, reason);
        visits.Add(new DepartmentVisit(department, e.At, null, null, null));
    }

    private static void Leave(List<DepartmentVisit> visits, CaseEvent e, string? reason)
    {
        if (visits is [.., { Until: null } last])
            visits[^1] = last with { Until = e.At, Reason = reason, ById = e.ActorId };
    }
}
