using System.ComponentModel;
using Heed.Core.Guard;
using Heed.Core.Messages;
using Heed.Server.Access;
using Heed.Server.Guard;
using Heed.Storage.Guard;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Heed.Server.Api;

/// <summary>Answers that wait for a second reader, and how a text sounds.</summary>
internal static class GuardEndpoints
{
    private const int LongestText = 20_000;

    public static void MapGuarding(this RouteGroupBuilder answer)
    {
        answer.MapGet("/second-looks", ListAsync).WithSummary("Answers that wait for a second reader and that you may decide, soonest due first").Produces<Listing<SecondLookJson>>();
        answer.MapPost("/second-looks/{id:guid}/approve", ApproveAsync).WithSummary("Send it, as it is or in other words")
            .WithDescription("Asked again by the same reader in the same words, it answers the same and sends nothing twice. While the way to the customer is closed or the case is resolved it is refused and goes on waiting.");
        answer.MapPost("/second-looks/{id:guid}/return", ReturnAsync).WithSummary("Send it back to its writer, with a note");
        answer.MapPost("/second-looks/{id:guid}/withdraw", WithdrawAsync).WithSummary("As its writer, take it back");
        answer.MapPost("/tone", Judge).WithSummary("How a text will sound to a customer; nothing is sent or kept");
    }

    private static async Task<Ok<Listing<SecondLookJson>>> ListAsync(HttpContext http, SecondLookQueries looks, CancellationToken ct) =>
        TypedResults.Ok(Listing<SecondLookJson>.Whole([.. (await looks.WaitingAsync(Actor.Of(http.User), ct)).Select(v => new SecondLookJson(
            v.Look.Id, v.Look.CaseId, v.CaseNumber, v.Look.DepartmentId, v.Look.AccountId, v.Look.Network, v.Look.Visibility, v.Look.Text, v.Look.WrittenBy, v.Look.WriterName,
            v.Look.AskedAt, v.Look.DueAt, v.Look.Severity / 1000.0, [.. v.Marks.Select(m => new ToneMarkJson(m.Start, m.Length, m.Fault, m.Calmer))]))]));

    private static async Task<Results<Accepted<AcceptedReply>, ProblemHttpResult>> ApproveAsync(Guid id, ApproveAnswerBody body, HttpContext http, SecondLookDesk desk, SecondLookStore looks, CancellationToken ct)
    {
        var actor = Actor.Of(http.User);
        var planned = await desk.ApproveAsync(id, body.Text, actor, ct);
        // The same decision asked for twice is one decision.
        if (planned.Problem is "already-decided" && await looks.FindAsync(id, ct) is { MessageId: { } sent } look && look.DecidedBy == actor.UserId && (body.Text?.Trim() ?? look.Text) == (look.SentText ?? look.Text))
            return Accepted(new AcceptedReply(sent, MessageState.Planned, null));
        return planned.Problem is { } problem ? ApiProblem.Of(problem) : Accepted(new AcceptedReply(id, MessageState.Planned, planned.UndoUntil));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> ReturnAsync(Guid id, ReturnAnswerBody body, HttpContext http, SecondLookDesk desk, CancellationToken ct) =>
        ApiProblem.Answer(await desk.ReturnAsync(id, body.Note ?? "", Actor.Of(http.User), ct));

    private static async Task<Results<NoContent, ProblemHttpResult>> WithdrawAsync(Guid id, HttpContext http, SecondLookDesk desk, CancellationToken ct) =>
        ApiProblem.Answer(await desk.WithdrawAsync(id, Actor.Of(http.User), ct));

    private static Results<Ok<ToneJson>, ProblemHttpResult> Judge(ToneBody body, ToneReader reader)
    {
        if (body.Text is not { Length: > 0 } text)
            return ApiProblem.Of("empty-text");
        if (text.Length > LongestText)
            return ApiProblem.Of("too-long");
        var verdict = reader.Judge(text, body.Language);
        var calmer = ToneReader.Soften(text, verdict);
        return TypedResults.Ok(new ToneJson(
            verdict.Language, verdict.Fine ? 0 : verdict.Severity, verdict.Faults, [.. verdict.Marks.Select(m => new ToneMarkJson(m.Start, m.Length, m.Fault, m.Calmer))], calmer == text ? null : calmer));
    }

    private static Accepted<AcceptedReply> Accepted(AcceptedReply reply) => TypedResults.Accepted($"/api/v1/messages/{reply.MessageId}", reply);
}

internal sealed record ApproveAnswerBody([property: Description("What to send instead; null: as it is.")] string? Text = null);

internal sealed record ReturnAnswerBody([property: Description("What should be different; 1 to 2,000 characters.")] string Note);

internal sealed record ToneBody([property: Description("At most 20,000 characters.")] string Text, [property: Description("Two letters, for texts too short to tell; null: not known.")] string? Language = null);

/// <param name="Start">In UTF-16 units.</param>
/// <param name="Calmer">A calmer wording for exactly these words; null: leave them out.</param>
internal sealed record ToneMarkJson(int Start, int Length, ToneFault Fault, string? Calmer);

/// <param name="Language">What it was read in; null: not judged.</param>
/// <param name="Severity">0 fine to 1 plainly aggressive.</param>
/// <param name="Calmer">The whole text in calmer words; null: nothing to change.</param>
internal sealed record ToneJson(string? Language, double Severity, IReadOnlyList<ToneFault> Faults, IReadOnlyList<ToneMarkJson> Marks, string? Calmer);

/// <param name="Id">Also of the message it becomes.</param>
/// <param name="DueAt">When the second reader should have looked, in the open hours of the department.</param>
/// <param name="Severity">0 to 1.</param>
internal sealed record SecondLookJson(
    Guid Id, Guid CaseId, long CaseNumber, Guid? DepartmentId, Guid AccountId, string Network, Visibility Visibility, string Text, Guid? WrittenBy, string WriterName,
    DateTimeOffset AskedAt, DateTimeOffset DueAt, double Severity, IReadOnlyList<ToneMarkJson> Marks);
