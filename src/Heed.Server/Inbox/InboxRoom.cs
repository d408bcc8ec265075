using Heed.Storage.Search;

namespace Heed.Server.Inbox;

/// <summary>Where agents see, understand and answer.</summary>
internal static class InboxRoom
{
    public static WebApplicationBuilder AddInbox(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<InboxQueries>();
        builder.Services.AddSingleton<SearchIndex>();
        builder.Services.AddHostedService<SearchIndexer>();
        builder.Services.AddSingleton<Drafts>();
        builder.Services.AddSingleton<CaseWriter>();
        builder.Services.AddSingleton<CaseDesk>();
        builder.Services.AddSingleton<MergeDesk>();
        return builder;
    }

    public static WebApplication MapInbox(this WebApplication app) => app;
}
