namespace Heed.Server.Access;

/// <summary>The only routes that answer people who are not signed in. A test walks all routes and holds them to this list.</summary>
internal static class AnonymousRoutes
{
    /// <summary>Route patterns, as mapped, or their beginnings when they end in a slash.</summary>
    public static IReadOnlyList<string> Patterns { get; } =
    [
        "/",
        "/sign-in",
        "/sign-in/",
        "/sign-out",
        "/access/link/{Secret}",
        "/access/link/{secret}/passkey",
        "/webhooks/",
        "/s/{token}", // the survey behind a customer's own link
        "/openapi/", // the shape of the API; it holds no data
        "/health/live",
        "/health/ready",
        "/not-found",
        "/error",
        "/access/refused",
        "/preferences",
    ];

    /// <param name="pattern">The route's raw text.</param>
    /// <param name="isAsset">It serves a file of the program: styles, scripts, fonts, pictures.</param>
    public static bool Allows(string pattern, bool isAsset) =>
        isAsset || Patterns.Any(p => p == Rooted(pattern) || (p.Length > 1 && p.EndsWith('/') && Rooted(pattern).StartsWith(p, StringComparison.Ordinal)));

    private static string Rooted(string pattern) => pattern.StartsWith('/') ? pattern : "/" + pattern;
}
