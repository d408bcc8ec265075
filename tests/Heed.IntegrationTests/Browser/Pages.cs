namespace Heed.IntegrationTests.Browser;

/// <summary>The addresses an administrator can open without knowing anything.</summary>
internal static class Pages
{
    public static readonly string[] All =
    [
        "/customers", "/figures", "/figures/answer-time.median", "/figures/infographic", "/figures/infographic/settings", "/settings/outcomes", "/settings/channels", "/settings/channels/x", "/settings/channels/facebook/acme", "/settings/departments", "/settings/rules",
        "/settings/intake", "/settings/intake?state=done", "/settings/reading", "/settings/assist", "/settings/people", "/settings/tokens", "/settings/tone", "/settings/surveys", "/second-looks", "/account",
    ];
}
