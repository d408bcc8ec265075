using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Heed.Sandbox.Accounts;
using Heed.Sandbox.Faults;
using Heed.Sandbox.Webhooks;

namespace Heed.Sandbox.X;

/// <summary><c>POST /2/oauth2/token</c>: a new access token for a refresh token, which works once and is replaced.</summary>
internal sealed class XGrants(BrandAccounts accounts, FaultBoard faults, TimeProvider clock)
{
    private readonly Lock _one = new();

    public async Task<IResult> RenewAsync(HttpContext context)
    {
        if (faults.Out("x")) return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        if (!context.Request.HasFormContentType) return Refused(StatusCodes.Status400BadRequest, "invalid_request", "The request is no form.");
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        if (form["grant_type"] != "refresh_token")
            return Refused(StatusCodes.Status400BadRequest, "unsupported_grant_type", "Only refresh_token is imitated.");

        // Two renewals with one token: the second is too late, as on X.
        lock (_one)
        {
            var account = accounts.Of("x").FirstOrDefault(a => a.RefreshToken is { } token && Signatures.Same(token, form["refresh_token"].ToString()));
            if (account is null || faults["x"].DeadToken)
                return Refused(StatusCodes.Status400BadRequest, "invalid_request", "Value passed for the token was invalid.");
            if (!IsClient(context.Request, form["client_id"].ToString(), account))
                return Refused(StatusCodes.Status401Unauthorized, "unauthorized_client", "Missing valid authorization header");

            account = account with { Token = NewToken(), RefreshToken = NewToken(), TokenEndsAt = clock.GetUtcNow().AddSeconds(account.TokenSeconds) };
            accounts.Register(account);
            return Results.Json(new
            {
                token_type = "bearer",
                expires_in = account.TokenSeconds,
                access_token = account.Token,
                scope = "tweet.read tweet.write users.read dm.read dm.write offline.access",
                refresh_token = account.RefreshToken,
            });
        }
    }

    /// <summary>A confidential client shows its secret as Basic authorization; a public one names itself in the form.</summary>
    private static bool IsClient(HttpRequest request, string named, BrandAccount account)
    {
        if (account.ClientSecret is null) return account.ClientId is null || named == account.ClientId;
        return AuthenticationHeaderValue.TryParse(request.Headers.Authorization, out var header) && header is { Scheme: "Basic", Parameter: { } proof }
            && Signatures.Same(Convert.ToBase64String(Encoding.UTF8.GetBytes($"{account.ClientId}:{account.ClientSecret}")), proof);
    }

    private static string NewToken() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    private static IResult Refused(int status, string error, string description) => Results.Json(new { error, error_description = description }, statusCode: status);
}
