using System.Text.Json;
using Heed.Core.Channels;
using Heed.Server;
using Heed.Server.Settings;
using Heed.Storage;
using Heed.Storage.Settings;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Heed.Testing.Servers;

/// <summary>A whole Heed in this process, reached over real HTTP.</summary>
public sealed class TestHeed : IAsyncDisposable
{
    private readonly WebApplication app;

    private TestHeed(WebApplication app) => this.app = app;

    public Uri Address => new(app.Urls.First());

    public IServiceProvider Services => app.Services;

    internal static async Task<TestHeed> StartAsync(TestDatabase database, Action<HeedOptions>? options = null, Action<WebApplicationBuilder>? more = null)
    {
        var app = await HeedServer.BuildAsync(database.Options(options), [], builder =>
        {
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            builder.Logging.SetMinimumLevel(LogLevel.Warning);
            // As the command line does: what is harmless on one machine only hides what is not.
            builder.Logging.AddFilter("Orleans", LogLevel.Error);
            builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
            more?.Invoke(builder);
        }, CancellationToken.None);
        await app.StartAsync();
        return new TestHeed(app);
    }

    public T Get<T>()
        where T : notnull => app.Services.GetRequiredService<T>();

    public HeedDb Db() => Get<IDbContextFactory<HeedDb>>().CreateDbContext();

    /// <summary>Adds an account as an administrator would, with its secrets sealed.</summary>
    public async Task<Guid> AddAccountAsync(string network, string name, string externalId, Dictionary<string, string> settings, Dictionary<string, string> secrets, string? handle = null)
    {
        var id = Guid.CreateVersion7();
        await using var db = Db();
        db.ChannelAccounts.Add(new ChannelAccountRow
        {
            Id = id,
            Network = network,
            Name = name,
            Brand = "acme",
            ExternalId = externalId,
            Handle = handle ?? name,
            Settings = JsonSerializer.Serialize(settings),
            Secrets = Get<ChannelSecrets>().Seal(secrets),
            AddedAt = TimeProvider.System.GetUtcNow(),
            ChangedAt = TimeProvider.System.GetUtcNow(),
        });
        await db.SaveChangesAsync();
        await Get<ChannelCatalog>().RenewAsync(CancellationToken.None);
        return id;
    }

    public Task<Guid> AddXAsync(Uri? api = null) => AddAccountAsync(
        Network.X, "acme", "100", new() { ["user-id"] = "100", ["api"] = api?.ToString().TrimEnd('/') ?? "http://127.0.0.1:9", ["handle"] = "acme" },
        new() { ["consumer-secret"] = "x-secret" });

    public Task<Guid> AddFacebookAsync(Uri? api = null) => AddAccountAsync(
        Network.Facebook, "acme", "200", new() { ["page-id"] = "200", ["api"] = api?.ToString().TrimEnd('/') ?? "http://127.0.0.1:9" },
        new() { ["app-secret"] = "fb-secret", ["verify-token"] = "fb-verify", ["page-token"] = "fb-token" });

    public Task<Guid> AddMailAsync(int? smtpPort = null) => AddAccountAsync(
        Network.Mail, "help", "help@acme.example", new() { ["address"] = "help@acme.example" },
        smtpPort is { } port
            ? new() { ["inbound-token"] = "mail-token-mail-token", ["smtp"] = $"smtp://127.0.0.1:{port}" }
            : new() { ["inbound-token"] = "mail-token-mail-token" });

    /// <summary>Waits until every delivery taken in so far has become a case, or was set aside.</summary>
    public async Task SettleAsync()
    {
        await EventuallyAsync(async () =>
        {
            await using var db = Db();
            return !await db.LaneQueue.AnyAsync();
        });
    }

    /// <summary>Waits until something is true; fails loudly when it does not become so.</summary>
    public static async Task EventuallyAsync(Func<Task<bool>> condition, int seconds = 20)
    {
        for (var i = 0; i < seconds * 20; i++)
        {
            if (await condition())
                return;
            await Task.Delay(50);
        }

        throw new TimeoutException($"It did not become true within {seconds} seconds.");
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }
}
