namespace Heed.Server.Learning;

/// <summary>What a company corrects is learned from; every lesson can be undone.</summary>
internal static class LearningRoom
{
    public static WebApplicationBuilder AddLearning(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<Lessons>();
        builder.Services.AddHostedService<LearningTimer>();
        return builder;
    }
}
