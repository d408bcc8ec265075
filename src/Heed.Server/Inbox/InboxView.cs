using Heed.Core.Cases;

namespace Heed.Server.Inbox;

/// <summary>A named view of the list, as it stands in the address.</summary>
public sealed record InboxView(string Slug, string Icon, CaseFilter Filter, Guid? DepartmentId = null)
{
    private const string OfTopicSlug = "topic-";

    /// <summary>Code of the topic whose cases it shows.</summary>
    public string? Topic { get; private init; }

    /// <summary>Key of its name; departments and topics carry their own.</summary>
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

    public static InboxView OfTopic(string code) => new(OfTopicSlug + code, "tag", new CaseFilter { Topic = code }) { Topic = code };

    /// <summary>The view of a topic that an address names; null: it names none.</summary>
    public static InboxView? OfTopicIn(string slug) => slug.StartsWith(OfTopicSlug, StringComparison.Ordinal) ? OfTopic(slug[OfTopicSlug.Length..]) : null;

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
