using Heed.Core.Cases;

namespace Heed.Core.Ingest.Steps;

/// <summary>
/// The boomerang across cases: a customer who is back with the same matter does not start again at the first desk,
/// but where the matter was last known.
/// </summary>
internal static class Returns
{
    /// <summary>The latest ended case of the customer about the same matter; null when there is none, or when nobody can tell the matter.</summary>
    public static Case? Earlier(IngestEvent e)
    {
        if (e.Reading?.Topic is not { } topic || Language.Topics.SaysNoMatter(topic))
            return null;
        var at = e.Item.Event.At;
        return e.Set.CasesOf(e.Customer.Id)
            .Where(c => c.Id != e.Case.Id && c.Brand == e.Account.Brand && c.Status == CaseStatus.Resolved && c.Topic == topic)
            .Where(c => c.ResolvedAt is { } ended && at - ended <= e.Set.Settings.ReturnWithin)
            .MaxBy(c => c.ResolvedAt);
    }

    public static void Mark(IngestEvent e, Case earlier, Guid? otherwise)
    {
        var at = e.Item.Event.At;
        var days = (int)Math.Max(0, (at - earlier.ResolvedAt!.Value).TotalDays); // only ended ones are found
        e.Set.Append(e.Case, new Returned(earlier.Id, earlier.Number, e.Reading!.Topic!, days) { At = at }); // the matter is what it was found by
        if (otherwise is { } first && first != earlier.DepartmentId && earlier.VisitedDepartments.Contains(first))
            e.Set.Append(e.Case, new BoomerangStopped(first, earlier.Id) { At = at });
    }
}
