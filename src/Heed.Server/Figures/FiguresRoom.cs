using Heed.Server.Figures.Import;
using Heed.Server.Figures.Infographic;
using Heed.Server.Figures.Infographic.Sending;
using Heed.Server.Figures.Screens;
using Heed.Storage.Figures;

namespace Heed.Server.Figures;

/// <summary>What it is worth, in the field's own published figures.</summary>
internal static class FiguresRoom
{
    public static WebApplicationBuilder AddFigures(this WebApplicationBuilder builder)
    {
        builder.Services.AddFigures();
        builder.Services.AddSingleton<Shown>();
        builder.Services.AddSingleton<ScheduleDesk>();
        builder.Services.AddSingleton<PageMailings>();
        builder.Services.AddSingleton<PagePost>();
        builder.Services.AddHostedService(p => p.GetRequiredService<PagePost>());
        return builder;
    }

    /// <summary>Also used by commands that need no web server.</summary>
    public static IServiceCollection AddFigures(this IServiceCollection services)
    {
        services.AddSingleton<FigureCounts>();
        services.AddSingleton<FigureBook>();
        services.AddSingleton<FigureRows>();
        services.AddSingleton<LookDesk>();
        services.AddSingleton<Press>();
        services.AddSingleton<ImportStore>();
        services.AddSingleton<ArchiveAccounts>();
        services.AddTransient<TwcsImport>();
        return services;
    }

    public static WebApplication MapFigures(this WebApplication app) => app;
}
