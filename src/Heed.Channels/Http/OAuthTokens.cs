using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Heed.Core.Channels;

namespace Heed.Channels.Http;

/// <summary>Where a channel keeps the two tokens of an OAuth 2.0 grant, by the keys of its settings.</summary>
internal sealed record OAuthKeys(string Access, string Refresh);

/// <summary>Whom to ask for a new access token, and as which client.</summary>
/// <param name="SecretInBody">X wants the client's secret as Basic authorization, Google and Microsoft in the form.</param>
internal sealed record OAuthClient(Uri Address, string Id, string? Secret, bool SecretInBody);

/// <summary>How asking for a new access token ended.</summary>
internal abstract record Renewal
{
    private Renewal()
    {
    }

    public sealed record Ready(string Access) : Renewal;

    /// <summary>The grant is worth nothing any more: a person has to give a new one. <paramref name="Said"/>: the provider's words.</summary>
    public sealed record Refused(string Said) : Renewal;

    /// <summary>Nobody could say; another try may work.</summary>
    public sealed record Later(Trouble Why) : Renewal;
}

/// <summary>
/// Renews OAuth 2.0 access tokens (RFC 6749 §6). A refresh token may work only once, so renewal is one at a time per account and
/// stored before use. Without a place to store them nothing is renewed: a lost refresh token means connecting the account by hand.
/// </summary>
internal sealed class OAuthTokens(SecretRotation? store, OAuthKeys keys, TimeProvider clock)
{
    /// <summary>A token is renewed this long before it ends; a short-lived one when a quarter of its life is left.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(5);

    private const int LongestSaid = 300;

    private sealed record Renewed(string OldRefresh, string Access, string Refresh, DateTimeOffset? RenewAt);

    private readonly ConcurrentDictionary<Guid, Renewed> renewed = new();
    private readonly ConcurrentDictionary<Guid, SemaphoreSlim> gates = new();

    /// <summary>Whether there is a grant, and a place for what comes of it.</summary>
    public bool CanRenew(ChannelAccount account) => store is not null && account.Credential(keys.Refresh) is not null;

    /// <summary>The access token to use now: a caller may hold the account as it was before the last renewal.</summary>
    public string? Access(ChannelAccount account) => Newer(account)?.Access ?? account.Credential(keys.Access);

    /// <summary>The token is known to end soon. One that was typed in does not say when it ends.</summary>
    public bool EndsSoon(ChannelAccount account) => Newer(account)?.RenewAt <= clock.GetUtcNow();

    /// <summary>Replaces the token that was refused, is missing or ends soon.</summary>
    /// <param name="worn">The token to replace: when another one is there already, that one is the answer.</param>
    public async Task<Renewal> RenewAsync(ChannelAccount account, string? worn, OAuthClient client, HttpClient http, CancellationToken ct)
    {
        if (store is null || account.Credential(keys.Refresh) is not { } given)
            return new Renewal.Refused("");

        var gate = gates.GetOrAdd(account.Id, _ => new SemaphoreSlim(1, 1));
        await gate.WaitAsync(ct);
        try
        {
            // Someone else renewed it while we waited.
            if (Access(account) is { } other && other != worn)
                return new Renewal.Ready(other);

            var refresh = Newer(account)?.Refresh ?? given;
            using var request = Request(client, refresh);

            // Once asked, the old token is spent: a caller who gives up must not make us lose the new one.
            var exchange = await ChannelHttp.ExchangeAsync(http, request, CancellationToken.None);
            if (Read(exchange, given, refresh, out var end) is not { } tokens)
                return end;

            try
            {
                await store(account, new Dictionary<string, string> { [keys.Access] = tokens.Access, [keys.Refresh] = tokens.Refresh }, CancellationToken.None);
            }
            finally
            {
                // If storing failed the caller hears of it, but the only valid token must not be lost with it: the next renewal stores again.
                renewed[account.Id] = tokens;
            }

            return end;
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>What was renewed from the very grant the caller holds; a grant given anew by a person wins over it.</summary>
    private Renewed? Newer(ChannelAccount account) =>
        renewed.TryGetValue(account.Id, out var known) && account.Credential(keys.Refresh) is { } grant && (known.OldRefresh == grant || known.Refresh == grant) ? known : null;

    private static HttpRequestMessage Request(OAuthClient client, string refresh)
    {
        var form = new Dictionary<string, string> { ["grant_type"] = "refresh_token", ["refresh_token"] = refresh };
        if (client.Secret is null || client.SecretInBody)
            form["client_id"] = client.Id;
        if (client is { Secret: { } secret, SecretInBody: true })
            form["client_secret"] = secret;
        var request = new HttpRequestMessage(HttpMethod.Post, client.Address) { Content = new FormUrlEncodedContent(form) };
        if (client is { Secret: { } proof, SecretInBody: false })
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{client.Id}:{proof}")));
        return request;
    }

    private Renewed? Read(Exchange exchange, string given, string refresh, out Renewal end)
    {
        switch (exchange)
        {
            case Exchange.NotSent notSent:
                end = new Renewal.Later(notSent.Why);
                return null;
            case Exchange.Broken broken:
                end = new Renewal.Later(broken.Why);
                return null;
            case Exchange.Answered answer:
                using (var document = JsonAnswer.TryParse(answer.Body))
                {
                    var root = document?.RootElement;
                    if (answer.IsSuccess && Text(root, "access_token") is { } access)
                    {
                        end = new Renewal.Ready(access);
                        return new Renewed(given, access, Text(root, "refresh_token") ?? refresh, RenewAt(root));
                    }

                    var status = ((int)answer.Status).ToString(CultureInfo.InvariantCulture);
                    end = (int)answer.Status is >= 400 and < 500 && answer.Status is not (HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests)
                        ? new Renewal.Refused(Cut($"{status} {Text(root, "error")} {Text(root, "error_description")}"))
                        : new Renewal.Later(LineTrouble.TokenServer.As(status));
                    return null;
                }

            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private DateTimeOffset? RenewAt(JsonElement? root)
    {
        // A number; some providers write it as text.
        if (root?.TryGetProperty("expires_in", out var field) != true
            || !long.TryParse(field.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || seconds is 0 or > int.MaxValue)
            return null;
        var life = TimeSpan.FromSeconds(seconds);
        return clock.GetUtcNow() + life - (life / 4 < Margin ? life / 4 : Margin);
    }

    private static string? Text(JsonElement? root, string name) =>
        root?.TryGetProperty(name, out var field) == true && field.ValueKind == JsonValueKind.String && field.GetString() is { Length: > 0 } text ? text : null;

    private static string Cut(string text)
    {
        var line = text.ReplaceLineEndings(" ").Trim();
        return line.Length > LongestSaid ? line[..LongestSaid] : line;
    }
}
