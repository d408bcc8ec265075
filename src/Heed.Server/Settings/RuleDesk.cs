using System.Text.Json;
using Heed.Core.Messages;
using Heed.Core.Routing;
using Heed.Storage;
using Heed.Storage.Settings;
using Microsoft.EntityFrameworkCore;

namespace Heed.Server.Settings;

/// <summary>A rule as someone types it in.</summary>
internal sealed record RuleDraft(Guid? Id, string Name, bool Enabled, RoutingConditions When, Guid? DepartmentId, IReadOnlyList<string> Tags, int Priority);

/// <summary>A case whose opening message a rule would have taken.</summary>
internal sealed record RuleMatch(long Number, string Preview);

/// <summary>Adds, orders and tries routing rules.</summary>
internal sealed class RuleDesk(IDbContextFactory<HeedDb> contexts, Database database, ChannelCatalog catalog, TimeProvider clock)
{
    /// <summary>On how many of the latest cases a rule is tried.</summary>
    public const int TriedOn = 200;

    private const int LongestName = 80;

    /// <returns>The key of the text that says what is wrong; null when it was saved.</returns>
    public async Task<string?> SaveAsync(RuleDraft draft, CancellationToken ct)
    {
        var name = draft.Name.Trim();
        if (name.Length is 0 or > LongestName)
            return "wrong.name";
        if (draft.Tags.Any(t => t.Length > 60) || draft.Priority is < 0 or > 9 || RoutingConditions.Parse(draft.When.ToJson(), out _) is null)
            return "wrong.rule";
        await using var db = await contexts.CreateDbContextAsync(ct);
        var row = draft.Id is { } id ? await db.RoutingRules.SingleOrDefaultAsync(r => r.Id == id, ct) : null;
        if (draft.Id is not null && row is null)
            return "wrong.gone";
        if (draft.DepartmentId is { } department && !await db.Departments.AnyAsync(d => d.Id == department, ct))
            return "wrong.gone";
        if (row is null)
        {
            row = new RoutingRuleRow
            {
                Id = Guid.CreateVersion7(clock.GetUtcNow()),
                Name = name,
                Conditions = "{}",
                Tags = "[]",
                Position = (await db.RoutingRules.MaxAsync(r => (int?)r.Position, ct) ?? -1) + 1,
            };
            db.RoutingRules.Add(row);
        }

        (row.Name, row.Enabled, row.Conditions, row.DepartmentId, row.Tags, row.Priority) =
            (name, draft.Enabled, draft.When.ToJson(), draft.DepartmentId, JsonSerializer.Serialize(draft.Tags), draft.Priority);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException e) when (database.IsConflict(e))
        {
            return "wrong.name-taken";
        }

        await catalog.RenewAsync(ct);
        return null;
    }

    /// <summary>Moves a rule one place up (-1) or down (+1).</summary>
    public async Task MoveAsync(Guid id, int by, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var rules = await db.RoutingRules.OrderBy(r => r.Position).ThenBy(r => r.Id).ToListAsync(ct);
        var from = rules.FindIndex(r => r.Id == id);
        var to = from + Math.Sign(by);
        if (from < 0 || to < 0 || to >= rules.Count)
            return;
        (rules[from], rules[to]) = (rules[to], rules[from]);
        for (var i = 0; i < rules.Count; i++)
            rules[i].Position = i;
        await db.SaveChangesAsync(ct);
        await catalog.RenewAsync(ct);
    }

    public async Task RemoveAsync(Guid id, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        await db.RoutingRules.Where(r => r.Id == id).ExecuteDeleteAsync(ct);
        await catalog.RenewAsync(ct);
    }

    /// <summary>Which of the latest cases the conditions would have taken, by the message that opened each.</summary>
    public async Task<IReadOnlyList<RuleMatch>> TryAsync(RoutingConditions when, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var settings = await catalog.GetAsync(ct);
        var cases = await db.Cases.AsNoTracking().OrderByDescending(c => c.OpenedAt).Take(TriedOn).Select(c => new { c.Id, c.Number, c.Language }).ToListAsync(ct);
        var ids = cases.Select(c => c.Id).ToList();
        var openings = (await db.Messages.AsNoTracking().Where(m => ids.Contains(m.CaseId) && m.Direction == Direction.Inbound).OrderBy(m => m.At).ThenBy(m => m.Id)
            .Select(m => new { m.CaseId, m.AccountId, m.Visibility, m.Kind, m.Language, m.Text }).ToListAsync(ct)).DistinctBy(m => m.CaseId).ToDictionary(m => m.CaseId);
        var router = new Router([new RoutingRule(Guid.Empty, "try", true, when, null, [], 0)], RoutingDefaults.Only(null));
        var matches = new List<RuleMatch>();
        foreach (var c in cases)
        {
            if (openings.TryGetValue(c.Id, out var m) && settings.ById.TryGetValue(m.AccountId, out var account)
                && router.Decide(new RoutingInput(account, m.Visibility, m.Kind, m.Language ?? c.Language, m.Text)).Why.Reason == RoutingReason.Rule)
                matches.Add(new RuleMatch(c.Number, m.Text.Length > 140 ? m.Text[..140] + "…" : m.Text));
        }

        return matches;
    }
}
