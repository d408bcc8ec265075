namespace Heed.Sandbox.Ledger;

/// <summary>Holds Heed's lists against the ledger. Pure.</summary>
internal static class LedgerCheck
{
    /// <param name="underWay">Whether a delivery of this entry is still being tried.</param>
    public static CheckResult Run(IReadOnlyList<SaidEntry> said, IReadOnlyList<DoneEntry> done, CheckRequest request, Func<SaidEntry, bool> underWay)
    {
        var heedHas = request.Inbound.Select(i => i.ExternalId).ToHashSet(StringComparer.Ordinal);
        // An edit on X has an id of its own and is the same message: any version present is enough.
        var versions = said.Where(s => s.EditOf is not null).ToLookup(s => (s.Network, s.Account, s.EditOf!), s => s.ExternalId);
        var missing = said
            .Where(s => s.EditOf is null && !heedHas.Contains(s.ExternalId) && !versions[(s.Network, s.Account, s.ExternalId)].Any(heedHas.Contains))
            .ToLookup(underWay);

        var doneIds = done.Select(d => d.ExternalId).ToHashSet(StringComparer.Ordinal);
        var saidIds = said.Select(s => s.ExternalId).ToHashSet(StringComparer.Ordinal);
        return new CheckResult(
            [.. missing[false]],
            [.. TwiceInHeed(request.Inbound), .. TwiceDone(done)],
            [.. (request.Outbound ?? []).Where(o => !doneIds.Contains(o.ExternalId))],
            [.. request.Inbound.Where(i => !saidIds.Contains(i.ExternalId))],
            said.Count, done.Count, missing[true].Count());
    }

    private static IEnumerable<Doubled> TwiceInHeed(IReadOnlyList<CheckItem> inbound) => inbound
        .GroupBy(i => i)
        .Where(g => g.Count() > 1)
        .Select(g => new Doubled("inbound-twice", g.Key.Network ?? "", g.Key.Account ?? "", null, [g.Key.ExternalId]));

    private static IEnumerable<Doubled> TwiceDone(IReadOnlyList<DoneEntry> done)
    {
        var words = done.Where(d => !d.Native && d.Kind is "reply" or "post" or "dm" or "comment" or "private-reply" or "message" or "mail").ToList();
        var byKey = words
            .Where(d => d.OwnKey is not null)
            .GroupBy(d => (d.Network, d.Account, d.OwnKey))
            .Where(g => g.Count() > 1)
            .Select(g => Tell("own-key-twice", [.. g]))
            .ToList();
        var told = byKey.SelectMany(d => d.ExternalIds).ToHashSet(StringComparer.Ordinal);
        var byText = words
            .GroupBy(d => (d.Network, d.Account, d.Kind, Target: d.Target ?? d.Customer, d.Text, Files: string.Join(' ', d.Files.Select(f => f.Sha256))))
            .Where(g => g.Count() > 1 && g.Any(d => !told.Contains(d.ExternalId)))
            .Select(g => Tell("text-twice", [.. g]));
        return byKey.Concat(byText);
    }

    private static Doubled Tell(string why, IReadOnlyList<DoneEntry> entries) =>
        new(why, entries[0].Network, entries[0].Account, entries[0].Target ?? entries[0].Customer, [.. entries.Select(e => e.ExternalId)]);
}
