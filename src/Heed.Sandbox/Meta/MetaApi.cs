using System.Globalization;
using System.Text.Json.Nodes;
using Heed.Sandbox.Accounts;
using Heed.Sandbox.Faults;
using Heed.Sandbox.Webhooks;

namespace Heed.Sandbox.Meta;

/// <summary>The door of the Graph API: version, token, faults, usage headers; then reads and writes.</summary>
internal sealed class MetaApi(BrandAccounts accounts, MetaReads reads, MetaWrites writes, FaultBoard faults, RateWindows windows, TimeProvider clock)
{
    public void Map(IEndpointRouteBuilder app) => app.Map("/{version:regex(^v\\d+\\.\\d+$)}/{**path}", (HttpContext c, string? path) => PassAsync(c, path ?? ""));

    private async Task<IResult> PassAsync(HttpContext context, string path)
    {
        var settings = faults["facebook"];
        if (faults.Out("facebook")) return Show(MetaAnswer.Error(503, 2, "An unexpected error has occurred. Please retry your request later.", transient: true));
        if (await MetaCall.ReadAsync(context, path) is not { } call) return Show(MetaAnswer.Error(400, 100, "(#100) The body is not a JSON object"));
        var token = call.Text("access_token") ?? (context.Request.Headers.Authorization.ToString() is ['B', 'e', 'a', 'r', 'e', 'r', ' ', .. var bearer] ? bearer : "");
        if (settings.DeadToken || Caller(call, token) is not { } account)
            return Show(MetaAnswer.Error(400, 190, "Error validating access token: The session has been invalidated because the user changed their password or Facebook has changed the session for security reasons.", 460));
        if (call.Text("appsecret_proof") is { } proof && !Signatures.Same(proof, Signatures.MetaProof(account.Secret, token)))
            return Show(MetaAnswer.Error(400, 100, "Invalid appsecret_proof provided in the API argument", type: "GraphMethodException"));

        var limit = settings.RateLimitScale <= 0 ? 0 : (int)(MetaRules.CallsPerHour * settings.RateLimitScale);
        var rate = faults.Happens(settings.RateLimitPercent)
            ? windows.Shut($"facebook/{account.Account}", "graph", limit, TimeSpan.FromSeconds(settings.RateLimitSeconds))
            : windows.Take($"facebook/{account.Account}", "graph", limit, TimeSpan.FromHours(1));
        ShowUsage(context.Response.Headers, account, rate);
        if (rate.Limited) return Show(MetaAnswer.Error(400, 613, "(#613) Calls to this api have exceeded the rate limit."));
        if (faults.Happens(settings.ServerErrorPercent)) return Show(MetaAnswer.Error(500, 2, "Service temporarily unavailable", transient: true));

        if (HttpMethods.IsGet(call.Method)) return Show(reads.Answer(account, call));
        var answer = await writes.AnswerAsync(account, call);
        return answer.Done ? await LostAnswer.MaybeAsync(context, faults, "facebook", Show(answer), clock) : Show(answer);
    }

    private static IResult Show(MetaAnswer answer) => WireJson.MetaResult(answer.Body, answer.Status);

    /// <summary>With a token registered, that token; without, the Page the path belongs to, or the one Page there is.</summary>
    private BrandAccount? Caller(MetaCall call, string token)
    {
        var pages = accounts.Of("facebook").ToList();
        if (token.Length > 0 && pages.FirstOrDefault(a => a.Token is { } t && Signatures.Same(t, token)) is { } known) return known;
        var open = pages.Where(a => a.Token is null).ToList();
        return open.FirstOrDefault(a => call.Path.Count > 0 && (call.Path[0] == a.ExternalId || call.Path[0].StartsWith(a.ExternalId + "_", StringComparison.Ordinal)))
            ?? (open.Count > 0 ? open.FirstOrDefault(a => call.Path.Count > 0 && reads.Knows(a, call.Path[0])) ?? open[0] : null);
    }

    private static void ShowUsage(IHeaderDictionary headers, BrandAccount account, RateState rate)
    {
        var percent = rate.Limited ? 100 : rate.Limit == 0 ? 0 : rate.Used * 100 / rate.Limit;
        var text = percent.ToString(CultureInfo.InvariantCulture);
        headers["X-App-Usage"] = $$"""{"call_count":{{text}},"total_cputime":{{text}},"total_time":{{text}}}""";
        headers["X-Business-Use-Case-Usage"] = new JsonObject
        {
            [account.ExternalId] = new JsonArray(new JsonObject
            {
                ["type"] = "pages",
                ["call_count"] = percent,
                ["total_cputime"] = percent,
                ["total_time"] = percent,
                ["estimated_time_to_regain_access"] = rate.Limited ? 1 : 0,
            }),
        }.ToJsonString();
    }
}
