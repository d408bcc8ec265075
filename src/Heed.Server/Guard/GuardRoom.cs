using Heed.Core.Guard;
using Heed.Storage.Guard;

namespace Heed.Server.Guard;

/// <summary>How answers sound, and what happens to those that sound rude; what spares agents the abuse of others.</summary>
internal static class GuardRoom
{
    public static WebApplicationBuilder AddGuard(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(_ => ToneReader.Shipped());
        builder.Services.AddSingleton<ToneDesk>();
        builder.Services.AddSingleton<ToneGuard>();
        builder.Services.AddSingleton<SecondLookStore>();
        builder.Services.AddSingleton<SecondLookDesk>();
        builder.Services.AddSingleton<SecondLookQueries>();
        builder.Services.AddSingleton<VeilDesk>();
        return builder;
    }

    public static WebApplication MapGuard(this WebApplication app) => app;
}
