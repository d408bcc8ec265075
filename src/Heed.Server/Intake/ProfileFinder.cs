using Heed.Core.Channels;
using Heed.Core.Customers;
using Heed.Server.Cluster;
using Heed.Server.Settings;
using Heed.Storage;
using Heed.Storage.Settings;
using Microsoft.EntityFrameworkCore;

namespace Heed.Server.Intake;

/// <summary>Asks the platform for the names of people whose events came without one (Messenger).</summary>
internal sealed partial class ProfileFinder(
    IDbContextFactory<HeedDb> contexts, ChannelCatalog catalog, IHttpClientFactory http, TimeProvider clock, ILogger<ProfileFinder> logger) : BackgroundService
{
    private const int AtOnce = 20;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => clock.EveryAsync(TimeSpan.FromSeconds(3), FindAsync, LogFailed, stoppingToken, atOnce: false);

    private async Task FindAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var nameless = await db.Identities.Where(i => i.Name == null && i.Handle == null && i.LookedUpAt == null && !i.ExternalId.StartsWith("unknown:"))
            .OrderBy(i => i.Id).Take(AtOnce).ToListAsync(ct);
        if (nameless.Count == 0)
            return;
        var settings = await catalog.GetAsync(ct);
        foreach (var identity in nameless)
        {
            identity.LookedUpAt = clock.GetUtcNow();
            if (AccountFor(settings, identity) is not { } account)
                continue;
            var key = new IdentityKey(identity.Space, identity.ExternalId);
            if (await catalog.ChannelOf(account).FindProfileAsync(account, key, http.CreateClient("channels"), ct) is { } profile)
                await NameAsync(db, identity, profile, ct);
        }

        await db.SaveChangesAsync(ct);
    }

    private static ChannelAccount? AccountFor(CatalogSnapshot settings, Identity identity) => settings.ById.Values.FirstOrDefault(a =>
        settings.States[a.Id] == ChannelAccountState.Connected
        && (identity.Space == a.Network || identity.Space == $"{a.Network}:{a.ExternalId}"));

    private static async Task NameAsync(HeedDb db, Identity identity, Profile profile, CancellationToken ct)
    {
        identity.Name = profile.Name;
        identity.Handle = profile.Handle;
        identity.AvatarUrl = profile.AvatarUrl;
        identity.Locale = profile.Locale;
        var customer = await db.Customers.FirstAsync(c => c.Id == identity.CustomerId, ct);
        if (customer.Name == identity.ExternalId)
            customer.Name = profile.Name ?? profile.Handle ?? customer.Name;
    }

    [LoggerMessage(LogLevel.Warning, "Could not look up names; trying again")]
    private partial void LogFailed(Exception e);
}
