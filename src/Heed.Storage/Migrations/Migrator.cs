using System.Data.Common;
using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Logging;

namespace Heed.Storage.Migrations;

/// <summary>Brings a database to the version of this program: numbered SQL files, forward only, each in its own transaction.</summary>
/// <remarks>
/// One text serves both databases; what differs is filled in by <see cref="Database.Dialect"/> or stands in a file ending in
/// <c>.sqlite.sql</c> or <c>.postgres.sql</c>. Only one process migrates at a time: the write lock of SQLite, an advisory lock in PostgreSQL.
/// </remarks>
public sealed partial class Migrator(Database database, TimeProvider clock, ILogger<Migrator> logger)
{
    private static readonly Assembly Here = typeof(Migrator).Assembly;

    /// <summary>Number of the last migration this program knows.</summary>
    public int Latest => Scripts()[^1].Version;

    /// <summary>Applies what is missing.</summary>
    /// <exception cref="InvalidOperationException">The database was written by a newer Heed; the message says what to do.</exception>
    public Task ApplyAsync(CancellationToken ct) => ApplyAsync(int.MaxValue, ct);

    /// <summary>Applies what is missing up to a version: a backup goes into the schema it was written under.</summary>
    public async Task ApplyAsync(int upTo, CancellationToken ct)
    {
        var scripts = Scripts();
        await using var session = await database.BeginWriteAsync(durable: true, ct);
        await session.ExecuteAsync(database.Dialect.MigrationLock, ct);
        await session.ExecuteAsync("create table if not exists schema_versions (version integer not null primary key, name text not null, at bigint not null)", ct);
        var done = await AppliedAsync(session, ct);

        if (done > scripts[^1].Version)
            throw new InvalidOperationException($"This database is at version {done}, this Heed knows {scripts[^1].Version}. Start the newer Heed, or restore an older backup.");

        foreach (var script in scripts.Where(s => s.Version > done && s.Version <= upTo))
        {
            await session.ExecuteAsync(database.Dialect.Fill(script.Sql), ct);
            await using var mark = session.Command("insert into schema_versions (version, name, at) values (@version, @name, @at)");
            mark.Add("version", script.Version).Add("name", script.Name).Add("at", clock.GetUtcNow().ToUnixTimeMilliseconds());
            await mark.RunAsync(ct);
            LogApplied(script.Name);
        }

        await session.CommitAsync(ct);
    }

    /// <summary>The last migration applied to this database (0: none), and the last one known.</summary>
    public async Task<(int Applied, int Known)> VersionAsync(CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
        async Task<int> NumberAsync(string sql)
        {
            await using var raw = connection.CreateCommand();
            raw.CommandText = sql;
            return Convert.ToInt32(await raw.ExecuteScalarAsync(ct), CultureInfo.InvariantCulture);
        }

        var tables = database.Dialect.Name == "sqlite"
            ? "select count(*) from sqlite_master where name = 'schema_versions'"
            : "select count(*) from information_schema.tables where table_schema = current_schema() and table_name = 'schema_versions'";
        return (await NumberAsync(tables) == 0 ? 0 : await NumberAsync("select coalesce(max(version), 0) from schema_versions"), Latest);
    }

    private static async Task<int> AppliedAsync(WriteSession session, CancellationToken ct)
    {
        await using var command = session.Command("select coalesce(max(version), 0) from schema_versions");
        return Convert.ToInt32(await command.ScalarAsync(ct), CultureInfo.InvariantCulture);
    }

    private IReadOnlyList<Script> Scripts()
    {
        const string prefix = "Heed.Storage.Migrations.";
        var other = database.Dialect.Name == "sqlite" ? ".postgres.sql" : ".sqlite.sql";
        return
        [
            .. Here.GetManifestResourceNames()
                .Where(n => n.StartsWith(prefix, StringComparison.Ordinal) && n.EndsWith(".sql", StringComparison.Ordinal) && !n.EndsWith(other, StringComparison.Ordinal))
                .Select(n => new Script(int.Parse(n.AsSpan(prefix.Length, 4), CultureInfo.InvariantCulture), n[prefix.Length..^4], Read(n)))
                .OrderBy(s => s.Version),
        ];
    }

    private static string Read(string resource)
    {
        using var reader = new StreamReader(Here.GetManifestResourceStream(resource)!); // the name comes from the assembly itself
        return reader.ReadToEnd();
    }

    private sealed record Script(int Version, string Name, string Sql);

    [LoggerMessage(LogLevel.Information, "Database brought to {Migration}")]
    private partial void LogApplied(string migration);
}
