using Heed.Channels.Http;
using Heed.Core.Channels;

namespace Heed.Channels.X;

/// <summary>X's OAuth 2.0 tokens: an access token lives two hours, and a refresh token works once.</summary>
internal sealed class XTokens(SecretRotation? store, TimeProvider clock)
{
    private readonly OAuthTokens tokens = new(store, new OAuthKeys(XSettings.AccessToken, XSettings.RefreshToken), clock);

    public string? Access(ChannelAccount account) => tokens.Access(account);

    /// <summary>Renews the token that X refused. Null: there is nothing to renew it with.</summary>
    public async Task<Renewal?> RenewAsync(ChannelAccount account, string? refused, HttpClient http, Uri tokenAddress, CancellationToken ct)
    {
        var clientId = account.Setting(XSettings.ClientId) ?? account.Credential(XSettings.ClientId);
        if (refused is null || clientId is null || !tokens.CanRenew(account))
            return null;
        var client = new OAuthClient(tokenAddress, clientId, account.Credential(XSettings.ClientSecret), SecretInBody: false);
        return await tokens.RenewAsync(account, refused, client, http, ct);
    }
}
