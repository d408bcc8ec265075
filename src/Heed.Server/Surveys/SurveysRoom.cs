using Heed.Storage.Surveys;

namespace Heed.Server.Surveys;

/// <summary>What customers say of how it went: asked once when their matter is over, answered by message or on a page of their own.</summary>
internal static class SurveysRoom
{
    public static WebApplicationBuilder AddSurveys(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<SurveyStore>();
        builder.Services.AddSingleton<SurveyReads>();
        builder.Services.AddSingleton<SurveyLinks>();
        builder.Services.AddSingleton<SurveyDesk>();
        builder.Services.AddSingleton<SurveyDoor>();
        builder.Services.AddSingleton<SurveyAsker>();
        builder.Services.AddHostedService(p => p.GetRequiredService<SurveyAsker>());
        return builder;
    }

    public static WebApplication MapSurveys(this WebApplication app)
    {
        // The link's secret is the proof, in the address of both: there is no cookie to ride on.
        app.MapGet(SurveyDoor.Pattern, (string token, HttpContext http, SurveyDoor door) => door.OpenAsync(token, http)).AllowAnonymous().ExcludeFromDescription();
        app.MapPost(SurveyDoor.Pattern, (string token, HttpContext http, SurveyDoor door) => door.SendAsync(token, http)).AllowAnonymous().DisableAntiforgery().ExcludeFromDescription();
        return app;
    }
}
