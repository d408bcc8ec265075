using Microsoft.AspNetCore.Components.Server;

namespace Heed.Server.Design;

/// <summary>The design system and the frame every screen stands in.</summary>
internal static class DesignRoom
{
    public static WebApplicationBuilder AddDesign(this WebApplicationBuilder builder)
    {
        builder.WebHost.UseStaticWebAssets();
        builder.Services.AddLocalization();
        builder.Services.AddRazorComponents().AddInteractiveServerComponents();
        builder.Services.AddCascadingAuthenticationState();
        builder.Services.Configure<CircuitOptions>(circuits =>
        {
            // A laptop that sleeps over lunch comes back to its screen; beyond that a reload brings the same case and draft.
            circuits.DisconnectedCircuitRetentionPeriod = TimeSpan.FromMinutes(3);
            circuits.DisconnectedCircuitMaxRetained = 200;
        });
        // Text typed into the composer goes over the line whole.
        builder.Services.AddSignalR(hub => hub.MaximumReceiveMessageSize = 256 * 1024);
        return builder;
    }

    public static WebApplication MapDesign(this WebApplication app)
    {
        app.UseWhen(WantsPage, pages => pages.UseExceptionHandler("/error").UseStatusCodePagesWithReExecute("/not-found"));
        Preferences.Map(app);
        app.UseRequestLocalization(Preferences.Localization());
        app.UseAntiforgery();
        app.MapStaticAssets().AllowAnonymous();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(o => o.ContentSecurityFrameAncestorsPolicy = "'none'");
        app.MapGet("/", () => Results.LocalRedirect("/inbox")).AllowAnonymous();
        return app;
    }

    private static bool WantsPage(HttpContext http) =>
        HttpMethods.IsGet(http.Request.Method) && http.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal);
}
