using System.Globalization;
using System.Text.Json;
using Heed.Core.Language;
using Heed.Core.Messages;
using Heed.Core.Routing;
using Heed.Server.Language;
using Heed.Server.Matching;
using Heed.Storage.Settings;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;

namespace Heed.Server.Settings.Screens;

/// <summary>Rules are ordered, changed and tried; a trial reads what is on the screen, saved or not, and tells how far it is as it goes.</summary>
public sealed partial class RulesPage
{
    private IReadOnlyList<RoutingRuleRow> rules = [];
    private IReadOnlyList<Department> departments = [];
    private IReadOnlyList<Shop> shops = [];
    private IReadOnlyList<ChannelAccountRow> accounts = [];
    private TopicNames? names;
    private IReadOnlyDictionary<string, Guid> topics = new Dictionary<string, Guid>();
    private RoutingRuleRow? typed;
    private IReadOnlyCollection<Guid>? tried;
    private TrialResult? result;
    private string? wrong;
    private bool saved;
    private bool trying;
    private int looked;
    private int days = 7;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!; // cascaded to every statically rendered page

    protected override async Task OnInitializedAsync()
    {
        var ct = Context.RequestAborted;
        await using var db = await Databases.CreateDbContextAsync(ct);
        rules = await db.RoutingRules.AsNoTracking().OrderBy(r => r.Position).ToListAsync(ct);
        departments = await db.Departments.AsNoTracking().OrderBy(d => d.Position).ToListAsync(ct);
        shops = await db.Shops.AsNoTracking().OrderBy(s => s.Name).ToListAsync(ct);
        accounts = await db.ChannelAccounts.AsNoTracking().Where(a => a.State != ChannelAccountState.Removed).OrderBy(a => a.Network).ThenBy(a => a.Name).ToListAsync(ct);
        names ??= await TopicNames.OfAsync(Catalog, W, ct);
        topics = await TopicDesk.GetAsync(ct);
    }

    private bool IsOpen(Guid rule) => Context.Request.HasFormContentType && Context.Request.Form["id"] == rule.ToString();

    private async Task ActAsync()
    {
        var form = Context.Request.Form;
        var ct = Context.RequestAborted;
        var id = Guid.TryParse(form["id"], out var given) ? given : (Guid?)null;
        days = int.TryParse(form["days"], NumberStyles.None, CultureInfo.InvariantCulture, out var chosen) ? Math.Clamp(chosen, 1, TrialAsk.MostDays) : 7;
        switch (form["act"].ToString())
        {
            case "up" when id is not null:
                await Desk.MoveAsync(id.Value, -1, ct);
                break;
            case "down" when id is not null:
                await Desk.MoveAsync(id.Value, 1, ct);
                break;
            case "remove" when id is not null:
                await Desk.RemoveAsync(id.Value, ct);
                break;
            case "topics":
                wrong = await TopicDesk.SaveAsync(TopicsOf(form), ct);
                saved = wrong is null;
                break;
            case "try-topics":
                await OnInitializedAsync();
                topics = TopicsOf(form);
                await TryAsync(rules.Select(ChannelCatalog.Rule).OfType<RoutingRule>(), ct);
                return;
            case "try-all":
                await OnInitializedAsync();
                tried = [.. form["rule"].Select(r => Guid.TryParse(r, out var rule) ? rule : Guid.Empty)];
                await TryAsync(rules.Select(ChannelCatalog.Rule).OfType<RoutingRule>().Select(r => r with { Enabled = tried.Contains(r.Id) }), ct);
                return;
            case "try":
                await OnInitializedAsync();
                await TryOneAsync(Draft(id, form), ct);
                return;
            default:
                wrong = await Desk.SaveAsync(Draft(id, form), ct);
                saved = wrong is null;
                break;
        }

        await OnInitializedAsync();
    }

    // In its place among the others, and in use, whatever its box says: to see what it would do.
    private async Task TryOneAsync(RuleDraft draft, CancellationToken ct)
    {
        var rule = draft.Rule with { Id = draft.Id ?? Guid.CreateVersion7(), Name = draft.Name.Trim().Length > 0 ? draft.Name.Trim() : Words["rule.new"], Enabled = true };
        var others = rules.Select(ChannelCatalog.Rule).OfType<RoutingRule>().ToList();
        var place = others.FindIndex(r => r.Id == rule.Id);
        if (place >= 0)
            others[place] = rule;
        else
            others.Add(rule);
        if (rules.FirstOrDefault(r => r.Id == draft.Id) is { } row)
            typed = new RoutingRuleRow
            {
                Id = row.Id,
                Position = row.Position,
                Name = draft.Name,
                Conditions = draft.When.ToJson(),
                DepartmentId = draft.DepartmentId,
                Tags = JsonSerializer.Serialize(draft.Tags),
                Priority = draft.Priority,
                Enabled = draft.Enabled,
                Skills = JsonSerializer.Serialize(draft.Skills ?? []),
                ToShop = draft.ToShop,
            };
        await TryAsync(others, ct);
    }

    private async Task TryAsync(IEnumerable<RoutingRule> those, CancellationToken ct)
    {
        trying = true;
        StateHasChanged();
        result = await Trial.RunAsync(
            new TrialAsk([.. those], topics, days),
            so =>
            {
                looked = so;
                StateHasChanged();
            },
            ct);
    }

    private static RuleDraft Draft(Guid? id, IFormCollection form) => new(
        id, form["name"].ToString(), form["enabled"] == "yes", Conditions(form), Guid.TryParse(form["department"], out var department) ? department : null, List(form["tags"]),
        int.TryParse(form["priority"], NumberStyles.None, CultureInfo.InvariantCulture, out var priority) ? priority : 0)
    {
        Skills = Codes.Read(form["skills"]),
        ToShop = form["to-shop"] == "yes",
    };

    private static RoutingConditions Conditions(IFormCollection form) => new()
    {
        Accounts = [.. form["accounts"].Select(a => Guid.TryParse(a, out var id) ? id : Guid.Empty).Where(id => id != Guid.Empty)],
        Networks = [.. form["networks"].OfType<string>()],
        Languages = [.. List(form["languages"]).Select(l => l.ToLowerInvariant())],
        Visibility = form["visibility"].ToString() switch { "public" => Visibility.Public, "private" => Visibility.Private, _ => null },
        AnyWords = List(form["any"]),
        AllWords = List(form["all"]),
        Kinds = [.. form["kinds"].OfType<string>()],
        Topics = [.. form["topics"].OfType<string>()],
        Shops = [.. form["shops"].OfType<string>()],
        Urgency = form["urgency"].ToString() switch { "soon" => Urgency.Soon, "now" => Urgency.Now, _ => null },
    };

    private static Dictionary<string, Guid> TopicsOf(IFormCollection form) => form.Keys.Where(k => k.StartsWith("topic:", StringComparison.Ordinal))
        .Select(k => (Topic: k["topic:".Length..], Department: Guid.TryParse(form[k], out var id) ? id : Guid.Empty))
        .Where(t => t.Department != Guid.Empty).ToDictionary(t => t.Topic, t => t.Department);

    private static string[] List(string? text) => (text ?? "").Split([',', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
