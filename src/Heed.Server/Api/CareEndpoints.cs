using Heed.Core.Guard;
using Heed.Server.Access;
using Heed.Server.Guard;
using Heed.Server.Inbox;
using Microsoft.AspNetCore.Http.HttpResults;
using Change = System.Threading.Tasks.Task<Microsoft.AspNetCore.Http.HttpResults.Results<Microsoft.AspNetCore.Http.HttpResults.NoContent, Microsoft.AspNetCore.Http.HttpResults.ProblemHttpResult>>;

namespace Heed.Server.Api;

/// <summary>Hand-overs with their guards, promises, and the corrections of what Heed has read and marked.</summary>
internal static class CareEndpoints
{
    public static void MapCare(this RouteGroupBuilder read, RouteGroupBuilder answer)
    {
        read.MapGet("/cases/{case}/marks", MarksAsync).WithSummary("Which of the four reasons why customers leave are in it, and why").Produces<Listing<MarkJson>>();

        answer.MapPost("/cases/{case}/handover", HandOverAsync).WithSummary("Send it on to another department or person, with the reason")
            .WithDescription("Refused with boomerang when the department had the case before (a lead may insist), with lead-needed when it has been handed over before and the actor is no lead.");
        answer.MapPost("/cases/{case}/handover/ask", AskAsync).WithSummary("Ask a lead to send it on");
        answer.MapPost("/cases/{case}/handover/approve", ApproveAsync).WithSummary("As a lead, let happen what was asked for");
        answer.MapPost("/cases/{case}/handover/refuse", RefuseAsync).WithSummary("As a lead, say no, and why");
        answer.MapPost("/cases/{case}/merge", MergeAsync).WithSummary("Make it and another case one, and their customers one person")
            .WithDescription("The case that was opened first stays and is answered; the other's id and number lead to it from then on. There is no way back.");
        answer.MapPost("/cases/{case}/accountable", AccountableAsync).WithSummary("Make one person answer for it until it is resolved");
        answer.MapPost("/cases/{case}/promises", PromiseAsync).WithSummary("Record what the customer was promised; it is watched");
        answer.MapPost("/cases/{case}/promises/kept", KeptAsync).WithSummary("The open promise is kept");
        answer.MapPost("/cases/{case}/promises/dropped", DroppedAsync).WithSummary("The customer needs the open promise no more");
        answer.MapPost("/cases/{case}/topic", TopicAsync).WithSummary("Correct what it is about");
        answer.MapPost("/cases/{case}/marks", MarkAsync).WithSummary("Set one of the four causes by hand");
        answer.MapPost("/cases/{case}/marks/remove", UnmarkAsync).WithSummary("Take one of the four causes away: it was not so");
    }

    private static async Task<Results<Ok<Listing<MarkJson>>, ProblemHttpResult>> MarksAsync(string @case, CaseReads cases, MarkDesk desk, CancellationToken ct) =>
        await cases.IdOfAsync(@case, ct) is { } id
            ? TypedResults.Ok(Listing<MarkJson>.Whole([.. (await desk.MarksAsync(id, ct)).Select(m => new MarkJson(m.Cause, m.Said, m.By.At, m.By.ActorId))]))
            : ApiProblem.Of("not-found");

    private static Change HandOverAsync(string @case, HandOverBody body, HttpContext http, CaseReads cases, HandOverDesk desk, CancellationToken ct) =>
        CaseEndpoints.ChangeAsync(@case, cases, id => desk.HandOverAsync(id, body.Asked, Actor.Of(http.User), ct), ct);

