using Heed.Core.Cases;

namespace Heed.Server.Inbox;

/// <summary>A named view of the list, as it stands in the address.</summary>
public sealed record InboxView(string Slug, string Icon, CaseFilter Filter, Guid? DepartmentId = null)
{
    /// <summary>Key of its name; departments carry their own.</summary>
    public string Word => "view." + Slug;

    public static IReadOnlyList<InboxView> For(Guid personId, bool leads = false) =>
    [
        new("mine", "person", new CaseFilter { AssigneeId = personId }),
        new("unassigned", "person-plus", new CaseFilter { Unassigned = true }),
        new("all", "inbox", new CaseFilter()),
        new("unanswered", "clock", new CaseFilter { Waiting = true }),
        .. leads ? [new InboxView("attention", "alert", new CaseFilter { Attention = true })] : Array.Empty<InboxView>(),
        new("resolved", "check", new CaseFilter { Status = CaseStatus.Resolved }),
    ];

    public static InboxView Of(DepartmentView department) =>
        new(department.Id.ToString("N"), "people", new CaseFilter { DepartmentId = department.Id }, department.Id);

    public int? CountIn(InboxCounts counts) => Slug switch
    {
        "mine" => counts.Mine,
        "unassigned" => counts.Unassigned,
        "all" => counts.All,
        "unanswered" => counts.Unanswered,
        "attention" => counts.Attention,
        "resolved" => null,
        _ => DepartmentId is { } id && counts.Departments.TryGetValue(id, out var count) ? count : null,
    };
}
