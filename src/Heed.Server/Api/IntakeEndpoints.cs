using Heed.Server.Ingest;
using Heed.Storage;
using Heed.Storage.Intake;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Heed.Server.Api;

/// <summary>What came through the door, what could not be taken, what was turned away: for leads.</summary>
internal static class IntakeEndpoints
{
    // One day of a refusal is one row; a quarter is far back enough to see an attack.
    private const int DaysOfRefusals = 90;
    private const int MostRefusals = 1000;

    public static void MapIntake(this RouteGroupBuilder lead)
    {
        lead.MapGet("/intake", ListAsync)
            .WithMetadata(QueryParameters.Paged(new QueryParameter("state", QueryKind.Text, "pending, done or set-aside; all when left out.", "pending", "done", "set-aside")))
            .WithSummary("Deliveries by where they stand, newest first; set-aside ones with the reason");
        lead.MapPost("/intake/{id:guid}/replay", ReplayAsync).WithSummary("Take a set-aside event in again, by its id");
        lead.MapPost("/intake/replay-all", ReplayAllAsync).WithSummary("The same for all of them");
        lead.MapGet("/intake/refusals", RefusalsAsync).WithSummary("How often the door turned something away, by day and reason: the last 90 days");
    }

    private static async Task<Results<Ok<Listing<IntakeJson>>, ProblemHttpResult>> ListAsync(HttpContext http, SetAsideStore store, CancellationToken ct)
    {
        var query = ApiQuery.Of(http);
        IntakeState? state = query.Text("state") switch
        {
            "pending" => IntakeState.Pending,
            "done" => IntakeState.Done,
            "set-aside" => IntakeState.SetAside,
            _ => null,
        };
        var before = query.Key();
        if (query.Problem is { } problem)
            return ApiProblem.Of("bad-query", problem);
        var page = await store.ListAsync(state, before, query.Limit + 1, ct);
        return TypedResults.Ok(Listing<IntakeJson>.Of([.. page.Items.Select(View)], query.Limit, i => PageCursor.Place(i.Seq)));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> ReplayAsync(Guid id, SetAsideStore store, LaneWaker lanes, CancellationToken ct)
    {
        if (!await store.ReplayAsync(id, ct))
            return ApiProblem.Of(await store.PurgedAtAsync(id, ct) is null ? "not-found" : "purged");
        lanes.WakeAll();
        return TypedResults.NoContent();
    }

    private static async Task<Ok<ReplayedCount>> ReplayAllAsync(SetAsideStore store, LaneWaker lanes, CancellationToken ct)
    {
        var replayed = await store.ReplayAllAsync(ct);
        lanes.WakeAll();
        return TypedResults.Ok(new ReplayedCount(replayed));
    }

    private static async Task<Ok<Listing<RefusalJson>>> RefusalsAsync(IDbContextFactory<HeedDb> contexts, TimeProvider clock, CancellationToken ct)
    {
        var from = clock.GetUtcNow().ToUnixTimeSeconds() / 86_400 - DaysOfRefusals;
        await using var db = await contexts.CreateDbContextAsync(ct);
        var rows = await db.Refusals.AsNoTracking().Where(r => r.Day >= from).OrderByDescending(r => r.Day).ThenByDescending(r => r.Count).Take(MostRefusals).ToListAsync(ct);
        return TypedResults.Ok(Listing<RefusalJson>.Whole(
            [.. rows.Select(r => new RefusalJson(DateOnly.FromDateTime(DateTime.UnixEpoch.AddDays(r.Day)), r.Network, r.Account, r.Reason, r.Count))]));
    }

    private static IntakeJson View(IntakeEntry e) => new(
        e.Seq, e.AccountId, e.Account, e.Network, e.Source, e.ReceivedAt, e.Size, e.State,
        e.Aside.Count > 0 ? e.Aside[0].Id : null, e.Aside.Count > 0 ? e.Aside[0].Reason : null, e.Aside, e.PurgedAt);
}
