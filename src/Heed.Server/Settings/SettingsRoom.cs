using Heed.Core.Channels;
using Heed.Core.Guard;

namespace Heed.Server.Settings;

/// <summary>Channels, departments, rules: what an administrator decides.</summary>
internal static class SettingsRoom
{
    public static WebApplicationBuilder AddSettings(this WebApplicationBuilder builder)
    {
        builder.Services.AddCatalog();
        builder.Services.AddSingleton<DepartmentDesk>();
        builder.Services.AddSingleton<RuleDesk>();
        builder.Services.AddSingleton<TopicDepartments>();
        builder.Services.AddSingleton<WorkspaceSettings>();
        builder.Services.AddSingleton<CaseTimesDesk>();
        return builder;
    }

    /// <summary>Also used by commands that need no web server.</summary>
    public static IServiceCollection AddCatalog(this IServiceCollection services)
    {
        foreach (var connector in Connectors.All)
            services.AddSingleton<IChannel>(p => connector(p.GetRequiredService<TimeProvider>(), p.GetRequiredService<SecretRotation>()));
        services.AddSingleton<ChannelSecrets>();
        services.AddSingleton<SecretRotation>(p => p.GetRequiredService<ChannelSecrets>().RotateAsync);
        services.AddSingleton(_ => ToneReader.Shipped());
        services.AddSingleton<ChannelCatalog>();
        services.AddSingleton<ChannelWords>();
        services.AddSingleton<ChannelAdmin>();
        services.AddSingleton<NewWorkspace>();
        // Their addresses may hold secrets: the factory's own log of every request stays out.
        services.AddHttpClient(ChannelAdmin.HttpClientName).RemoveAllLoggers();
        return services;
    }

    public static WebApplication MapSettings(this WebApplication app) => app;
}
