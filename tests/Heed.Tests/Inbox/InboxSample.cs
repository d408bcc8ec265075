using Heed.Server;
using Heed.Server.Access;
using Heed.Server.Api;
using Heed.Server.Inbox;
using Heed.Storage;
using Heed.Storage.Migrations;
using Heed.Storage.Search;
using Heed.Testing;
using Heed.Testing.Servers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Heed.Tests.Inbox;

/// <summary>The sample brand in a database of its own, with many cases at the same place of the queue.</summary>
public abstract class InboxSample(string kind) : IAsyncLifetime
{
    private TestDatabase? database;
    private ServiceProvider? services;

    internal InboxQueries Queries => Services.GetRequiredService<InboxQueries>();

    internal CaseReads Reads => Services.GetRequiredService<CaseReads>();

    internal HeedDb Db() => Services.GetRequiredService<IDbContextFactory<HeedDb>>().CreateDbContext();

    // A test may skip, what is shared by tests may not: without a server every one of them says so itself. In CI it fails below.
    private ServiceProvider Services
    {
        get
        {
            if (services is null)
                Assert.Skip($"needs {TestDatabase.PostgresVariable}");
            return services;
        }
    }

    public async ValueTask InitializeAsync()
    {
        if (kind != "sqlite" && string.IsNullOrEmpty(Environment.GetEnvironmentVariable(TestDatabase.PostgresVariable)) && Environment.GetEnvironmentVariable("CI") != "true")
            return;
        database = await TestDatabase.CreateAsync(kind);
        var options = database.Options();
        var collection = new ServiceCollection().AddLogging().AddSingleton(options).AddHeedStorage(options).AddSingleton<SearchIndex>().AddSingleton<InboxQueries>().AddSingleton<CaseReads>();
        collection.AddHeedIdentity(options);
        services = collection.BuildServiceProvider();
        await services.GetRequiredService<Migrator>().ApplyAsync(CancellationToken.None);
        await SampleBrand.SeedAsync(services.GetRequiredService<Database>(), services.GetRequiredService<IDbContextFactory<HeedDb>>(), TimeProvider.System, 120, "{}", CancellationToken.None);
        await using var db = Db();
        await db.Database.ExecuteSqlRawAsync("update cases set queue_at = queue_at - queue_at % 86400000");
    }

    public async ValueTask DisposeAsync()
    {
        if (services is not null)
            await services.DisposeAsync();
        if (database is not null)
            await database.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}

public sealed class SqliteInboxSample() : InboxSample("sqlite");

public sealed class PostgresInboxSample() : InboxSample("postgres");
