using Heed.Storage;
using Heed.Storage.Cases;
using Heed.Storage.Intake;

namespace Heed.Server.Ingest;

/// <summary>The worker: turns deliveries into cases, lane by lane.</summary>
internal static class IngestRoom
{
    public static WebApplicationBuilder AddIngest(this WebApplicationBuilder builder)
    {
        builder.Services.AddIngest();
        builder.Services.AddSingleton<LaneWaker>();
        builder.Services.AddHostedService(p => p.GetRequiredService<LaneWaker>());
        return builder;
    }

    /// <summary>Without the lanes' owners: what a command needs that takes events in itself (an import).</summary>
    public static IServiceCollection AddIngest(this IServiceCollection services)
    {
        services.AddMetrics();
        services.AddSingleton<Tables>();
        services.AddSingleton<LaneStore>();
        services.AddSingleton<LaneGroups>();
        services.AddSingleton<IngestStore>();
        services.AddSingleton<IngestMeter>();
        services.AddSingleton<IngestBatch>();
        services.AddSingleton<LaneWorker>();
        return services;
    }

    public static WebApplication MapIngest(this WebApplication app) => app;
}
