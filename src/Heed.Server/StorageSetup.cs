using Heed.Storage;
using Heed.Storage.Backups;
using Heed.Storage.Migrations;
using Heed.Storage.Postgres;
using Heed.Storage.Sqlite;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Heed.Server;

/// <summary>Opens the database the options name, and the keys that encrypt secrets in it.</summary>
internal static class StorageSetup
{
    public static void AddStorage(this WebApplicationBuilder builder, HeedOptions options) => builder.Services.AddHeedStorage(options);

    /// <summary>Also used by commands that need no web server.</summary>
    public static IServiceCollection AddHeedStorage(this IServiceCollection services, HeedOptions options)
    {
        var folder = Directory.CreateDirectory(options.Data);
        var keys = folder.CreateSubdirectory("keys");
        if (!OperatingSystem.IsWindows())
            keys.UnixFileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

        services.AddSingleton(TimeProvider.System);
        services.AddDataProtection().SetApplicationName("heed").PersistKeysToFileSystem(keys);
        services.AddSingleton<Database>(_ => string.IsNullOrWhiteSpace(options.Database)
            ? new SqliteDatabase(SqliteFile(options))
            : new PostgresDatabase(options.Database));
        // The model reads it from here, whether people sign in to this process or not.
        services.Configure<IdentityOptions>(o => o.Stores.SchemaVersion = IdentitySchemaVersions.Version3);
        services.AddPooledDbContextFactory<HeedDb>((provider, db) => provider.GetRequiredService<Database>().Configure(db));
        services.AddSingleton<Migrator>();
        services.AddSingleton(p => new Backup(p.GetRequiredService<Database>(), p.GetRequiredService<Migrator>(), keys.FullName, p.GetRequiredService<TimeProvider>()));
        return services;
    }

    /// <summary>Where the SQLite database of these options lies.</summary>
    public static string SqliteFile(HeedOptions options) => Path.GetFullPath(Path.Combine(options.Data, "heed.db"));
}
