using System.Text.Json;
using Heed.Core.Routing;
using Heed.Server.Matching;
using Heed.Storage;
using Heed.Storage.Settings;
using Microsoft.EntityFrameworkCore;

namespace Heed.Server.Settings;

/// <summary>A rule as someone types it in.</summary>
internal sealed record RuleDraft(Guid? Id, string Name, bool Enabled, RoutingConditions When, Guid? DepartmentId, IReadOnlyList<string> Tags, int Priority)
{
    /// <summary>What the agent must be able to do; null: what was typed in is no list of codes.</summary>
    public IReadOnlyList<string>? Skills { get; init; } = [];

    public bool ToShop { get; init; }

    /// <summary>As the router asks it, saved or not.</summary>
    public RoutingRule Rule => new(Id ?? Guid.Empty, Name, Enabled, When, DepartmentId, Tags, Priority) { Skills = Skills ?? [], ToShop = ToShop };
}

/// <summary>Adds and orders routing rules; RoutingTrial tries them.</summary>
internal sealed class RuleDesk(IDbContextFactory<HeedDb> contexts, Database database, ChannelCatalog catalog, TimeProvider clock)
{
    private const int LongestName = 80;

    /// <returns>The key of the text that says what is wrong; null when it was saved.</returns>
    public async Task<string?> SaveAsync(RuleDraft draft, CancellationToken ct)
    {
        var name = draft.Name.Trim();
        if (name.Length is 0 or > LongestName)
            return "wrong.name";
        if (draft.Tags.Any(t => t.Length > 60) || draft.Priority is < 0 or > 9 || RoutingConditions.Parse(draft.When.ToJson(), out _) is null)
            return "wrong.rule";
        if (draft.Skills is null || !draft.Skills.All(Codes.IsCode))
            return "wrong.codes";
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
        (row.Skills, row.ToShop) = (JsonSerializer.Serialize(draft.Skills), draft.ToShop);
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
}
