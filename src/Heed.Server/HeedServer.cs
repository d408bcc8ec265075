using Heed.Server.Access;
using Heed.Server.Api;
using Heed.Server.Assist;
using Heed.Server.Cluster;
using Heed.Server.Design;
using Heed.Server.Figures;
using Heed.Server.Guard;
using Heed.Server.Inbox;
using Heed.Server.Ingest;
using Heed.Server.Intake;
using Heed.Server.Language;
using Heed.Server.Live;
using Heed.Server.Matching;
using Heed.Server.Media;
using Heed.Server.Outcomes;
using Heed.Server.Replies;
using Heed.Server.Retention;
using Heed.Server.Settings;
using Heed.Server.Surveys;
using Heed.Storage;
using Heed.Storage.Migrations;

namespace Heed.Server;

/// <summary>The server, as a table of contents: rooms in the order a message visits them.</summary>
internal static class HeedServer
{
    /// <summary>Builds the server over a database that is at this program's version.</summary>
    /// <param name="more">What a test or the demo changes before it is built.</param>
    public static async Task<WebApplication> BuildAsync(HeedOptions options, string[] args, Action<WebApplicationBuilder>? more, CancellationToken ct)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory, ApplicationName = typeof(HeedServer).Assembly.GetName().Name });
        builder.Services.AddSingleton(options);
        builder.AddStorage(options);

        // The cluster first: it stands before anyone wakes a grain, and falls after everyone has stopped.
        builder
            .AddCluster(options)
            .AddIntake()
            .AddLanguage()
            .AddIngest()
            .AddLive()
            .AddMedia()
            .AddRetention()
            .AddInbox()
            .AddMatching()
            .AddReplies()
            .AddGuard()
            .AddAssist()
            .AddOutcomes()
            .AddSurveys()
            .AddFigures()
            .AddSettings()
            .AddAccess()
            .AddApi()
            .AddDesign();
        more?.Invoke(builder);

        var app = builder.Build();
        await app.Services.GetRequiredService<Migrator>().ApplyAsync(ct);
        await app.Services.GetRequiredService<NewWorkspace>().EnsureAsync(ct);

        // Access first: nothing below it is reached without passing it.
        app.MapAccess()
            .MapDesign()
            .MapIntake()
            .MapIngest()
            .MapLive()
            .MapMedia()
            .MapInbox()
            .MapMatching()
            .MapReplies()
            .MapGuard()
            .MapOutcomes()
            .MapSurveys()
            .MapFigures()
            .MapSettings()
            .MapCluster()
            .MapApi();
        return app;
    }
}
