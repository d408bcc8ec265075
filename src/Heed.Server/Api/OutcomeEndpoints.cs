using System.ComponentModel;
using Heed.Core.Outcomes;
using Heed.Server.Access;
using Heed.Server.Outcomes;
using Heed.Storage.Outcomes;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Heed.Server.Api;

internal sealed record OutcomesBody(
    [property: Description("The system they come from; references are unique within it. 1 to 60 characters.")] string Source,
    [property: Description("What customers are known by in it: mail, phone or number.")] KeySpace KeySpace,
    [property: Description("At most 1,000.")] IReadOnlyList<OutcomeBody?> Outcomes,
    [property: Description("ISO 4217, of amounts that do not name theirs.")] string? Currency = null);

/// <param name="Joined">Those of them whose customer is known here; only they can be told in figures about customers.</param>
internal sealed record OutcomeCountJson(string Source, OutcomeKind Kind, long Count, long Joined, DateTimeOffset Last);

internal sealed record CustomerKeyBody(KeySpace Space, [property: Description("An address, a phone number with its country code, or the company's own customer number.")] string Value);

internal sealed record CustomerKeyJson(KeySpace Space, string Value, DateTimeOffset AddedAt, Guid? AddedBy);

/// <summary>What customers did, and by what other systems know them.</summary>
internal static class OutcomeEndpoints
{
    public static void MapOutcomes(this RouteGroupBuilder lead, RouteGroupBuilder answer)
    {
        lead.MapGet("/outcomes", CountAsync).WithSummary("How many outcomes are known, by system and kind, and of how many the customer is known").Produces<Listing<OutcomeCountJson>>();
        lead.MapPost("/outcomes", TakeAsync).WithSummary("Tell orders, subscriptions, dropped baskets and cancellations")
            .WithDescription("The same reference of the same system and kind twice is one. What can be read is on disk when it answers; what cannot is listed.");
        answer.MapGet("/customers/{id:guid}/keys", KeysAsync).WithSummary("What a customer is known by in other systems").Produces<Listing<CustomerKeyJson>>();
        answer.MapPost("/customers/{id:guid}/keys", AddKeyAsync).WithSummary("Say what a customer is known by: outcomes are joined by it");
        answer.MapPost("/customers/{id:guid}/keys/remove", RemoveKeyAsync).WithSummary("It was not theirs: what was joined by it belongs to nobody again");
    }

    private static async Task<Ok<Listing<OutcomeCountJson>>> CountAsync(OutcomeStore outcomes, CancellationToken ct) =>
        TypedResults.Ok(Listing<OutcomeCountJson>.Whole([.. (await outcomes.CountAsync(ct)).Select(c => new OutcomeCountJson(c.Source, c.Kind, c.Count, c.Joined, c.Last))]));

    private static async Task<Results<Ok<TakenOutcomes>, ProblemHttpResult>> TakeAsync(OutcomesBody body, OutcomeIntake intake, CancellationToken ct)
    {
        var source = body.Source?.Trim() ?? "";
        if (source.Length is 0 or > OutcomeMapping.LongestSource)
            return ApiProblem.Of("bad-query", $"source has 1 to {OutcomeMapping.LongestSource} characters.");
        if (body.Outcomes is not { Count: <= OutcomeIntake.Most } sent)
            return ApiProblem.Of("bad-query", $"outcomes is a list of at most {OutcomeIntake.Most}.");
        return TypedResults.Ok(await intake.TakeAsync(source, body.KeySpace, body.Currency, sent, ct));
    }

    private static async Task<Ok<Listing<CustomerKeyJson>>> KeysAsync(Guid id, CustomerKeys keys, CancellationToken ct) =>
        TypedResults.Ok(Listing<CustomerKeyJson>.Whole([.. (await keys.OfAsync(id, ct)).Select(k => new CustomerKeyJson(k.Space, k.Value, k.AddedAt, k.AddedBy))]));

    private static async Task<Results<NoContent, ProblemHttpResult>> AddKeyAsync(Guid id, CustomerKeyBody body, HttpContext http, CustomerKeys keys, CancellationToken ct) =>
        Answer(await keys.AddAsync(id, body.Space, body.Value ?? "", Actor.Of(http.User), ct));

    private static async Task<Results<NoContent, ProblemHttpResult>> RemoveKeyAsync(Guid id, CustomerKeyBody body, CustomerKeys keys, CancellationToken ct) =>
        Answer(await keys.RemoveAsync(id, body.Space, body.Value ?? "", ct));

    private static Results<NoContent, ProblemHttpResult> Answer(string? problem) => problem is null ? TypedResults.NoContent() : ApiProblem.Of(problem);
}
