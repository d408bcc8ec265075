using System.ComponentModel;
using System.Text.Json;
using Heed.Core.Routing;
using Heed.Server.Matching;
using Heed.Server.Settings;
using Heed.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Heed.Server.Api;

/// <param name="Enabled">A rule that is off is passed over.</param>
/// <param name="When">Conditions: accounts, networks, languages, visibility, kinds, anyWords, allWords, topics, shops, urgency. Unknown names are refused.</param>
/// <param name="Skills">What the agent must be able to do.</param>
/// <param name="ToShop">To the department of the shop it is about, where it has one.</param>
internal sealed record TrialRuleBody(
    string Name, JsonElement When, Guid? DepartmentId = null, bool Enabled = true, IReadOnlyList<string>? Tags = null, int Priority = 0, IReadOnlyList<string>? Skills = null, bool ToShop = false);

internal sealed record TrialBody(
    [property: Description("Cases opened in so many days, 1 to 366; at most the latest 20,000.")] int Days = 7,
    [property: Description("The ordered rules to try; left out: the workspace's.")] IReadOnlyList<TrialRuleBody>? Rules = null,
    [property: Description("Department by topic, for cases that no rule takes; left out: the workspace's.")] IReadOnlyDictionary<string, Guid>? Topics = null);

/// <summary>Trying routing rules on what came in before.</summary>
internal static class RoutingEndpoints
{
    public static void MapRouting(this RouteGroupBuilder lead) =>
        lead.MapPost("/routing/try", TryAsync)
            .WithSummary("Try routing rules on past cases; nothing is changed")
            .WithDescription("Tells for each department how many cases went there first and how many would have, and of those that would go elsewhere how many people handed over to that very department later.");

    private static async Task<Results<Ok<TrialResult>, ProblemHttpResult>> TryAsync(
        TrialBody body, RoutingTrial trial, TopicDepartments topics, IDbContextFactory<HeedDb> contexts, CancellationToken ct)
    {
        if (body.Days is < 1 or > TrialAsk.MostDays)
            return ApiProblem.Of("bad-query", $"days is {body.Days}; it can be 1 to {TrialAsk.MostDays}.");
        if (body.Rules?.Count > TrialAsk.MostRules)
            return ApiProblem.Of("bad-query", $"There are {body.Rules.Count} rules; at most {TrialAsk.MostRules} are tried.");
        var rules = new List<RoutingRule>();
        foreach (var written in body.Rules ?? [])
        {
            if (RoutingConditions.Parse(written.When.ValueKind == JsonValueKind.Undefined ? "{}" : written.When.GetRawText(), out var error) is not { } when)
                return ApiProblem.Of("bad-query", $"{written.Name}: {error}");
            rules.Add(new RoutingRule(Guid.CreateVersion7(), written.Name ?? "", written.Enabled, when, written.DepartmentId, written.Tags ?? [], written.Priority)
            {
                Skills = written.Skills ?? [],
                ToShop = written.ToShop,
            });
        }

        if (body.Rules is null)
        {
            await using var db = await contexts.CreateDbContextAsync(ct);
            rules = (await db.RoutingRules.AsNoTracking().OrderBy(r => r.Position).ToListAsync(ct)).Select(ChannelCatalog.Rule).OfType<RoutingRule>().ToList();
        }

        return TypedResults.Ok(await trial.RunAsync(new TrialAsk(rules, body.Topics ?? await topics.GetAsync(ct), body.Days), progress: null, ct));
    }
}
