using Heed.Server.Access;
using Heed.Storage.Outcomes;
using Microsoft.AspNetCore.Mvc;

namespace Heed.Server.Outcomes;

/// <summary>What customers did: orders, subscriptions, dropped baskets, cancellations, as other systems of the company tell it.</summary>
internal static class OutcomesRoom
{
    // A big shop's year; more is two files.
    private const long MostBytes = 2L * 1024 * 1024 * 1024;

    public static WebApplicationBuilder AddOutcomes(this WebApplicationBuilder builder)
    {
        builder.Services.AddOutcomes();
        builder.Services.AddSingleton<OutcomeSources>();
        builder.Services.AddSingleton<OutcomeIntake>();
        builder.Services.AddSingleton<OutcomeDoor>();
        builder.Services.AddSingleton<CustomerKeys>();
        builder.Services.AddSingleton<OutcomeFiles>();
        builder.Services.AddHostedService(p => p.GetRequiredService<OutcomeFiles>());
        builder.Services.AddHostedService<OutcomeJoiner>();
        return builder;
    }

    /// <summary>Also used by commands that need no web server.</summary>
    public static IServiceCollection AddOutcomes(this IServiceCollection services)
    {
        services.AddSingleton<OutcomeStore>();
        services.AddSingleton<OutcomeImport>();
        return services;
    }

    public static WebApplication MapOutcomes(this WebApplication app)
    {
        app.MapPost("/webhooks/outcomes/{source}", (string source, HttpRequest request, OutcomeDoor door, CancellationToken ct) =>
            door.ReceiveAsync(source, request, ct)).AllowAnonymous().DisableAntiforgery().ExcludeFromDescription();
        app.MapPost("/settings/outcomes/files", KeepAsync).RequireAuthorization(Policies.Lead).ExcludeFromDescription()
            .WithFormOptions(multipartBodyLengthLimit: MostBytes).WithMetadata(new RequestSizeLimitAttribute(MostBytes));
        return app;
    }

    private static async Task<IResult> KeepAsync([FromForm] IFormFile? file, OutcomeFiles files, CancellationToken ct)
    {
        if (file is null || file.Length == 0)
            return Results.LocalRedirect("/settings/outcomes?problem=no-file");
        try
        {
            await using var content = file.OpenReadStream();
            return Results.LocalRedirect($"/settings/outcomes/files/{await files.KeepAsync(file.FileName, content, ct)}");
        }
        catch (InvalidDataException)
        {
            return Results.LocalRedirect("/settings/outcomes?problem=no-csv");
        }
    }
}
