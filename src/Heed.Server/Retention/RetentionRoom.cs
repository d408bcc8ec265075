using Heed.Storage.Retention;

namespace Heed.Server.Retention;

/// <summary>What is not kept for ever.</summary>
internal static class RetentionRoom
{
    public static WebApplicationBuilder AddRetention(this WebApplicationBuilder builder)
    {
        builder.Services.AddRetention();
        builder.Services.AddHostedService<PurgeTimer>();
        return builder;
    }

    /// <summary>Without the timer: what a command needs.</summary>
    public static IServiceCollection AddRetention(this IServiceCollection services)
    {
        services.AddSingleton<DeletedMessages>();
        services.AddSingleton<OldDeliveries>();
        services.AddSingleton<OldUploads>();
        services.AddSingleton<Purge>();
        return services;
    }
}
