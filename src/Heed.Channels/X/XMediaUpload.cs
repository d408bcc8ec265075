using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Heed.Channels.Http;
using Heed.Core.Channels;
using Heed.Core.Messages;

namespace Heed.Channels.X;

/// <summary>Hands the files of a reply to X, in pieces, before the post that shows them. Nobody sees anything until the post: whatever fails here was certainly not sent.</summary>
internal sealed class XMediaUpload(TimeProvider clock, XApi api)
{
    /// <summary>X takes up to 5 MB in a piece.</summary>
    private const int PieceBytes = 4 * 1024 * 1024;

    /// <summary>Films are looked at by X first; one that takes longer is brought anew with the next try.</summary>
    private static readonly TimeSpan LongestLook = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan UsualLook = TimeSpan.FromSeconds(1);

    /// <returns>X's ids of the files in their order, or how it failed.</returns>
    public async Task<(IReadOnlyList<string> Ids, SendOutcome? Failure)> BringAsync(
        ChannelAccount account, IReadOnlyList<Attachment> files, bool direct, HttpClient http, CancellationToken ct)
    {
        var ids = new List<string>();
        foreach (var file in files)
        {
            var (id, failure) = await OneAsync(account, file, direct, http, ct);
            if (id is null)
                return ([], failure);
            ids.Add(id);
        }

        return (ids, null);
    }

    private async Task<(string? Id, SendOutcome? Failure)> OneAsync(ChannelAccount account, Attachment file, bool direct, HttpClient http, CancellationToken ct)
    {
        if (file.Content is not { Length: > 0 } bytes)
            return (null, new SendOutcome.Refused(XTrouble.FileLost.As(file.Name)));
        if (Category(file.ContentType, direct) is not { } category)
            return (null, new SendOutcome.Refused(XTrouble.WrongFiles.As()));

        var begin = new JsonObject { ["media_type"] = file.ContentType, ["total_bytes"] = bytes.Length, ["media_category"] = category };
        var (begun, failure) = await StepAsync(account, HttpMethod.Post, "/2/media/upload/initialize", XApi.Json(begin), http, ct);
        if (failure is not null || begun.Id("id") is not { } id || !id.All(char.IsAsciiDigit))
            return (null, failure ?? Stumbled("initialize"));

        for (var (piece, at) = (0, 0); at < bytes.Length; piece++, at += PieceBytes)
        {
            var (index, length) = (piece, Math.Min(PieceBytes, bytes.Length - at));
            var from = at;
            failure = (await StepAsync(account, HttpMethod.Post, $"/2/media/upload/{id}/append", () => Piece(bytes, from, length, index), http, ct)).Failure;
            if (failure is not null)
                return (null, failure);
        }

        JsonElement data;
        (data, failure) = await StepAsync(account, HttpMethod.Post, $"/2/media/upload/{id}/finalize", null, http, ct);
        return failure is null ? await ReadyAsync(account, id, data, http, ct) : (null, failure);
    }

    private async Task<(string? Id, SendOutcome? Failure)> ReadyAsync(ChannelAccount account, string id, JsonElement data, HttpClient http, CancellationToken ct)
    {
        var until = clock.GetUtcNow() + LongestLook;
        while (data.Member("processing_info") is var look && look.Text("state") is { } state && state != "succeeded")
        {
            if (state == "failed")
                return (null, new SendOutcome.Refused(XTrouble.FileRefused.As(look.Member("error").Text("message") ?? "processing failed")));
            var wait = look.Count("check_after_secs") is { } seconds and > 0 ? TimeSpan.FromSeconds(seconds) : UsualLook;
            if (clock.GetUtcNow() + wait > until)
                return (null, Stumbled(state));
            await Task.Delay(wait, clock, ct);
            (data, var failure) = await StepAsync(account, HttpMethod.Get, $"/2/media/upload?command=STATUS&media_id={id}", null, http, ct);
            if (failure is not null)
                return (null, failure);
        }

        return (id, null);
    }

    private async Task<(JsonElement Data, SendOutcome? Failure)> StepAsync(
        ChannelAccount account, HttpMethod method, string path, Func<HttpContent>? content, HttpClient http, CancellationToken ct)
    {
        var exchange = await api.CallAsync(account, method, path, content, http, ct);
        if (exchange is not Exchange.Answered answer)
        {
            return (default, exchange is Exchange.Broken broken ? Again(broken.Why) : ChannelHttp.WithoutAnswer(exchange));
        }

        if (!answer.IsSuccess)
            return (default, XErrors.OfUpload(answer.Status, XProblem.Read(answer.Body), XApi.Rate(exchange), clock.GetUtcNow()));
        using var document = JsonAnswer.TryParse(answer.Body);
        return (document?.RootElement.Member("data") is { ValueKind: JsonValueKind.Object } data ? data.Clone() : default, null);
    }

    private static MultipartFormDataContent Piece(byte[] bytes, int from, int length, int index)
    {
        var media = new ByteArrayContent(bytes, from, length);
        media.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        return new MultipartFormDataContent { { new StringContent(index.ToString(CultureInfo.InvariantCulture)), "segment_index" }, { media, "media", "media" } };
    }

    private static string? Category(string contentType, bool direct)
    {
        var sort = contentType switch
        {
            "image/gif" => "gif",
            _ when contentType.StartsWith("image/", StringComparison.Ordinal) => "image",
            _ when contentType.StartsWith("video/", StringComparison.Ordinal) => "video",
            _ => null,
        };
        return sort is null ? null : (direct ? "dm_" : "tweet_") + sort;
    }

    private static SendOutcome.Retry Stumbled(string where) => Again(XTrouble.FileStumbled.As(where));

    private static SendOutcome.Retry Again(Trouble why) => new(XErrors.UploadAgain, why);
}
