using Heed.Storage.Guard;

namespace Heed.Server.Guard;

/// <summary>What keeps customers from leaving: how answers sound, where a case may go, what was promised and how long they wait; and what spares agents the abuse of others.</summary>
internal static class GuardRoom
{
    public static WebApplicationBuilder AddGuard(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ToneDesk>();
        builder.Services.AddSingleton<ToneGuard>();
        builder.Services.AddSingleton<SecondLookStore>();
        builder.Services.AddSingleton<SecondLookDesk>();
        builder.Services.AddSingleton<SecondLookQueries>();
        builder.Services.AddSingleton<VeilDesk>();
        builder.Services.AddSingleton<CareDesk>();
        builder.Services.AddSingleton<CaseSummaries>();
        builder.Services.AddSingleton<HandOverDesk>();
        builder.Services.AddSingleton<MarkDesk>();
        builder.Services.AddSingleton<PromiseDesk>();
        builder.Services.AddSingleton<ExpectedWaits>();
        builder.Services.AddSingleton<WaitTeller>();
        builder.Services.AddSingleton<CareWatch>();
        builder.Services.AddHostedService(p => p.GetRequiredService<CareWatch>());
        return builder;
    }

    public static WebApplication MapGuard(this WebApplication app) => app;
}
