using System.Globalization;
using Heed.Channels.Http;
using Heed.Core.Channels;

namespace Heed.Channels.X;

/// <summary>The knobs of an X account, by the keys of the command line.</summary>
internal static class XSettings
{
    public const string UserId = "user-id";
    public const string ConsumerKey = "consumer-key";
    public const string ConsumerSecret = "consumer-secret";
    public const string Api = "api";
    public const string AccessToken = "access-token";
    public const string RefreshToken = "refresh-token";
    public const string ClientId = "client-id";
    public const string ClientSecret = "client-secret";
    public const string OAuthToken = "oauth-token";
    public const string OAuthTokenSecret = "oauth-token-secret";
    public const string Handle = "handle";
    public const string Plan = "plan";
    public const string MaxLength = "max-length";

    public const string DefaultApi = "https://api.x.com";

    public static readonly IReadOnlyList<ChannelSetting> All =
    [
        new(UserId, Required: true, Secret: false, IsExternalId: true),
        new(ConsumerSecret, Required: true, Secret: true),
        new(Api, Required: false, Secret: false, Schemes: "https http"),
        new(AccessToken, Required: false, Secret: true),
        new(RefreshToken, Required: false, Secret: true),
        new(ClientId, Required: false, Secret: false),
        new(ClientSecret, Required: false, Secret: true),
        new(ConsumerKey, Required: false, Secret: true),
        new(OAuthToken, Required: false, Secret: true),
        new(OAuthTokenSecret, Required: false, Secret: true),
        new(Handle, Required: false, Secret: false),
        new(Plan, Required: false, Secret: false),
        new(MaxLength, Required: false, Secret: false),
    ];

    public static bool IsEnterprise(ChannelAccount account) => string.Equals(account.Setting(Plan), "enterprise", StringComparison.OrdinalIgnoreCase);

    public static int PostLimit(ChannelAccount account) =>
        int.TryParse(account.Setting(MaxLength), NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit > 0 ? limit : XText.OrdinaryLimit;

    public static XOAuth1Keys? OAuth1(ChannelAccount account) =>
        account.Credential(ConsumerKey) is { } key && account.Credential(ConsumerSecret) is { } secret
        && account.Credential(OAuthToken) is { } token && account.Credential(OAuthTokenSecret) is { } tokenSecret
            ? new XOAuth1Keys(key, secret, token, tokenSecret)
            : null;
}