    private static async Task<Results<Ok<CaseJson>, ProblemHttpResult>> MergeAsync(string @case, MergeBody body, HttpContext http, CaseReads cases, MergeDesk desk, CancellationToken ct)
    {
        if (await cases.IdOfAsync(@case, ct) is not { } id || await cases.IdOfAsync(body.With ?? "", ct) is not { } other)
            return ApiProblem.Of("not-found");
        var merged = await desk.MergeAsync(id, other, Actor.Of(http.User), ct);
        return merged.Problem is null && await cases.FindAsync(@case, ct) is { } kept ? TypedResults.Ok(kept) : ApiProblem.Of(merged.Problem ?? "not-found");
    }

    private static Change AskAsync(string @case, HandOverBody body, HttpContext http, CaseReads cases, HandOverDesk desk, CancellationToken ct) =>
        CaseEndpoints.ChangeAsync(@case, cases, id => desk.AskAsync(id, body.Asked, Actor.Of(http.User), ct), ct);

    private static Change ApproveAsync(string @case, ApproveBody body, HttpContext http, CaseReads cases, HandOverDesk desk, CancellationToken ct) =>
        CaseEndpoints.ChangeAsync(@case, cases, id => desk.ApproveAsync(id, body.Insist, Actor.Of(http.User), ct), ct);

    private static Change RefuseAsync(string @case, RefuseBody body, HttpContext http, CaseReads cases, HandOverDesk desk, CancellationToken ct) =>
        CaseEndpoints.ChangeAsync(@case, cases, id => desk.RefuseAsync(id, body.Note ?? "", Actor.Of(http.User), ct), ct);

    private static Change AccountableAsync(string @case, AccountableBody body, HttpContext http, CaseReads cases, HandOverDesk desk, CancellationToken ct) =>
        CaseEndpoints.ChangeAsync(
            @case, cases, id => desk.MakeAccountableAsync(id, body.AgentId, body.InsteadOfDepartment is null ? "lead" : "boomerang", body.InsteadOfDepartment, Actor.Of(http.User), ct), ct);

    private static Change PromiseAsync(string @case, PromiseBody body, HttpContext http, CaseReads cases, PromiseDesk desk, CancellationToken ct) =>
        CaseEndpoints.ChangeAsync(@case, cases, id => desk.PromiseAsync(id, body.Kind, body.Until, Actor.Of(http.User), ct), ct);

    private static Change KeptAsync(string @case, HttpContext http, CaseReads cases, PromiseDesk desk, CancellationToken ct) =>
        CaseEndpoints.ChangeAsync(@case, cases, id => desk.KeepAsync(id, Actor.Of(http.User), ct), ct);

    private static Change DroppedAsync(string @case, HttpContext http, CaseReads cases, PromiseDesk desk, CancellationToken ct) =>
        CaseEndpoints.ChangeAsync(@case, cases, id => desk.DropAsync(id, Actor.Of(http.User), ct), ct);

    private static Change TopicAsync(string @case, TopicBody body, HttpContext http, CaseReads cases, MarkDesk desk, CancellationToken ct) =>
        CaseEndpoints.ChangeAsync(@case, cases, id => desk.CorrectTopicAsync(id, body.Topic ?? "", Actor.Of(http.User), ct), ct);

    private static Change MarkAsync(string @case, MarkBody body, HttpContext http, CaseReads cases, MarkDesk desk, CancellationToken ct) =>
        CaseEndpoints.ChangeAsync(@case, cases, id => desk.MarkAsync(id, body.Cause, body.Said, Actor.Of(http.User), ct), ct);

    private static Change UnmarkAsync(string @case, MarkBody body, HttpContext http, CaseReads cases, MarkDesk desk, CancellationToken ct) =>
        CaseEndpoints.ChangeAsync(@case, cases, id => desk.UnmarkAsync(id, body.Cause, body.Said, Actor.Of(http.User), ct), ct);
}

/// <param name="Said">The customer complains of it; else it happened.</param>
/// <param name="At">Of the event that put it there.</param>
/// <param name="By">Who did that; null for customers and clocks.</param>
internal sealed record MarkJson(Cause Cause, bool Said, DateTimeOffset At, Guid? By);
