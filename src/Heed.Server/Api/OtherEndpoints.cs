using Heed.Core.Channels;
using Heed.Core.Clocks;
using Heed.Core.Figures;
using Heed.Core.Messages;
using Heed.Server.Figures.Infographic;
using Heed.Server.Inbox;
using Heed.Server.Settings;
using Heed.Storage;
using Heed.Storage.Figures;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Heed.Server.Api;

/// <summary>What is only read: messages of all cases, customers, channels, departments, people, figures.</summary>
internal static class OtherEndpoints
{
    public static void MapOthers(this RouteGroupBuilder read)
    {
        read.MapGet("/messages", MessagesAsync)
            .WithMetadata(QueryParameters.Paged(
                new("direction", QueryKind.Text, "inbound or outbound; both when left out.", "inbound", "outbound"),
                new("account", QueryKind.Id, "A channel account's id."),
                new("externalId", QueryKind.Text, "The network's own id of a message, of any of its versions."),
                new("since", QueryKind.Time, "Only messages of this time or later, by the network's clock.")))
            .WithSummary("Messages of all cases, oldest first: for checking that nothing is lost");
        read.MapGet("/messages/{id:guid}", MessageAsync).WithSummary("One message");
        read.MapGet("/customers", CustomersAsync)
            .WithMetadata(QueryParameters.Paged(new QueryParameter("q", QueryKind.Text, "Name, handle or address: the fifty best.")))
            .WithSummary("Customers, newest first");
        read.MapGet("/customers/{id:guid}", CustomerAsync).WithSummary("One customer with every identity");
        read.MapGet("/channels", ChannelsAsync).WithSummary("Channel accounts, without their secrets");
        read.MapGet("/departments", DepartmentsAsync).WithSummary("Departments with their targets");
        read.MapGet("/people", PeopleAsync).WithSummary("People who work here");
        read.MapGet("/figures", FiguresAsync)
            .WithMetadata(QueryParameters.Whole(
                new("brand", QueryKind.Text, "One brand; all together, then each, when left out."),
                new("channel", QueryKind.Text, "One network.", [.. Network.All]),
                new("department", QueryKind.Id, "Id of a department: the cases it has now, its own stays and promises."),
                new("from", QueryKind.Time, "First moment that counts."),
                new("to", QueryKind.Time, "First moment that counts no more.")))
            .WithSummary("The figures, each with definition, count, 95 % interval and the published value");
        read.MapInfographic();
    }

    private static async Task<Results<Ok<Listing<MessageJson>>, ProblemHttpResult>> MessagesAsync(HttpContext http, MessageReads messages, CancellationToken ct)
    {
        var query = ApiQuery.Of(http);
        var ask = new MessageAsk(
            null, query.Text("direction") switch { "inbound" => Direction.Inbound, "outbound" => Direction.Outbound, _ => null },
            query.Id("account"), query.Text("externalId"), query.Time("since"));
        var after = query.KeyAndId();
        return query.Problem is { } problem ? ApiProblem.Of("bad-query", problem) : TypedResults.Ok(await messages.ListAsync(ask, after, query.Limit, ct));
    }

    private static async Task<Results<Ok<MessageJson>, ProblemHttpResult>> MessageAsync(Guid id, MessageReads messages, CancellationToken ct) =>
        await messages.FindAsync(id, ct) is { } found ? TypedResults.Ok(found) : ApiProblem.Of("not-found");

    private static async Task<Results<Ok<Listing<CustomerJson>>, ProblemHttpResult>> CustomersAsync(HttpContext http, InboxQueries inbox, CancellationToken ct)
    {
        var query = ApiQuery.Of(http);
        var before = query.KeyAndId();
        if (query.Problem is { } problem)
            return ApiProblem.Of("bad-query", problem);
        var page = await inbox.CustomersAsync(query.Text("q"), before is { } place ? new Cursor(0, place.Id).ToString() : null, query.Limit, ct);
        var next = page.Next is null ? null : PageCursor.Seal(PageCursor.Place(0, page.Items[^1].Id));
        return TypedResults.Ok(new Listing<CustomerJson>([.. page.Items.Select(c => View(c.Id, c.Name, c.Language, c.CreatedAt, c.CaseCount, c.Identities))], next));
    }

