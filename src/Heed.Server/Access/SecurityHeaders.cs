namespace Heed.Server.Access;

/// <summary>What browsers are told about every answer.</summary>
internal static class SecurityHeaders
{
    public const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; " +
        "form-action 'self'; frame-ancestors 'none'; base-uri 'self'; manifest-src 'self'";

    public static Task SetAsync(HttpContext context, RequestDelegate next)
    {
        // When the answer starts: Blazor adds a policy of its own before that, and error pages clear what was set earlier.
        context.Response.OnStarting(static state => Set((HttpContext)state), context);
        return next(context);
    }

    /// <summary>Gives this one answer a narrower policy: for bytes that strangers chose.</summary>
    public static void Restrict(HttpContext context, string policy) => context.Items[typeof(SecurityHeaders)] = policy;

    private static Task Set(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = context.Items[typeof(SecurityHeaders)] as string ?? ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        // A link's secret is in its path: no address leaves this site.
        headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        if (context.Request.IsHttps)
            headers.StrictTransportSecurity = "max-age=31536000";
        return Task.CompletedTask;
    }
}
