using System.Globalization;
using Heed.Sandbox.Accounts;
using Heed.Sandbox.Faults;
using Heed.Sandbox.Webhooks;

namespace Heed.Sandbox.X;

/// <summary>What every call to X passes first: outage, token, rate limit, faults; and the headers of every answer.</summary>
internal sealed class XGate(BrandAccounts accounts, XNetwork network, FaultBoard faults, RateWindows windows, TimeProvider clock)
{
    public Task<IResult> ReadAsync(HttpContext context, XEndpoint endpoint, string? userId, Func<BrandAccount, XAnswer> handle) =>
        PassAsync(context, endpoint, userId, account => Task.FromResult(handle(account)), write: false);

    public Task<IResult> WriteAsync(HttpContext context, XEndpoint endpoint, string? userId, Func<BrandAccount, Task<XAnswer>> handle) =>
        PassAsync(context, endpoint, userId, handle, write: true);

    private async Task<IResult> PassAsync(HttpContext context, XEndpoint endpoint, string? userId, Func<BrandAccount, Task<XAnswer>> handle, bool write)
    {
        var settings = faults["x"];
        if (faults.Out("x")) return Problem(503, "Service Unavailable", "Service Unavailable");
        if (settings.DeadToken || Caller(context, userId) is not { } account) return Problem(401, "Unauthorized", "Unauthorized");
        network.Meet(account);

        var limit = settings.RateLimitScale <= 0 ? 0 : Math.Max(1, (int)(endpoint.Limit * settings.RateLimitScale));
        var rate = faults.Happens(settings.RateLimitPercent)
            ? windows.Shut($"x/{account.Account}", endpoint.Name, limit, TimeSpan.FromSeconds(settings.RateLimitSeconds))
            : windows.Take($"x/{account.Account}", endpoint.Name, limit, XEndpoints.Window);
        Show(context.Response.Headers, limit == 0 ? rate with { Limit = 1_000_000, Remaining = rate.Limited ? 0 : 999_999 } : rate);
        if (rate.Limited) return Problem(429, "Too Many Requests", "Too Many Requests");
        if (faults.Happens(settings.ServerErrorPercent)) return Problem(503, "Service Unavailable", "Over capacity");

        var answer = await handle(account);
        var result = WireJson.XResult(answer.Body, answer.Status);
        return write && answer.Done ? await LostAnswer.MaybeAsync(context, faults, "x", result, clock) : result;
    }

    /// <summary>
    /// The account a call speaks for. With a token registered, that token; without, the one X account there is, or the one the path names.
    /// </summary>
    private BrandAccount? Caller(HttpContext context, string? userId)
    {
        var header = context.Request.Headers.Authorization.ToString();
        if (header.StartsWith("Bearer ", StringComparison.Ordinal)
            && accounts.Of("x").FirstOrDefault(a => a.Token is { } token && !(a.TokenEndsAt <= clock.GetUtcNow()) && Signatures.Same(token, header["Bearer ".Length..])) is { } bearer) return bearer;
        if (header.StartsWith("OAuth ", StringComparison.Ordinal) && XOAuth.Caller(context.Request, header, accounts.Of("x")) is { } signed) return signed;

        var open = accounts.Of("x").Where(a => a.Token is null && a.RefreshToken is null).ToList();
        return open.FirstOrDefault(a => a.ExternalId == userId) ?? (open.Count == 1 ? open[0] : null);
    }

    private static void Show(IHeaderDictionary headers, RateState rate)
    {
        headers["x-rate-limit-limit"] = rate.Limit.ToString(CultureInfo.InvariantCulture);
        headers["x-rate-limit-remaining"] = rate.Remaining.ToString(CultureInfo.InvariantCulture);
        headers["x-rate-limit-reset"] = rate.ResetsAt.AddMilliseconds(999).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
    }

    private static IResult Problem(int status, string title, string detail) => WireJson.XResult(XPayload.Problem(status, title, detail), status);
}