    private static async Task<Results<Ok<CustomerJson>, ProblemHttpResult>> CustomerAsync(Guid id, InboxQueries inbox, CancellationToken ct) =>
        await inbox.CustomerAsync(id, ct) is { } c ? TypedResults.Ok(View(c.Id, c.Name, c.Language, c.CreatedAt, c.CaseCount, c.Identities)) : ApiProblem.Of("not-found");

    private static async Task<Ok<Listing<ChannelJson>>> ChannelsAsync(ChannelAdmin channels, ChannelWords words, CancellationToken ct) =>
        TypedResults.Ok(Listing<ChannelJson>.Whole(
        [
            .. (await channels.ListAsync(ct)).Select(a => new ChannelJson(
                a.Id, a.Network, a.Name, a.Brand, a.ExternalId, a.Handle, a.DepartmentId, a.State, words.Tell(a.StateReason, ChannelWords.English), ChannelWords.CodeOf(a.StateReason),
                $"/webhooks/{a.Network}/{a.Name}", a.AddedAt, a.PolledAt, words.Tell(a.PollFailure, ChannelWords.English), ChannelWords.CodeOf(a.PollFailure))),
        ]));

    private static async Task<Ok<Listing<DepartmentJson>>> DepartmentsAsync(IDbContextFactory<HeedDb> contexts, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var departments = await db.Departments.AsNoTracking().OrderBy(d => d.Position).ThenBy(d => d.Name).ToListAsync(ct);
        return TypedResults.Ok(Listing<DepartmentJson>.Whole(
        [
            .. departments.Select(d => new DepartmentJson(
                d.Id, d.Name, (BusinessCalendar.Parse(d.Calendar, out _) ?? BusinessCalendar.AlwaysOpen).TimeZoneId,
                new TargetsJson(d.FirstPublicMinutes, d.FirstPrivateMinutes, d.NextPublicMinutes, d.NextPrivateMinutes))),
        ]));
    }

    private static async Task<Ok<Listing<PersonJson>>> PeopleAsync(IDbContextFactory<HeedDb> contexts, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return TypedResults.Ok(Listing<PersonJson>.Whole(
            await db.Users.AsNoTracking().Where(u => !u.Disabled).OrderBy(u => u.Name).Select(u => new PersonJson(u.Id, u.Name, u.Role)).ToListAsync(ct)));
    }

    private static async Task<Results<Ok<Listing<FigureView>>, ProblemHttpResult>> FiguresAsync(
        HttpContext http, FigureBook book, IDbContextFactory<HeedDb> contexts, CancellationToken ct)
    {
        var query = ApiQuery.Of(http);
        var scope = new FigureScope(query.Text("brand"), query.Text("channel"), query.Time("from"), query.Time("to"), Department: query.Id("department"));
        if (query.Problem is { } problem)
            return ApiProblem.Of("bad-query", problem);
        if (scope.From >= scope.To)
            return ApiProblem.Of("figures-period");
        if (scope.Department is { } department)
        {
            await using var db = await contexts.CreateDbContextAsync(ct);
            if (!await db.Departments.AnyAsync(d => d.Id == department, ct))
                return ApiProblem.Of("bad-query", $"There is no department {department}; GET /api/v1/departments lists them.");
        }

        return TypedResults.Ok(Listing<FigureView>.Whole([.. (await book.ComputeEachAsync(scope, ct)).Select(f => f.View())]));
    }

    private static CustomerJson View(Guid id, string name, string? language, DateTimeOffset createdAt, int caseCount, IEnumerable<IdentityView> identities) => new(
        id, name, language, createdAt, caseCount,
        [.. identities.Select(i => new IdentityJson(i.Id, i.Network, i.Space, i.ExternalId, i.Name, i.Handle, i.Location, i.Locale, i.Followers, i.Verified, i.FirstSeenAt))]);
}
