using System.Text.Json;
using System.Text.Json.Serialization;
using Heed.Sandbox.Accounts;
using Heed.Sandbox.Control;
using Heed.Sandbox.Faults;
using Heed.Sandbox.Ledger;
using Heed.Sandbox.Mail;
using Heed.Sandbox.Meta;
using Heed.Sandbox.Play;
using Heed.Sandbox.Webhooks;
using Heed.Sandbox.X;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Heed.Sandbox;

/// <summary>Starts an imitation of the networks, as a process of its own or inside a test.</summary>
public static class SandboxHost
{
    private const int RequestLimit = 64 * 1024 * 1024;

    /// <exception cref="IOException">An address or port is taken.</exception>
    public static async Task<SandboxHandle> StartAsync(SandboxOptions options, CancellationToken ct)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ApplicationName = "heed-sandbox", ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseUrls(options.Urls);
        builder.WebHost.ConfigureKestrel(k => k.Limits.MaxRequestBodySize = RequestLimit);
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddFilter("Heed.Sandbox", LogLevel.Information);
        AddServices(builder.Services, options);

        var app = builder.Build();
        app.Services.GetRequiredService<XApi>().Map(app);
        app.Services.GetRequiredService<MetaApi>().Map(app);
        app.MapControl();
        await app.StartAsync(ct);
        return new SandboxHandle(app);
    }

    private static void AddServices(IServiceCollection services, SandboxOptions options)
    {
        services.AddRoutingCore();
        services.Configure<RouteOptions>(o => o.SetParameterPolicy<Microsoft.AspNetCore.Routing.Constraints.RegexInlineRouteConstraint>("regex"));
        services.ConfigureHttpJsonOptions(o =>
        {
            o.SerializerOptions.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
            o.SerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        });
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options).AddSingleton<BrandAccounts>().AddSingleton<IdMint>().AddSingleton<FaultBoard>().AddSingleton<RateWindows>().AddSingleton<SandboxLedger>();
        services.AddHttpClient(DeliverySender.HttpClientName)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { MaxConnectionsPerServer = options.Senders, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
            .RemoveAllLoggers();
        services.AddSingleton<DeliveryQueue>().AddSingleton<Handshake>();
        services.AddSingleton<DeliverySender>().AddHostedService(s => s.GetRequiredService<DeliverySender>());

        services.AddSingleton<XWorld>().AddSingleton<XActivity>().AddSingleton<XNetwork>().AddSingleton<XUploads>().AddSingleton<XGate>().AddSingleton<XGrants>().AddSingleton<XApi>();
        services.AddSingleton<MetaWorld>().AddSingleton<MetaEvents>().AddSingleton<MetaNetwork>().AddSingleton<MetaUploads>().AddSingleton<MetaReads>().AddSingleton<MetaWrites>().AddSingleton<MetaApi>();
        services.AddSingleton<MailNetwork>().AddSingleton<SmtpServer>().AddHostedService(s => s.GetRequiredService<SmtpServer>());
        services.AddSingleton<INetwork>(s => s.GetRequiredService<XNetwork>()).AddSingleton<INetwork>(s => s.GetRequiredService<MetaNetwork>()).AddSingleton<INetwork>(s => s.GetRequiredService<MailNetwork>());
        services.AddSingleton<ControlDesk>();

        services.AddSingleton<StoryBook>().AddSingleton<DemoPlay>().AddSingleton<RecordedPlay>();
        if (options.Play == "demo") services.AddHostedService(s => s.GetRequiredService<DemoPlay>());
        else if (options.Play is not null) services.AddHostedService(s => s.GetRequiredService<RecordedPlay>());
    }
}
