using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Heed.Storage.Sqlite;

/// <summary>One file, zero set-up. WAL: readers never wait for the writer.</summary>
public sealed class SqliteDatabase : Database
{
    private readonly string connectionString;
    private readonly SqliteWriter writer;

    // Its count of memory in use is kept under one lock for all connections, and nobody asks for it. Only before the first is opened.
    static SqliteDatabase()
    {
        SQLitePCL.Batteries_V2.Init();
        SQLitePCL.raw.sqlite3_config(SQLitePCL.raw.SQLITE_CONFIG_MEMSTATUS, 0);
    }

    /// <param name="file">Path of the database file; its folder must exist.</param>
    public SqliteDatabase(string file)
    {
        Display = file;
        connectionString = new SqliteConnectionStringBuilder { DataSource = file, ForeignKeys = true, DefaultTimeout = 30, Pooling = true }.ToString();
        var flush = new SqliteFlush(file);
        writer = new SqliteWriter(connectionString, new SqliteCheckpoint(file, connectionString, flush), flush);
    }

    public override Dialect Dialect { get; } = new("sqlite", "", new Dictionary<string, string>
    {
        ["guid"] = "text",
        ["bool"] = "integer",
        ["bytes"] = "blob",
        ["serial"] = "integer not null primary key autoincrement",
        ["case_number"] = "",
        ["without_rowid"] = " without rowid",
        // The full-text indexes need a row number that no VACUUM changes.
        ["numbered_key"] = "seq integer not null primary key autoincrement, id text not null unique,",
    });

    public override string Display { get; }

    public override void Configure(DbContextOptionsBuilder options)
    {
        // A list is one parameter: its length changes neither the statement nor the plan, so both are made once.
        options.UseSqlite(connectionString, sqlite => sqlite.UseParameterizedCollectionMode(ParameterTranslationMode.Parameter));
    }

    public override async Task<DbConnection> OpenAsync(CancellationToken ct)
    {
        var connection = new SqliteConnection(connectionString);
        await connection.OpenAsync(ct);
        await using var pragma = connection.CreateCommand();
        pragma.CommandText = "pragma cache_size = -16000; pragma temp_store = memory";
        await pragma.ExecuteNonQueryAsync(ct);
        return connection;
    }

    public override async Task<WriteSession> BeginWriteAsync(bool durable, CancellationToken ct) => await writer.BeginAsync(durable, ct);

    // 1555, 2067: primary key, unique; 787: foreign key.
    public override bool IsConflict(Exception exception) => Said(exception) is { SqliteExtendedErrorCode: 1555 or 2067 or 787 };

    // 18 too big, 19 constraint, 20 mismatch.
    public override bool IsRefused(Exception exception) => Said(exception) is { SqliteErrorCode: 18 or 19 or 20 };

    private static SqliteException? Said(Exception exception) => exception as SqliteException ?? exception.InnerException as SqliteException;

    public override async ValueTask DisposeAsync()
    {
        await writer.DisposeAsync();
        SqliteConnection.ClearAllPools();
    }
}
