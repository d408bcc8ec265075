using Heed.Storage.Intake;

namespace Heed.Server.Intake;

/// <summary>The door: proves deliveries genuine, commits them, then answers.</summary>
internal static class IntakeRoom
{
    public static WebApplicationBuilder AddIntake(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<DeliveryStore>();
        builder.Services.AddSingleton<SetAsideStore>();
        builder.Services.AddSingleton<IncomingDeliveries>();
        builder.Services.AddSingleton<WebhookDoor>();
        builder.Services.AddSingleton<DeliveryLog>();
        builder.Services.AddHostedService(p => p.GetRequiredService<DeliveryLog>());
        builder.Services.AddSingleton<Refusals>();
        builder.Services.AddHostedService(p => p.GetRequiredService<Refusals>());
        builder.Services.AddSingleton<PollStore>();
        builder.Services.AddHostedService<PollerWaker>();
        builder.Services.AddHostedService<ProfileFinder>();
        return builder;
    }

    public static WebApplication MapIntake(this WebApplication app)
    {
        app.MapPost("/webhooks/{network}/{account}", (string network, string account, HttpRequest request, WebhookDoor door, CancellationToken ct) =>
            door.ReceiveAsync(network, account, request, ct)).AllowAnonymous().DisableAntiforgery().ExcludeFromDescription();
        app.MapGet("/webhooks/{network}/{account}", (string network, string account, HttpRequest request, WebhookDoor door, CancellationToken ct) =>
            door.ShakeAsync(network, account, request, ct)).AllowAnonymous().ExcludeFromDescription();
        return app;
    }
}
