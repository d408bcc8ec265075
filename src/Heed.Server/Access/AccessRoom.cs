using Microsoft.AspNetCore.Components.Authorization;

namespace Heed.Server.Access;

/// <summary>Who may do what: people, tokens, links, limits.</summary>
internal static class AccessRoom
{
    public static WebApplicationBuilder AddAccess(this WebApplicationBuilder builder)
    {
        var options = (HeedOptions)builder.Services.Last(s => s.ServiceType == typeof(HeedOptions)).ImplementationInstance!; // HeedServer adds the instance first
        builder.Services.AddHeedIdentity(options);
        builder.Services.AddSchemes(options);
        builder.Services.AddPolicies();
        builder.Services.AddProxies(options);
        builder.Services.AddRequestLimits(options);
        builder.Services.AddPeople();
        builder.Services.AddScoped<Newcomer>();
        builder.Services.AddScoped<Authenticator>();
        builder.Services.AddScoped<AuthenticationStateProvider, CircuitRevalidation>();
        builder.Services.AddHostedService<FirstStart>();

        // Request lines hold the secrets of links and mail doors; failures are still logged.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Warning);
        return builder;
    }

    /// <summary>People, links and tokens alone: all that commands without a web server need.</summary>
    public static IServiceCollection AddPeople(this IServiceCollection services) =>
        services.AddSingleton<AccessLinks>().AddSingleton<ApiTokens>().AddSingleton<People>();

    public static WebApplication MapAccess(this WebApplication app)
    {
        app.UseForwardedHeaders();
        app.Use((context, next) => SecurityHeaders.SetAsync(context, next));
        app.Use((context, next) => RequestLimits.GuardDoorAsync(context, next));
        app.UseWhen(RefusedPages.Wanted, pages => pages.UseStatusCodePagesWithReExecute("/access/refused").Use(RefusedPages.AsGetAsync));
        app.UseRouting();
        app.UseAuthentication();
        app.UseRateLimiter();
        app.UseAuthorization();
        app.MapPasskeys();
        return app;
    }
}
