using Heed.Core.Channels;
using Heed.Core.Messages;
using Heed.Server.Replies;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Heed.Server.Api;

/// <summary>Files on their way out: brought first, then named by the reply. The composer and programs come by the same door.</summary>
internal static class FileEndpoints
{
    private static readonly QueryParameters Asked = QueryParameters.Whole(
        new("visibility", QueryKind.Text, "The box it is for: public, private or note.", "public", "private", "note"),
        new("account", QueryKind.Id, "Id of the channel account to answer by; needed only when the case has messages on several."),
        new("name", QueryKind.Text, "The file's name, with its ending."));

    public static void MapFiles(this RouteGroupBuilder answer)
    {
        // Only bytes as such: no form of another site can send them with a person's cookie.
        answer.MapPost("/cases/{case}/attachments", BringAsync).WithMetadata(Asked).Accepts<Stream>("application/octet-stream")
            .WithSummary("Bring a file for a reply or a note")
            .WithDescription("The body is the file: curl --data-binary @invoice.pdf -H 'Content-Type: application/octet-stream'. It waits, for two weeks, until a reply or note of the same token names its id.");
        answer.MapDelete("/cases/{case}/attachments/{id:guid}", RemoveAsync).WithSummary("Remove a file that was brought and not sent");
    }

    private static async Task<Results<Created<BroughtFile>, ProblemHttpResult>> BringAsync(string @case, HttpContext http, CaseReads cases, Uploads uploads, CancellationToken ct)
    {
        var query = ApiQuery.Of(http);
        var account = query.Id("account");
        if (!Enum.TryParse<Visibility>(query.Text("visibility"), ignoreCase: true, out var visibility) || query.Problem is not null)
            return ApiProblem.Of("bad-query", query.Problem ?? "'visibility' must be public, private or note.");
        if (await cases.IdOfAsync(@case, ct) is not { } caseId)
            return ApiProblem.Of("not-found");
        var (rules, closed) = await uploads.RulesAsync(caseId, visibility, account, ct);
        if (rules is null)
            return ApiProblem.Of(closed ?? "no-box");
        if (await BytesAsync(http.Request, rules, ct) is not { } bytes)
            return ApiProblem.Of("file-too-large");

        var brought = await uploads.BringAsync(caseId, visibility, rules, WriteEndpoints.CallerOf(http), query.Text("name"), bytes, ct);
        return brought.Upload is { } file
            ? TypedResults.Created((string?)null, new BroughtFile(file.Id, file.Name, file.ContentType, file.Size))
            : ApiProblem.Of(brought.Problem ?? "refused");
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RemoveAsync(string @case, Guid id, HttpContext http, CaseReads cases, Uploads uploads, CancellationToken ct) =>
        await cases.IdOfAsync(@case, ct) is { } caseId && await uploads.RemoveAsync(id, caseId, WriteEndpoints.CallerOf(http), ct)
            ? TypedResults.NoContent()
            : ApiProblem.Of("not-found");

    // Null: more than the largest file the box takes. What was announced is not believed: the server stops reading there.
    private static async Task<byte[]?> BytesAsync(HttpRequest request, FileRules rules, CancellationToken ct)
    {
        if (request.ContentLength > rules.MaxBytes)
            return null;
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = rules.MaxBytes + 1;
        using var body = new MemoryStream((int)(request.ContentLength ?? 4096));
        try
        {
            await request.Body.CopyToAsync(body, ct);
        }
        catch (BadHttpRequestException e) when (e.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return null;
        }

        return body.Length > rules.MaxBytes ? null : body.ToArray();
    }
}
