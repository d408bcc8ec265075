using System.Reflection;
using System.Text.RegularExpressions;
using Heed.Storage.Migrations;
using Heed.Storage.Postgres;
using Heed.Storage.Sqlite;

namespace Heed.Storage.Backups;

/// <summary>Saves the whole workspace into one file, and brings it back: the database, and the keys without which its secrets are lost.</summary>
/// <param name="keys">Folder of the data-protection keys.</param>
public sealed partial class Backup(Database database, Migrator migrator, string keys, TimeProvider clock)
{
    private readonly IDatabaseCopy copy = database switch
    {
        SqliteDatabase sqlite => new SqliteCopy(sqlite),
        PostgresDatabase postgres => new PostgresCopy(postgres, migrator),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>Works while a server runs. The file appears under its name only when it is complete.</summary>
    public async Task<BackupManifest> SaveAsync(string file, CancellationToken ct)
    {
        var unfinished = file + ".tmp";
        try
        {
            BackupManifest manifest;
            using (var archive = BackupArchive.Create(unfinished))
            {
                var (schema, _) = await migrator.VersionAsync(ct);
                var rows = await copy.SaveAsync(archive, unfinished, ct);
                foreach (var key in Keys())
                    await archive.AddAsync("keys/" + Path.GetFileName(key), async to => await to.WriteAsync(await File.ReadAllBytesAsync(key, ct), ct));
                manifest = await archive.FinishAsync(
                    new BackupManifest(BackupManifest.CurrentFormat, Version(), database.Dialect.Name, schema, clock.GetUtcNow(), rows, new Dictionary<string, string>()), ct);
            }

            File.Move(unfinished, file, overwrite: true);
            return manifest;
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    /// <summary>Checks the file, then puts it in the place of what is here.</summary>
    /// <param name="force">Also when there is something here: it is lost (SQLite: kept aside).</param>
    /// <exception cref="BackupException">Nothing was changed; the message says why.</exception>
    public async Task<BackupManifest> RestoreAsync(string file, bool force, CancellationToken ct)
    {
        using var archive = BackupArchive.Open(file);
        var manifest = await archive.ManifestAsync(ct);
        if (manifest.Database != database.Dialect.Name)
            throw new BackupException($"This backup is of a {manifest.Database} database and the target is {database.Dialect.Name}. {(manifest.Database == "sqlite" ? "Leave --database out." : "Give --database \"Host=…\".")}");
        if (manifest.Schema > migrator.Latest)
            throw new BackupException($"This backup is of a newer Heed ({manifest.Heed}, schema {manifest.Schema}); this one knows schema {migrator.Latest}. Use that version.");
        await archive.VerifyAsync(manifest, ct);
        if (await copy.IsInUseAsync(ct))
            throw new BackupException($"{database.Display} is in use, perhaps by a running server. Stop it, then restore.");
        if (!force && !await copy.IsEmptyAsync(ct))
            throw new BackupException($"{database.Display} is not empty. Restore into an empty one, or say --force to give up what is in it.");

        // Keys first: a database whose keys are missing is worth less than keys without a database.
        await RestoreKeysAsync(archive, ct);
        await copy.LoadAsync(archive, manifest, ct);
        await migrator.ApplyAsync(ct);
        return manifest;
    }

    private async Task RestoreKeysAsync(BackupArchive archive, CancellationToken ct)
    {
        Directory.CreateDirectory(keys);
        foreach (var name in archive.Names.Where(n => n.StartsWith("keys/", StringComparison.Ordinal)))
        {
            if (!KeyName().IsMatch(name))
                throw new BackupException($"This backup holds a key with a name that no key has: {name}");
            await using var from = await archive.OpenAsync(name, ct);
            await using var to = File.Create(Path.Combine(keys, Path.GetFileName(name)));
            await from.CopyToAsync(to, ct);
        }
    }

    private IEnumerable<string> Keys() => Directory.Exists(keys) ? Directory.GetFiles(keys, "*.xml").Order() : [];

    private static string Version() =>
        typeof(Backup).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "";

    [GeneratedRegex(@"^keys/[A-Za-z0-9_-]+\.xml$")]
    private static partial Regex KeyName();
}
