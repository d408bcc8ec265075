using System.Security.Claims;
using Heed.Core.Guard;
using Heed.Core.Messages;
using Heed.Server.Access;
using Heed.Server.Inbox;
using Heed.Server.Replies;
using Heed.Server.Settings;
using Heed.Storage.Guard;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Heed.Server.Api;

/// <summary>Replies and notes, and what can be done to a message afterwards.</summary>
internal static class WriteEndpoints
{
    private const int LongestKey = 200;

    public static void MapWriting(this RouteGroupBuilder answer)
    {
        answer.MapPost("/cases/{case}/reply", ReplyAsync).WithMetadata(IdempotencyHeader.Taken)
            .WithSummary("Answer the customer")
            .WithDescription("Plans the reply and answers at once; what became of it is told by the message's state. The same Idempotency-Key never writes twice.");
        answer.MapPost("/cases/{case}/note", NoteAsync).WithMetadata(IdempotencyHeader.Taken).WithSummary("Write a note among agents");
        answer.MapPost("/messages/{id:guid}/cancel", CancelAsync).WithSummary("Take a reply back that has not left yet");
        answer.MapPost("/messages/{id:guid}/retry", RetryAsync).WithSummary("Send a failed reply again");
        answer.MapPost("/messages/{id:guid}/moderate", ModerateAsync).WithSummary("Hide, show or delete a customer's public message on the network");
    }

    private static async Task<Results<Accepted<AcceptedReply>, ProblemHttpResult>> ReplyAsync(
        string @case, ReplyBody body, HttpContext http, CaseReads cases, MessageReads messages, ReplyDesk desk, SecondLookStore looks, ApiRequests requests, CancellationToken ct)
    {
        if (await cases.IdOfAsync(@case, ct) is not { } caseId)
            return ApiProblem.Of("not-found");
        if (body.Visibility == Visibility.Note)
            return ApiProblem.Of("no-box");
        var actor = Actor.Of(http.User);
        var boxes = await desk.BoxesAsync(caseId, ct);
        var accounts = boxes.Where(b => b.Visibility == body.Visibility && (body.Account is null || b.AccountId == body.Account)).ToList();
        if (body.Account is { } named && boxes.All(b => b.AccountId != named))
            return ApiProblem.Of("no-such-account");
        if (accounts.Count == 0)
            return ApiProblem.Of("no-box");
        // With one open way there is nothing to choose.
        if (accounts.Count > 1 && accounts.Count(b => b.Box.Open) == 1)
            accounts.RemoveAll(b => !b.Box.Open);
        if (accounts.Count > 1)
            return ApiProblem.Of("several-accounts");

        var request = await requests.BeginAsync(CallerOf(http), KeyOf(http), caseId, $"reply\n{body.Visibility}\n{body.Account}\n{body.Text}{Named(body.Attachments)}", ct);
        if (request is not RequestStart.Go go)
            return ApiProblem.Of(request is RequestStart.KeyTooLong ? "key-length" : "key-reused");
        if (await messages.FindAsync(go.MessageId, ct) is { } done)
            return Accepted(new AcceptedReply(done.Id, done.State, null));
        if (go.Keyed && await looks.FindAsync(go.MessageId, ct) is { } kept)
            return Accepted(Held(kept));

        try
        {
            var planned = await desk.ReplyAsync(caseId, body.Visibility, accounts[0].AccountId, body.Text ?? "", actor, ct, go.MessageId, Enclosed(http, body.Attachments), new ToneTrace(0, body.ToneConfirmed));
            if (planned.Held is { } look)
                return Accepted(Held(look));
            // The same key in the same instant: its twin took the files along.
            if (planned.Problem is "no-such-file" && go.Keyed && await messages.FindAsync(go.MessageId, ct) is { } twin)
                return Accepted(new AcceptedReply(twin.Id, twin.State, null));
            return planned.Problem is { } problem
                ? ApiProblem.Of(problem)
                : Accepted(new AcceptedReply(go.MessageId, MessageState.Planned, planned.UndoUntil));
        }
        catch (Exception e) when (requests.IsConflict(e) && go.Keyed)
        {
            // The same key came twice in the same instant: the other one wrote it.
            return await messages.FindAsync(go.MessageId, ct) is { } other
                ? Accepted(new AcceptedReply(other.Id, other.State, null))
                : throw new InvalidOperationException("A conflict without the message that caused it.", e);
        }
    }

