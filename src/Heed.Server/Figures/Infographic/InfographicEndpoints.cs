using System.Globalization;
using Heed.Core.Figures;
using Heed.Server.Access;
using Heed.Server.Api;
using Heed.Server.Figures.Infographic.Layout;
using Heed.Storage;
using Heed.Storage.Figures;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Heed.Server.Figures.Infographic;

/// <summary>The page over HTTP, for programs and for the screen.</summary>
internal static class InfographicEndpoints
{
    // Its fonts and its logo are inside; nothing else is fetched, and nothing runs.
    private const string OwnContentOnly = "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:; sandbox";

    private static readonly QueryParameters Asked = QueryParameters.Whole(
        new("language", QueryKind.Text, "Language of the page; English when left out.", [.. InfographicWords.Languages]),
        new("brand", QueryKind.Text, "One brand; all together when left out."),
        new("department", QueryKind.Id, "Id of a department: the cases it has now, its own stays and promises."),
        new("period", QueryKind.Text, "Instead of from and to: a period that ends now or ended last.", [.. PagePeriod.Words]),
        new("from", QueryKind.Time, "First moment that counts."),
        new("to", QueryKind.Time, "First moment that counts no more."),
        new("form", QueryKind.Text, "A sheet of A4, or one narrow column for a phone; a4 when left out.", [.. Form.All.Select(f => f.Word)]));

    public static void MapInfographic(this RouteGroupBuilder read) =>
        read.MapGet("/figures/infographic.{format}", PrintAsync).WithMetadata(Asked)
            .WithSummary("The figures on one page, to be shown: svg, png or pdf")
            .WithDescription("In the brand's colours, in English, French or Spanish. Figures that cannot be told yet are left out and named at the foot.");

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> PrintAsync(
        string format, HttpContext http, Press press, IDbContextFactory<HeedDb> contexts, TimeProvider clock, CancellationToken ct)
    {
        var query = ApiQuery.Of(http);
        var (from, to, department) = (query.Time("from"), query.Time("to"), query.Id("department"));
        if (query.Problem is { } problem)
            return ApiProblem.Of("bad-query", problem);
        if (!Press.Formats.Contains(format))
            return ApiProblem.Of("not-found", "The page is there as infographic.svg, infographic.png and infographic.pdf.");
        if (query.Text("period") is { } period)
        {
            if (from is not null || to is not null)
                return ApiProblem.Of("bad-query", "Give either 'period', or 'from' and 'to'.");
            (from, to) = PagePeriod.Of(period, clock.GetUtcNow(), await press.ZoneAsync(department, ct));
        }

        if (from >= to)
            return ApiProblem.Of("figures-period");
        await using (var db = await contexts.CreateDbContextAsync(ct))
        {
            if (department is { } id && !await db.Departments.AnyAsync(d => d.Id == id, ct))
                return ApiProblem.Of("bad-query", $"There is no department {id}; GET /api/v1/departments lists them.");
        }

        var order = new PageOrder(
            CultureInfo.GetCultureInfo(query.Text("language") ?? InfographicWords.Languages[0]), query.Text("brand"), department, from, to,
            Form.All.FirstOrDefault(f => f.Word == query.Text("form")) ?? Form.A4);
        var printed = await press.PrintAsync(order, format, ct);
        SecurityHeaders.Restrict(http, OwnContentOnly);
        http.Response.Headers.CacheControl = "private, no-store";
        return TypedResults.File(printed.Content, printed.ContentType);
    }
}
