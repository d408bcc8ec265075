using Heed.Core.Channels;

namespace Heed.Channels.Facebook;

/// <summary>The knobs of a Page, and the few answers the rest of the folder reads from them.</summary>
internal static class FacebookSettings
{
    public const string PageId = "page-id";
    public const string AppSecret = "app-secret";
    public const string VerifyToken = "verify-token";
    public const string PageToken = "page-token";
    public const string Api = "api";
    public const string Version = "version";
    public const string HumanAgent = "human-agent";
    public const string Handle = "handle";

    private const string DefaultApi = "https://graph.facebook.com";

    /// <summary>Graph API of 2026-02-18, kept by Meta until 2028-07-29.</summary>
    private const string DefaultVersion = "v25.0";

    public static readonly IReadOnlyList<ChannelSetting> All =
    [
        new(PageId, Required: true, Secret: false, IsExternalId: true),
        new(AppSecret, Required: true, Secret: true),
        new(VerifyToken, Required: true, Secret: true),
        new(PageToken, Required: false, Secret: true),
        new(Api, Required: false, Secret: false, Schemes: "https http"),
        new(Version, Required: false, Secret: false),
        new(HumanAgent, Required: false, Secret: false),
        new(Handle, Required: false, Secret: false),
    ];

    /// <summary>Page-scoped ids differ from Page to Page: people are told apart within one Page only.</summary>
    public static string Space(ChannelAccount account) => $"facebook:{account.ExternalId}";

    public static bool HasHumanAgent(ChannelAccount account) =>
        string.Equals(account.Setting(HumanAgent), "true", StringComparison.OrdinalIgnoreCase);

    /// <summary><c>https://graph.facebook.com/v25.0</c>, without a slash at the end.</summary>
    public static string BaseAddress(ChannelAccount account) =>
        $"{Given(account, Api, DefaultApi).TrimEnd('/')}/{Given(account, Version, DefaultVersion).Trim('/')}";

    private static string Given(ChannelAccount account, string key, string otherwise) =>
        account.Setting(key) is { Length: > 0 } value ? value : otherwise;
}
