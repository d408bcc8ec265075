using Heed.Storage.Matching;
using Microsoft.AspNetCore.Components.Server.Circuits;

namespace Heed.Server.Matching;

/// <summary>Who gets the next case: presence, profiles, shops, and one matcher for each department that wants it.</summary>
internal static class MatchingRoom
{
    public static WebApplicationBuilder AddMatching(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<MatchingStore>();
        builder.Services.AddSingleton<PresenceStore>();
        builder.Services.AddSingleton<DepartmentMatcher>();
        builder.Services.AddSingleton<MatchNotices>();
        builder.Services.AddSingleton<RoutingTrial>();
        builder.Services.AddSingleton<Profiles>();
        builder.Services.AddSingleton<ShopDesk>();
        builder.Services.AddSingleton<TeamQueries>();
        builder.Services.AddSingleton<MatchWaker>();
        builder.Services.AddHostedService(p => p.GetRequiredService<MatchWaker>());
        builder.Services.AddSingleton<PresenceKeeper>();
        builder.Services.AddHostedService(p => p.GetRequiredService<PresenceKeeper>());
        builder.Services.AddScoped<PresenceCircuit>();
        builder.Services.AddScoped<CircuitHandler>(p => p.GetRequiredService<PresenceCircuit>());
        return builder;
    }

    public static WebApplication MapMatching(this WebApplication app)
    {
        app.MapPresence();
        return app;
    }
}
