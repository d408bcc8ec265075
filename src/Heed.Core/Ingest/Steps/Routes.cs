using Heed.Core.Cases;
using Heed.Core.Routing;

namespace Heed.Core.Ingest.Steps;

/// <summary>Which department a new case goes to, by the workspace's ordered rules.</summary>
internal static class Routes
{
    public static void Run(IngestEvent e)
    {
        if (!e.NewCase)
            return;
        var written = e.Written;
        var text = written.Subject is { } subject ? subject + "\n" + written.Text : written.Text;
        var decision = e.Set.Router.Decide(new RoutingInput(e.Account, written.Visibility, written.Kind, e.Language, text)
        {
            Topic = e.Reading?.Topic,
            Shop = e.Reading?.Shop,
            Urgency = e.Reading?.Urgency,
        });
        if (Returns.Earlier(e) is { DepartmentId: { } known } earlier)
        {
            Returns.Mark(e, earlier, decision.DepartmentId);
            decision = decision with { DepartmentId = known, Why = new RoutingWhy(RoutingReason.Returned, null, []), RuleName = null };
        }

        e.Set.Append(e.Case, new Routed(decision.DepartmentId, decision.RuleName, decision.PriorityBump, decision.Why, decision.Skills.Count > 0 ? decision.Skills : null) { At = e.Item.Event.At });
        foreach (var tag in decision.Tags.Distinct(StringComparer.OrdinalIgnoreCase))
        {
            e.Set.NewTags.Add(new CaseTag { CaseId = e.Case.Id, Tag = tag });
            e.Set.Append(e.Case, new Tagged(tag) { At = e.Item.Event.At });
        }
    }
}
