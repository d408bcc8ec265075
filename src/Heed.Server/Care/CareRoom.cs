namespace Heed.Server.Care;

/// <summary>Hand-overs, promises, expected waits: what keeps customers from being worn out.</summary>
internal static class CareRoom
{
    public static WebApplicationBuilder AddCare(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<CareDesk>();
        builder.Services.AddSingleton<CaseSummaries>();
        builder.Services.AddSingleton<HandOverDesk>();
        builder.Services.AddSingleton<PromiseDesk>();
        builder.Services.AddSingleton<MarkDesk>();
        builder.Services.AddSingleton<ExpectedWaits>();
        builder.Services.AddSingleton<WaitTeller>();
        builder.Services.AddSingleton<CareWatch>();
        builder.Services.AddHostedService(p => p.GetRequiredService<CareWatch>());
        return builder;
    }
}
