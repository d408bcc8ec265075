using System.Globalization;
using Heed.Core.Cases;
using Heed.Core.Channels;
using Heed.Server.Access;
using Heed.Server.Inbox;
using Heed.Server.Replies;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Heed.Server.Api;

/// <summary>Cases: read by everyone, changed by those who answer.</summary>
internal static class CaseEndpoints
{
    private static readonly QueryParameters Filters = QueryParameters.Paged(
        new("status", QueryKind.Text, "open or resolved; both when left out.", "open", "resolved"),
        new("view", QueryKind.Text, "mine (for a person), unassigned, unanswered (the customer waits), all.", "mine", "unassigned", "unanswered", "all"),
        new("department", QueryKind.Id, "A department's id."),
        new("assignee", QueryKind.Id, "A person's id."),
        new("channel", QueryKind.Text, "The network the case began on.", [.. Network.All]),
        new("brand", QueryKind.Text, "A brand, as its channel accounts name it."),
        new("tag", QueryKind.Text, "A tag, exactly."),
        new("topic", QueryKind.Text, "Code of a topic; see GET /api/v1/topics."),
        new("customer", QueryKind.Id, "A customer's id."),
        new("q", QueryKind.Text, "Words of its messages, the customer's name, handle or address, or the number: the fifty best."),
        new("updatedSince", QueryKind.Time, "Only cases to which something happened since."),
        new("sort", QueryKind.Text, "newest: by id, which no change disturbs, the usual one. queue: the inbox's own, who will be let down first, then the answered. activity: the newest message first.", "newest", "queue", "activity"));

    private static readonly QueryParameters Pages = QueryParameters.Paged();

    public static void MapCases(this RouteGroupBuilder read, RouteGroupBuilder answer)
    {
        read.MapGet("/cases", ListAsync).WithMetadata(Filters).WithSummary("Cases, newest first unless sorted otherwise").Produces<Listing<CaseJson>>();
        read.MapGet("/cases/{case}", OneAsync).WithSummary("One case, by id or number");
        read.MapGet("/cases/{case}/messages", MessagesAsync).WithMetadata(Pages).WithSummary("Its messages, oldest first");
        read.MapGet("/cases/{case}/events", EventsAsync).WithMetadata(Pages).WithSummary("All that happened to it, in order");
        read.MapGet("/cases/{case}/boxes", BoxesAsync).WithSummary("The ways to write to its customer: open or closed, why, how long, until when, at what price, with which files");

        answer.MapPost("/cases/{case}/assign", AssignAsync).WithSummary("Give it to a person, to \"me\", or to nobody (null)");
        answer.MapPost("/cases/{case}/resolve", ResolveAsync).WithSummary("Close it");
        answer.MapPost("/cases/{case}/reopen", ReopenAsync).WithSummary("Open it again");
        answer.MapPost("/cases/{case}/no-answer-needed", NoAnswerAsync).WithSummary("Nobody needs to answer what was written last: the clock stops");
        answer.MapPost("/cases/{case}/tags", TagAsync).WithSummary("Add a tag");
        answer.MapDelete("/cases/{case}/tags/{tag}", UntagAsync).WithSummary("Take a tag off");
    }

    private static async Task<Results<Ok<Listing<CaseJson>>, ProblemHttpResult>> ListAsync(HttpContext http, CaseReads cases, CancellationToken ct)
    {
        var query = ApiQuery.Of(http);
        var view = query.Text("view");
        var filter = new CaseFilter
        {
            Status = query.Text("status") switch { "open" => CaseStatus.Open, "resolved" => CaseStatus.Resolved, _ => null },
            Unassigned = view == "unassigned",
            Waiting = view == "unanswered",
            DepartmentId = query.Id("department"),
            AssigneeId = query.Id("assignee"),
            Network = query.Text("channel"),
            Brand = query.Text("brand"),
            Tag = query.Text("tag"),
            Topic = query.Text("topic"),
            CustomerId = query.Id("customer"),
        };
        // A program that is nobody has taken nothing.
        Guid? taker = view == "mine" ? Actor.Of(http.User).UserId ?? Guid.Empty : null;
        var order = query.Text("sort") switch { "queue" => CaseOrder.Queue, "activity" => CaseOrder.Activity, _ => CaseOrder.Newest };
        var ask = new CaseAsk(filter, order, taker, query.Text("q"), query.Time("updatedSince"));
        var after = query.KeyAndId(CaseReads.MarkOf(order));
        return query.Problem is { } problem ? ApiProblem.Of("bad-query", problem) : TypedResults.Ok(await cases.ListAsync(ask, after, query.Limit, ct));
    }

    private static async Task<Results<Ok<CaseJson>, ProblemHttpResult>> OneAsync(string @case, CaseReads cases, CancellationToken ct) =>
        await cases.FindAsync(@case, ct) is { } found ? TypedResults.Ok(found) : ApiProblem.Of("not-found");

