using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Heed.Channels.Http;
using Heed.Core.Channels;

namespace Heed.Channels.Facebook;

/// <summary>One call to the Graph API, and every way it can end.</summary>
internal sealed class FacebookHttp(ChannelAccount account, HttpClient http, TimeProvider clock)
{
    /// <summary>Meta answers within seconds; after this nobody knows what became of the call.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>A page of fifty posts with their comments stays far below.</summary>
    private const int LargestAnswer = 8 * 1024 * 1024;

    public Task<FacebookReply> GetAsync(string path, string query, CancellationToken ct) =>
        CallAsync(HttpMethod.Get, path, query, content: null, repeatable: true, Patience, ct);

    /// <summary>A write that must not happen twice: whatever may have worked ends as <see cref="SendOutcome.Unknown"/>.</summary>
    public Task<FacebookReply> PostAsync(string path, object body, CancellationToken ct) =>
        CallAsync(HttpMethod.Post, path, "", Json(body), repeatable: false, Patience, ct);

    /// <summary>A write that may happen twice without harm (hide, delete).</summary>
    public Task<FacebookReply> RepeatableAsync(HttpMethod method, string path, object? body, CancellationToken ct) =>
        CallAsync(method, path, "", body is null ? null : Json(body), repeatable: true, Patience, ct);

    /// <summary>Bytes that nobody sees until a write names them.</summary>
    /// <param name="longer">What a slow line needs beyond the usual.</param>
    public Task<FacebookReply> UploadAsync(string path, Func<HttpContent> content, TimeSpan longer, CancellationToken ct) =>
        CallAsync(HttpMethod.Post, path, "", content, repeatable: true, Patience + longer, ct);

    /// <summary>Ids come from outside; one that is no plain name must not bend the address of a call.</summary>
    public static bool IsPlain(string? id) =>
        id is { Length: > 0 and <= 512 } && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.' or ':' or '=' or '$') && id.Any(c => c != '.');

    private async Task<FacebookReply> CallAsync(
        HttpMethod method, string path, string query, Func<HttpContent>? content, bool repeatable, TimeSpan wait, CancellationToken ct)
    {
        foreach (var key in (ReadOnlySpan<string>)[FacebookSettings.PageToken, FacebookSettings.AppSecret])
        {
            if (string.IsNullOrEmpty(account.Secrets.GetValueOrDefault(key)))
                return Unusable(FacebookTrouble.SettingMissing.As(key));
        }

        if (FacebookAttachments.Web(FacebookSettings.BaseAddress(account)) is null)
            return Unusable(LineTrouble.BadAddress.As(account.Setting(FacebookSettings.Api)));

        using var request = Request(method, path, query, content);
        using var patience = new CancellationTokenSource(wait, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, patience.Token);
        try
        {
            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            var rate = FacebookUsage.Read(answer, clock.GetUtcNow());
            var root = Parse(await ReadAsync(answer.Content, either.Token));
            var failure = FacebookErrors.Judge(answer.StatusCode, root, repeatable, WaitOf(answer, rate))
                ?? (root is null ? Lost(repeatable, FacebookTrouble.UnreadableAnswer.As()) : null);
            return failure is null ? new FacebookReply(root!.Value, null, rate) : FacebookReply.Failed(failure, rate); // root is not null without a failure
        }
        catch (HttpRequestException broken) when (ChannelHttp.Unsent(broken) is { } why)
        {
            return FacebookReply.Failed(new SendOutcome.Retry(TimeSpan.FromSeconds(30), why));
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException)
        {
            return FacebookReply.Failed(Lost(repeatable, LineTrouble.ConnectionBroke.As()));
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return FacebookReply.Failed(Lost(repeatable, LineTrouble.NoAnswer.As()));
        }
    }

    // The token travels in a header, never in the address: addresses end up in logs of proxies. The proof is no secret.
    private HttpRequestMessage Request(HttpMethod method, string path, string query, Func<HttpContent>? content)
    {
        var token = account.Secret(FacebookSettings.PageToken);
        var proof = FacebookSignature.AppSecretProof(account.Secret(FacebookSettings.AppSecret), token);
        var address = $"{FacebookSettings.BaseAddress(account)}/{path}?{(query.Length == 0 ? "" : query + "&")}appsecret_proof={proof}";
        var request = new HttpRequestMessage(method, address) { Content = content?.Invoke() };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return request;
    }

    private static Func<HttpContent> Json(object body) => () => new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");

    private static FacebookReply Unusable(Trouble why) => FacebookReply.Failed(new SendOutcome.Disconnected(why));

    private static async Task<ReadOnlyMemory<byte>?> ReadAsync(HttpContent content, CancellationToken ct)
    {
        await using var stream = await content.ReadAsStreamAsync(ct);
        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (await stream.ReadAsync(buffer, ct) is > 0 and var read)
        {
            if (body.Length + read > LargestAnswer) return null;
            body.Write(buffer, 0, read);
        }

        return body.ToArray();
    }

    private static JsonElement? Parse(ReadOnlyMemory<byte>? body)
    {
        if (body is null) return null;
        try
        {
            using var document = JsonDocument.Parse(body.Value);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null; // Said by the caller: an answer that can not be read.
        }
    }

    private TimeSpan? WaitOf(HttpResponseMessage answer, RateSignal? rate)
    {
        var now = clock.GetUtcNow();
        var asked = answer.Headers.RetryAfter is { } after ? after.Delta ?? after.Date - now : rate?.ResetsAt - now;
        return asked is { } wait && wait > TimeSpan.Zero ? wait : null;
    }

    private static SendOutcome Lost(bool repeatable, Trouble why) =>
        repeatable ? new SendOutcome.Retry(TimeSpan.FromSeconds(30), why) : new SendOutcome.Unknown(why);
}
