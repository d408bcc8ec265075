namespace Heed.Server.Language;

/// <summary>What a company corrects is learned from; every lesson can be undone.</summary>
internal static class LanguageRoom
{
    public static WebApplicationBuilder AddLanguage(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<Lessons>();
        builder.Services.AddSingleton<OwnTopicDesk>();
        builder.Services.AddSingleton<OwnTopicTrial>();
        builder.Services.AddHostedService<LearningTimer>();
        return builder;
    }
}
