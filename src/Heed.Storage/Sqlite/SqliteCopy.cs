using System.Globalization;
using Heed.Storage.Backups;
using Microsoft.Data.Sqlite;

namespace Heed.Storage.Sqlite;

/// <summary>SQLite goes into a backup as a compact copy of its file.</summary>
internal sealed class SqliteCopy(SqliteDatabase database) : IDatabaseCopy
{
    private const string Entry = "heed.db";

    // What only these tables hold would be lost; a department and a setting are made at every first start.
    private static readonly string[] Telling = ["users", "channel_accounts", "customers", "api_tokens", "deliveries"];

    public async Task<IReadOnlyList<TableCount>> SaveAsync(BackupArchive archive, string scratch, CancellationToken ct)
    {
        var file = scratch + ".db";
        try
        {
            File.Delete(file);
            await using (var connection = await database.OpenAsync(ct))
            {
                // One read transaction: a consistent state while writers go on.
                await using var vacuum = connection.CreateCommand();
                vacuum.CommandText = "vacuum into @file";
                vacuum.CommandTimeout = 0;
                await using var command = new SqlCommand(vacuum).Add("file", file);
                await command.RunAsync(ct);
            }

            var rows = await CountAsync(file, ct);
            await archive.AddAsync(Entry, async to =>
            {
                await using var from = File.OpenRead(file);
                await from.CopyToAsync(to, ct);
            });
            return rows;
        }
        finally
        {
            File.Delete(file);
        }
    }

    // Leaving WAL needs the file for oneself: refused while anybody else has it open.
    public async Task<bool> IsInUseAsync(CancellationToken ct)
    {
        if (!File.Exists(database.Display))
            return false;
        try
        {
            await using var connection = Open(database.Display, SqliteOpenMode.ReadWrite);
            await using var pragma = connection.CreateCommand();
            pragma.CommandText = "pragma journal_mode = delete";
            pragma.CommandTimeout = 1;
            return (string?)await pragma.ExecuteScalarAsync(ct) != "delete";
        }
        catch (SqliteException e) when (e.SqliteErrorCode is SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_LOCKED)
        {
            return true;
        }
        catch (SqliteException e) when (e.SqliteErrorCode is SQLitePCL.raw.SQLITE_NOTADB or SQLitePCL.raw.SQLITE_CORRUPT)
        {
            // Broken: a good reason to restore.
            return false;
        }
    }

    public async Task<bool> IsEmptyAsync(CancellationToken ct)
    {
        if (!File.Exists(database.Display))
            return true;
        try
        {
            return (await CountAsync(database.Display, ct)).All(t => t.Rows == 0 || !Telling.Contains(t.Table));
        }
        catch (SqliteException)
        {
            // Unreadable is not empty: only --force replaces it.
            return false;
        }
    }

    public async Task LoadAsync(BackupArchive archive, BackupManifest manifest, CancellationToken ct)
    {
        var arriving = database.Display + ".restoring";
        try
        {
            await using (var from = await archive.OpenAsync(Entry, ct))
            await using (var to = File.Create(arriving))
            {
                await from.CopyToAsync(to, ct);
                to.Flush(flushToDisk: true);
            }

            await CheckAsync(arriving, manifest, ct);
            SqliteConnection.ClearAllPools();
            // The old one stays aside: whoever forced this may want it back.
            foreach (var ending in new[] { "", "-wal", "-shm" })
            {
                if (File.Exists(database.Display + ending))
                    File.Move(database.Display + ending, $"{database.Display}.before-restore{ending}", overwrite: true);
            }

            File.Move(arriving, database.Display);
        }
        finally
        {
            File.Delete(arriving);
        }
    }

    private static async Task CheckAsync(string file, BackupManifest manifest, CancellationToken ct)
    {
        await using (var connection = Open(file, SqliteOpenMode.ReadOnly))
        {
            await using var check = connection.CreateCommand();
            check.CommandText = "pragma quick_check(1)";
            check.CommandTimeout = 0;
            if (await check.ExecuteScalarAsync(ct) is not "ok")
                throw new BackupException("The database in this backup does not pass SQLite's own check.");
        }

        if (!(await CountAsync(file, ct)).SequenceEqual(manifest.Rows))
            throw new BackupException("The database in this backup does not hold the rows its manifest counts.");
    }

    private static async Task<IReadOnlyList<TableCount>> CountAsync(string file, CancellationToken ct)
    {
        await using var connection = Open(file, SqliteOpenMode.ReadOnly);
        var names = new List<string>();
        await using (var tables = connection.CreateCommand())
        {
            tables.CommandText = "select name from sqlite_master where type = 'table' and name not like 'sqlite!_%' escape '!' and name not like '%!_search%' escape '!' order by name";
            await using var reader = await tables.ExecuteReaderAsync(ct);
            while (await reader.ReadAsync(ct))
                names.Add(reader.GetString(0));
        }

        var counts = new List<TableCount>();
        foreach (var name in names)
        {
            await using var count = connection.CreateCommand();
            count.CommandText = $"select count(*) from \"{name}\"";
            count.CommandTimeout = 0;
            counts.Add(new TableCount(name, Convert.ToInt64(await count.ExecuteScalarAsync(ct), CultureInfo.InvariantCulture)));
        }

        return counts;
    }

    private static SqliteConnection Open(string file, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = mode, Pooling = false, DefaultTimeout = 5 }.ToString());
        connection.Open();
        return connection;
    }
}
