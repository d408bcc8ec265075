using Heed.Server.Access;
using Heed.Storage.Api;

namespace Heed.Server.Api;

/// <summary>The REST API under /api/v1, health and metrics.</summary>
internal static class ApiRoom
{
    public static WebApplicationBuilder AddApi(this WebApplicationBuilder builder)
    {
        builder.Services.ConfigureHttpJsonOptions(json => ApiJson.Configure(json.SerializerOptions));
        builder.Services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = false);
        builder.Services.AddProblemDetails(problems => problems.CustomizeProblemDetails = ApiFaults.Explain);
        builder.Services.AddTransient<IStartupFilter, ApiFaults>();
        builder.Services.AddOpenApi("v1", OpenApiText.Configure);
        builder.Services.AddSingleton<CaseReads>();
        builder.Services.AddSingleton<MessageReads>();
        builder.Services.AddSingleton<ApiRequestStore>();
        builder.Services.AddSingleton<ApiRequests>();
        builder.AddTelemetry();
        return builder;
    }

    public static WebApplication MapApi(this WebApplication app)
    {
        var read = app.MapGroup("/api/v1").RequireAuthorization(Policies.Read);
        var answer = app.MapGroup("/api/v1").RequireAuthorization(Policies.Answer);
        var lead = app.MapGroup("/api/v1").RequireAuthorization(Policies.Lead);
        read.MapCases(answer);
        read.MapCare(answer);
        answer.MapWriting();
        answer.MapGuarding();
        answer.MapFiles();
        read.MapOthers();
        lead.MapIntake();
        lead.MapRouting();
        lead.MapOutcomes(answer);
        read.MapTopics(app.MapGroup("/api/v1").RequireAuthorization(Policies.Administer));
        lead.MapSurveys();

        // It holds no data, and tools read it before they have a token.
        app.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
        app.MapHealth();
        app.MapPrometheusScrapingEndpoint("/metrics").RequireAuthorization(Policies.Lead);
        return app;
    }
}
