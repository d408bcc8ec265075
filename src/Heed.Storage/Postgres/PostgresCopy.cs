using System.Data;
using System.Globalization;
using Heed.Storage.Backups;
using Heed.Storage.Migrations;
using Npgsql;

namespace Heed.Storage.Postgres;

/// <summary>PostgreSQL goes into a backup table by table, in its own binary copy format: no other tool is needed.</summary>
internal sealed class PostgresCopy(PostgresDatabase database, Migrator migrator) : IDatabaseCopy
{
    private static readonly string[] Telling = ["users", "channel_accounts", "customers", "api_tokens", "deliveries"];

    public async Task<IReadOnlyList<TableCount>> SaveAsync(BackupArchive archive, string scratch, CancellationToken ct)
    {
        await using var connection = await database.Source.OpenConnectionAsync(ct);
        // One snapshot for all tables, while writers go on.
        await using var snapshot = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);
        var saved = new List<TableCount>();
        foreach (var table in await TablesAsync(connection, ct))
        {
            var columns = await ColumnsAsync(connection, table, ct);
            await archive.AddAsync(EntryOf(table), async to =>
            {
                await using var from = await connection.BeginRawBinaryCopyAsync($"copy {Quoted(table)} ({List(columns)}) to stdout (format binary)", ct);
                await from.CopyToAsync(to, ct);
            });
            saved.Add(new TableCount(table, await NumberAsync(connection, $"select count(*) from {Quoted(table)}", ct), columns));
        }

        return saved;
    }

    public async Task<bool> IsInUseAsync(CancellationToken ct)
    {
        // Our own idle connections carry the same name; the server needs a moment to see them go.
        database.Source.Clear();
        await using var connection = await database.Source.OpenConnectionAsync(ct);
        for (var look = 0; look < 5; look++)
        {
            if (await NumberAsync(connection, "select count(*) from pg_stat_activity where datname = current_database() and application_name = 'heed' and pid <> pg_backend_pid()", ct) == 0)
                return false;
            await Task.Delay(TimeSpan.FromMilliseconds(200), ct);
        }

        return true;
    }

    public async Task<bool> IsEmptyAsync(CancellationToken ct)
    {
        await using var connection = await database.Source.OpenConnectionAsync(ct);
        foreach (var table in (await TablesAsync(connection, ct)).Intersect(Telling))
        {
            if (await NumberAsync(connection, $"select count(*) from (select 1 from {Quoted(table)} limit 1) some", ct) > 0)
                return false;
        }

        return true;
    }

    public async Task LoadAsync(BackupArchive archive, BackupManifest manifest, CancellationToken ct)
    {
        // The rows belong to the schema they were written under; what came later is applied on top of them.
        await migrator.ApplyAsync(manifest.Schema, ct);
        if ((await migrator.VersionAsync(ct)).Applied is var applied && applied != manifest.Schema)
            throw new BackupException($"The backup is of schema {manifest.Schema} and {database.Display} is at {applied} already. Restore into a new database (createdb), it is brought up to date afterwards.");

        await using var connection = await database.Source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var present = await TablesAsync(connection, ct);
        if (manifest.Rows.FirstOrDefault(r => !present.Contains(r.Table) || r.Columns is null) is { } strange)
            throw new BackupException($"This backup holds a table that schema {manifest.Schema} does not have: {strange.Table}");

        await RunAsync(connection, $"truncate {string.Join(", ", present.Select(Quoted))}", ct);
        foreach (var table in manifest.Rows)
        {
            await using (var from = await archive.OpenAsync(EntryOf(table.Table), ct))
            await using (var to = await connection.BeginRawBinaryCopyAsync($"copy {Quoted(table.Table)} ({List(table.Columns!)}) from stdin (format binary)", ct)) // checked above
                await from.CopyToAsync(to, ct);
            if (await NumberAsync(connection, $"select count(*) from {Quoted(table.Table)}", ct) != table.Rows)
                throw new BackupException($"The backup's table {table.Table} does not hold the rows its manifest counts.");
            await SetSequencesAsync(connection, table.Table, ct);
        }

        await transaction.CommitAsync(ct);
    }

    // The next number goes on after the highest that was restored.
    private static async Task SetSequencesAsync(NpgsqlConnection connection, string table, CancellationToken ct)
    {
        foreach (var column in await NamesAsync(connection, $"select column_name from information_schema.columns where table_schema = current_schema() and table_name = '{Plain(table)}' and is_identity = 'YES'", ct))
            await RunAsync(connection, $"select setval(pg_get_serial_sequence('{Plain(table)}', '{Plain(column)}'), coalesce((select max({Quoted(column)}) from {Quoted(table)}), 0) + 1, false)", ct);
    }

    /// <summary>Heed's tables, each after those it points to. What a cluster notes about its members is of the moment and stays out.</summary>
    private static async Task<IReadOnlyList<string>> TablesAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        var left = await NamesAsync(connection,
            "select table_name from information_schema.tables where table_schema = current_schema() and table_type = 'BASE TABLE' and table_name <> 'schema_versions' and table_name not ilike 'orleans%' order by table_name", ct);
        var links = (await NamesAsync(connection,
            """
            select child.relname || '>' || parent.relname
              from pg_constraint c
              join pg_class child on child.oid = c.conrelid
              join pg_class parent on parent.oid = c.confrelid
             where c.contype = 'f' and c.connamespace = current_schema()::regnamespace and child.oid <> parent.oid
            """, ct)).Select(l => l.Split('>')).ToLookup(l => l[0], l => l[1]);

        var ordered = new List<string>();
        while (left.Count > 0)
        {
            var ready = left.Where(t => links[t].All(ordered.Contains)).ToList();
            if (ready.Count == 0)
                throw new BackupException($"The tables {string.Join(", ", left)} point at each other in a circle.");
            ordered.AddRange(ready);
            left = [.. left.Except(ready)];
        }

        return ordered;
    }

    private static Task<List<string>> ColumnsAsync(NpgsqlConnection connection, string table, CancellationToken ct) => NamesAsync(connection,
        $"select column_name from information_schema.columns where table_schema = current_schema() and table_name = '{Plain(table)}' and is_generated = 'NEVER' order by ordinal_position", ct);

    private static string EntryOf(string table) => $"tables/{table}.copy";

    private static string List(IEnumerable<string> columns) => string.Join(", ", columns.Select(Quoted));

    private static string Quoted(string name) => $"\"{Plain(name)}\"";

    // Names come from a file when restoring: nothing but a name may pass.
    private static string Plain(string name) => name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_')
        ? name
        : throw new BackupException($"'{name}' is no name of a table or column.");

    private static async Task<List<string>> NamesAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var names = new List<string>();
        while (await reader.ReadAsync(ct))
            names.Add(reader.GetString(0));
        return names;
    }

    private static async Task<long> NumberAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        return Convert.ToInt64(await command.ExecuteScalarAsync(ct), CultureInfo.InvariantCulture);
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(ct);
    }
}
