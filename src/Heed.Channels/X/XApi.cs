using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Heed.Channels.Http;
using Heed.Core.Channels;

namespace Heed.Channels.X;

/// <summary>Calls to the X API with whatever credential the account has; a 401 renews the token once and tries again.</summary>
internal sealed class XApi(TimeProvider clock, XTokens tokens)
{
    public const string UserFields = "user.fields=name,username,location,profile_image_url,public_metrics,verified,verified_type";
    public const string PostFields = "tweet.fields=created_at,author_id,conversation_id,in_reply_to_user_id,referenced_tweets,entities,attachments,geo,lang,"
        + "source,edit_history_tweet_ids,note_tweet&expansions=author_id,attachments.media_keys,referenced_tweets.id,geo.place_id&" + UserFields
        + "&media.fields=url,preview_image_url,type,variants&place.fields=full_name";
    public const string MessageFields = "dm_event.fields=id,text,event_type,created_at,sender_id,dm_conversation_id,attachments,entities,participant_ids"
        + "&event_types=MessageCreate&expansions=sender_id,attachments.media_keys&" + UserFields + "&media.fields=url,preview_image_url,type,variants";

    public Task<Exchange> GetAsync(ChannelAccount account, string pathAndQuery, HttpClient http, CancellationToken ct) =>
        CallAsync(account, HttpMethod.Get, pathAndQuery, null, http, ct);

    public static Func<HttpContent> Json(JsonObject body) => () => new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");

    /// <param name="content">Makes the body; asked again when the call is made again with a new token.</param>
    public async Task<Exchange> CallAsync(ChannelAccount account, HttpMethod method, string pathAndQuery, Func<HttpContent>? content, HttpClient http, CancellationToken ct)
    {
        if (!Uri.TryCreate((account.Setting(XSettings.Api) ?? XSettings.DefaultApi).TrimEnd('/') + pathAndQuery, UriKind.Absolute, out var address)
            || address.Scheme is not ("https" or "http"))
        {
            return new Exchange.NotSent(LineTrouble.BadAddress.As(account.Setting(XSettings.Api)));
        }

        var access = tokens.Access(account);
        var exchange = await OnceAsync(account, access, method, address, content, http, ct);
        if (exchange is not Exchange.Answered { Status: HttpStatusCode.Unauthorized })
            return exchange;

        return await tokens.RenewAsync(account, access, http, new Uri(address, "/2/oauth2/token"), ct) switch
        {
            Renewal.Ready ready => await OnceAsync(account, ready.Access, method, address, content, http, ct),
            // X took nothing with the old token, and the new one can be had later: no reason to give the account up.
            Renewal.Later later => new Exchange.NotSent(later.Why),
            _ => exchange,
        };
    }

    /// <summary>The tighter of X's two limits: the 15-minute window, or the day's when that is spent.</summary>
    public static RateSignal? Rate(Exchange exchange)
    {
        if (exchange is not Exchange.Answered answer)
            return null;
        foreach (var day in (ReadOnlySpan<string>)["x-user-limit-24hour", "x-app-limit-24hour"])
        {
            if (ChannelHttp.Number(answer.Headers, $"{day}-remaining") == 0)
                return Signal(answer.Headers, day);
        }

        return Signal(answer.Headers, "x-rate-limit");
    }

    private static RateSignal? Signal(HttpResponseHeaders headers, string family)
    {
        var limit = ChannelHttp.Number(headers, $"{family}-limit");
        var remaining = ChannelHttp.Number(headers, $"{family}-remaining");
        var reset = ChannelHttp.Number(headers, $"{family}-reset");
        return limit is null && remaining is null && reset is null ? null : new RateSignal(
            Narrow(limit),
            Narrow(remaining),
            reset is >= 0 and <= 253_402_300_799 ? DateTimeOffset.FromUnixTimeSeconds(reset.Value) : null,
            null);
    }

    private static int? Narrow(long? number) => number is null ? null : (int)Math.Min(number.Value, int.MaxValue);

    private async Task<Exchange> OnceAsync(ChannelAccount account, string? access, HttpMethod method, Uri address, Func<HttpContent>? content, HttpClient http, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(method, address) { Content = content?.Invoke() };
        if (access is not null)
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {access}");
        else if (XSettings.OAuth1(account) is { } keys)
            request.Headers.TryAddWithoutValidation("Authorization", XOAuth1.Header(method.Method, address, keys, XOAuth1.NewNonce(), clock.GetUtcNow()));
        return await ChannelHttp.ExchangeAsync(http, request, ct);
    }
}
