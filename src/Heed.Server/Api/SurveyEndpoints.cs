using System.ComponentModel;
using System.Globalization;
using System.Text;
using Heed.Core.Surveys;
using Heed.Server.Surveys;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Heed.Server.Api;

/// <summary>Whether a customer's time was valued.</summary>
internal enum ValuedTimeJson
{
    No = 0,
    Partly = 1,
    Yes = 2,
}

/// <param name="Department">That had the case when it was resolved.</param>
internal sealed record SurveyJson(
    Guid Id, Guid CaseId, long CaseNumber, Guid CustomerId, string Brand, Guid? Department, string Network, string Language, DateTimeOffset AskedAt, DateTimeOffset AnsweredAt,
    [property: Description("1 to 5; null where it was not answered.")] int? Satisfaction,
    [property: Description("0 to 10.")] int? Recommendation,
    [property: Description("How easy it was, 1 (hard) to 5 (easy).")] int? Effort,
    [property: Description("no, partly or yes.")] ValuedTimeJson? ValuedTime,
    [property: Description("How much more they would pay for better service, in per cent.")] int? PayMorePercent,
    [property: Description("The network they would rather use, or phone.")] string? PreferredChannel);

/// <summary>What customers said of how it went.</summary>
internal static class SurveyEndpoints
{
    private const int RowsAtOnce = 500;

    public static void MapSurveys(this RouteGroupBuilder lead)
    {
        QueryParameter[] narrow =
        [
            new("brand", QueryKind.Text, "One brand; all when left out."),
            new("since", QueryKind.Time, "Only what was first answered at this time or later."),
        ];
        lead.MapGet("/surveys", ListAsync).WithMetadata(QueryParameters.Paged(narrow)).WithSummary("Answered surveys, oldest first");
        lead.MapGet("/surveys.csv", ExportAsync).WithMetadata(QueryParameters.Whole(narrow)).WithSummary("The same as one CSV file")
            .Produces<string>(StatusCodes.Status200OK, "text/csv");
    }

    private static async Task<Results<Ok<Listing<SurveyJson>>, ProblemHttpResult>> ListAsync(HttpContext http, SurveyReads surveys, CancellationToken ct)
    {
        var query = ApiQuery.Of(http);
        var (brand, since, after) = (query.Text("brand"), query.Time("since"), query.KeyAndId());
        if (query.Problem is { } problem)
            return ApiProblem.Of("bad-query", problem);
        var rows = await surveys.ListAsync(brand, since, after, query.Limit + 1, ct);
        return TypedResults.Ok(Listing<SurveyJson>.Of([.. rows.Select(View)], query.Limit, s => PageCursor.Place(s.AnsweredAt.ToUnixTimeMilliseconds(), s.Id)));
    }

    private static async Task<IResult> ExportAsync(HttpContext http, SurveyReads surveys, CancellationToken ct)
    {
        var query = ApiQuery.Of(http);
        var (brand, since) = (query.Text("brand"), query.Time("since"));
        if (query.Problem is { } problem)
            return ApiProblem.Of("bad-query", problem);
        return Results.Stream(body => WriteAsync(body, brand, since, surveys, ct), "text/csv; charset=utf-8", "surveys.csv");
    }

    private static async Task WriteAsync(Stream body, string? brand, DateTimeOffset? since, SurveyReads surveys, CancellationToken ct)
    {
        await using var writer = new StreamWriter(body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true) { NewLine = "\r\n" };
        await writer.WriteLineAsync("id,case,customer,brand,department,network,language,asked_at,answered_at,satisfaction,recommendation,effort,valued_time,pay_more_percent,preferred_channel");
        (long, Guid)? after = null;
        while (await surveys.ListAsync(brand, since, after, RowsAtOnce, ct) is { Count: > 0 } rows)
        {
            foreach (var s in rows.Select(View))
            {
                await writer.WriteLineAsync(string.Join(',', new object?[]
                {
                    s.Id, s.CaseNumber, s.CustomerId, s.Brand, s.Department, s.Network, s.Language, Stamp(s.AskedAt), Stamp(s.AnsweredAt),
                    s.Satisfaction, s.Recommendation, s.Effort, s.ValuedTime?.ToString().ToLowerInvariant(), s.PayMorePercent, s.PreferredChannel,
                }.Select(SurveyCsv.Cell)).AsMemory(), ct);
            }

            var last = rows[^1].Survey;
            after = (last.AnsweredAt!.Value.ToUnixTimeMilliseconds(), last.Id); // only answered ones are listed
        }

        await writer.FlushAsync(ct);
    }

    private static string Stamp(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static SurveyJson View(AnsweredSurvey a) => new(
        a.Survey.Id, a.Survey.CaseId, a.CaseNumber, a.Survey.CustomerId, a.Survey.Brand, a.Survey.DepartmentId, a.Survey.Network, a.Survey.Language, a.Survey.AskedAt,
        a.Survey.AnsweredAt!.Value, // only answered ones are listed
        a.Number(SurveyQuestion.Satisfaction), a.Number(SurveyQuestion.Recommendation), a.Number(SurveyQuestion.Effort),
        (ValuedTimeJson?)a.Number(SurveyQuestion.ValuedTime), a.Number(SurveyQuestion.PayMore), a.Word(SurveyQuestion.Channel));
}