    private static async Task<Results<Ok<Listing<MessageJson>>, ProblemHttpResult>> MessagesAsync(
        string @case, HttpContext http, CaseReads cases, MessageReads messages, CancellationToken ct)
    {
        var query = ApiQuery.Of(http);
        var after = query.KeyAndId();
        if (query.Problem is { } problem)
            return ApiProblem.Of("bad-query", problem);
        return await cases.IdOfAsync(@case, ct) is { } id
            ? TypedResults.Ok(await messages.ListAsync(new MessageAsk(id), after, query.Limit, ct))
            : ApiProblem.Of("not-found");
    }

    private static async Task<Results<Ok<Listing<CaseEventJson>>, ProblemHttpResult>> EventsAsync(string @case, HttpContext http, CaseReads cases, CancellationToken ct)
    {
        var query = ApiQuery.Of(http);
        var after = query.Key();
        if (query.Problem is { } problem)
            return ApiProblem.Of("bad-query", problem);
        return await cases.IdOfAsync(@case, ct) is { } id
            ? TypedResults.Ok(await cases.EventsAsync(id, after ?? 0, query.Limit, ct))
            : ApiProblem.Of("not-found");
    }

    private static async Task<Results<Ok<Listing<BoxJson>>, ProblemHttpResult>> BoxesAsync(string @case, CaseReads cases, ReplyDesk desk, CancellationToken ct)
    {
        if (await cases.IdOfAsync(@case, ct) is not { } id)
            return ApiProblem.Of("not-found");
        return TypedResults.Ok(Listing<BoxJson>.Whole(
        [
            .. (await desk.BoxesAsync(id, ct)).Select(b => new BoxJson(
                b.Visibility, b.AccountId, b.Network, b.AccountName, b.Handle, b.RecipientName, b.Box.Open, b.Box.Reason,
                b.Box.Rule, b.Box.Limit, b.Box.OpenUntil, b.Box.CostMicroDollars, b.Box.CostWithLinkMicroDollars,
                FilesJson.Of(b.Box.Files), b.Box is { Open: true, Files: null } ? b.Box.NoFiles : null)),
        ]));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> AssignAsync(string @case, AssignBody body, HttpContext http, CaseReads cases, CaseDesk desk, CancellationToken ct)
    {
        var actor = Actor.Of(http.User);
        Guid? agent = null;
        if (body.AgentId == "me" && (agent = actor.UserId) is null)
            return ApiProblem.Of("nobody-here");
        if (body.AgentId is not (null or "me"))
        {
            if (!Guid.TryParse(body.AgentId, CultureInfo.InvariantCulture, out var named))
                return ApiProblem.Of("no-such-agent");
            agent = named;
        }

        return await ChangeAsync(@case, cases, id => desk.AssignAsync(id, agent, actor, ct), ct);
    }

    private static Task<Results<NoContent, ProblemHttpResult>> ResolveAsync(string @case, HttpContext http, CaseReads cases, CaseDesk desk, CancellationToken ct) =>
        ChangeAsync(@case, cases, id => desk.ResolveAsync(id, Actor.Of(http.User), ct), ct);

    private static Task<Results<NoContent, ProblemHttpResult>> ReopenAsync(string @case, HttpContext http, CaseReads cases, CaseDesk desk, CancellationToken ct) =>
        ChangeAsync(@case, cases, id => desk.ReopenAsync(id, Actor.Of(http.User), ct), ct);

    private static Task<Results<NoContent, ProblemHttpResult>> NoAnswerAsync(string @case, HttpContext http, CaseReads cases, CaseDesk desk, CancellationToken ct) =>
        ChangeAsync(@case, cases, id => desk.NeedsNoAnswerAsync(id, Actor.Of(http.User), ct), ct);

    private static Task<Results<NoContent, ProblemHttpResult>> TagAsync(string @case, TagBody body, HttpContext http, CaseReads cases, CaseDesk desk, CancellationToken ct) =>
        ChangeAsync(@case, cases, id => desk.TagAsync(id, body.Tag ?? "", Actor.Of(http.User), ct), ct);

    private static Task<Results<NoContent, ProblemHttpResult>> UntagAsync(string @case, string tag, HttpContext http, CaseReads cases, CaseDesk desk, CancellationToken ct) =>
        ChangeAsync(@case, cases, id => desk.UntagAsync(id, tag, Actor.Of(http.User), ct), ct);

    /// <summary>Changes a case named by its id or number.</summary>
    internal static async Task<Results<NoContent, ProblemHttpResult>> ChangeAsync(string @case, CaseReads cases, Func<Guid, Task<DeskResult>> change, CancellationToken ct) =>
        await cases.IdOfAsync(@case, ct) is { } id ? ApiProblem.Answer(await change(id)) : ApiProblem.Of("not-found");
}
