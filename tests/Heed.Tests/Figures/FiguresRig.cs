using Heed.Core.Guard;
using Heed.Server;
using Heed.Server.Figures;
using Heed.Server.Figures.Import;
using Heed.Server.Ingest;
using Heed.Server.Live;
using Heed.Server.Settings;
using Heed.Storage;
using Heed.Storage.Figures;
using Heed.Storage.Migrations;
using Heed.Testing.Servers;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Heed.Tests.Figures;

/// <summary>A database of its own with the rooms an import and the figures need, as the command line has them: no web server.</summary>
internal sealed class FiguresRig : IAsyncDisposable
{
    private readonly TestDatabase database;
    private readonly ServiceProvider services;

    private FiguresRig(TestDatabase database, ServiceProvider services) => (this.database, this.services) = (database, services);

    public FigureBook Book => Get<FigureBook>();

    public FigureRows Rows => Get<FigureRows>();

    public ImportStore Imports => Get<ImportStore>();

    public string TempFolder => Path.Combine(database.Folder, "temp");

    /// <param name="kind"><c>sqlite</c> or <c>postgres</c>.</param>
    public static async Task<FiguresRig> StartAsync(string kind)
    {
        var database = await TestDatabase.CreateAsync(kind);
        var options = database.Options();
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(options);
        services.AddHeedStorage(options);
        services.Configure<IdentityOptions>(o => o.Stores.SchemaVersion = IdentitySchemaVersions.Version3);
        services.AddSingleton<LiveFeed>();
        services.AddSingleton<ChannelSecrets>();
        services.AddSingleton(_ => ToneReader.Shipped());
        services.AddSingleton<ChannelCatalog>();
        services.AddIngest();
        services.AddFigures();
        var rig = new FiguresRig(database, services.BuildServiceProvider());
        await rig.Get<Migrator>().ApplyAsync(TestContext.Current.CancellationToken);
        return rig;
    }

    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    public TwcsImport Import(int batchSize = 1000, long sortMemory = 96 * 1024 * 1024) => new(
        Get<IngestBatch>(), Imports, Get<ArchiveAccounts>(), Get<HeedOptions>(), Microsoft.Extensions.Logging.Abstractions.NullLogger<TwcsImport>.Instance)
    {
        BatchSize = batchSize,
        SortMemory = sortMemory,
    };

    /// <summary>Writes a file and imports it.</summary>
    public async Task<ImportResult> ImportAsync(string csv, string? brand = null, int batchSize = 1000) =>
        await Import(batchSize).RunAsync(Write(csv), brand, null, TestContext.Current.CancellationToken);

    public string Write(string csv)
    {
        var file = Path.Combine(database.Folder, $"{Guid.CreateVersion7():N}.csv");
        File.WriteAllText(file, csv);
        return file;
    }

    public HeedDb Db() => Get<IDbContextFactory<HeedDb>>().CreateDbContext();

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await database.DisposeAsync();
    }
}
