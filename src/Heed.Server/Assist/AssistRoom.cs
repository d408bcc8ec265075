namespace Heed.Server.Assist;

/// <summary>A language model, where the workspace has connected one. Nothing else in Heed needs it.</summary>
internal static class AssistRoom
{
    public static WebApplicationBuilder AddAssist(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<AssistBook>();
        builder.Services.AddSingleton<AssistClients>();
        builder.Services.AddSingleton<AssistDesk>();
        // The address may hold secrets, the body always people's words: the factory's own log stays out.
        builder.Services.AddHttpClient(AssistClients.HttpClientName, http => http.Timeout = TimeSpan.FromSeconds(60))
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false })
            .RemoveAllLoggers();
        return builder;
    }
}
