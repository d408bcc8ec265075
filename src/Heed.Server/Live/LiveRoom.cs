namespace Heed.Server.Live;

/// <summary>Tells the screens what changed.</summary>
internal static class LiveRoom
{
    public static WebApplicationBuilder AddLive(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<LiveFeed>();
        builder.Services.AddSingleton<CaseNews>();
        return builder;
    }

    public static WebApplication MapLive(this WebApplication app) => app;
}