    private static async Task<Results<Created<WrittenNote>, ProblemHttpResult>> NoteAsync(
        string @case, NoteBody body, HttpContext http, CaseReads cases, MessageReads messages, CaseDesk desk, ApiRequests requests, CancellationToken ct)
    {
        if (await cases.IdOfAsync(@case, ct) is not { } caseId)
            return ApiProblem.Of("not-found");
        var request = await requests.BeginAsync(CallerOf(http), KeyOf(http), caseId, $"note\n{body.Text}{Named(body.Attachments)}", ct);
        if (request is not RequestStart.Go go)
            return ApiProblem.Of(request is RequestStart.KeyTooLong ? "key-length" : "key-reused");
        if (await messages.FindAsync(go.MessageId, ct) is not null)
            return Written(go.MessageId);

        try
        {
            var result = await desk.NoteAsync(caseId, body.Text ?? "", Actor.Of(http.User), ct, go.MessageId, Enclosed(http, body.Attachments));
            if (result.Problem is "no-such-file" && go.Keyed && await messages.FindAsync(go.MessageId, ct) is not null)
                return Written(go.MessageId);
            return result.Done ? Written(go.MessageId) : ApiProblem.Of(result.Problem ?? "refused");
        }
        catch (Exception e) when (requests.IsConflict(e) && go.Keyed)
        {
            return Written(go.MessageId);
        }
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> CancelAsync(Guid id, HttpContext http, ReplyDesk desk, CancellationToken ct) =>
        ApiProblem.Answer(await desk.CancelAsync(id, Actor.Of(http.User), ct));

    private static async Task<Results<NoContent, ProblemHttpResult>> RetryAsync(Guid id, HttpContext http, ReplyDesk desk, CancellationToken ct) =>
        ApiProblem.Answer(await desk.RetryAsync(id, Actor.Of(http.User), ct));

    private static async Task<Results<NoContent, ProblemHttpResult>> ModerateAsync(Guid id, ModerateBody body, HttpContext http, ReplyDesk desk, ChannelWords words, CancellationToken ct) =>
        ApiProblem.Answer(await desk.ModerateAsync(id, body.Action, Actor.Of(http.User), ct), words);

    private static AcceptedReply Held(SecondLook look) => new(look.Id, MessageState.Planned, null, look.DueAt);

    private static Accepted<AcceptedReply> Accepted(AcceptedReply reply) => TypedResults.Accepted($"/api/v1/messages/{reply.MessageId}", reply);

    private static Created<WrittenNote> Written(Guid id) => TypedResults.Created($"/api/v1/messages/{id}", new WrittenNote(id));

    private static Enclosed Enclosed(HttpContext http, IReadOnlyList<Guid>? files) => new(CallerOf(http), files ?? []);

    // Without files a request stands for the same as before there were any.
    private static string Named(IReadOnlyList<Guid>? files) => files is { Count: > 0 } ? "\n" + string.Join('\n', files) : "";

    // Keys and files of one caller never meet those of another.
    public static string CallerOf(HttpContext http) =>
        http.User.FindFirstValue(HeedClaims.TokenId) is { } token ? "token:" + token : "user:" + http.User.FindFirstValue(ClaimTypes.NameIdentifier);

    private static string? KeyOf(HttpContext http) => http.Request.Headers[IdempotencyHeader.Name] is { Count: > 0 } given ? given.ToString() : null;

    public static bool IsKey(string key) => key.Length is > 0 and <= LongestKey;
}
