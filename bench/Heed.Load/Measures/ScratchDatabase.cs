using Heed.Storage;
using Heed.Storage.Postgres;
using Heed.Storage.Sqlite;
using Npgsql;

namespace Heed.Load.Measures;

/// <summary>A database for one run; gone afterwards.</summary>
internal sealed class ScratchDatabase : IAsyncDisposable
{
    private const string ServerVariable = "HEED_TEST_POSTGRES";

    private readonly string? server;
    private readonly string? name;
    private Database? database;

    private ScratchDatabase(string? server, string? name)
    {
        Folder = Directory.CreateTempSubdirectory("heed-load-").FullName;
        this.server = server;
        this.name = name;
    }

    public string Folder { get; }

    /// <summary>Null: SQLite in <see cref="Folder"/>.</summary>
    public string? ConnectionString => server is null ? null : new NpgsqlConnectionStringBuilder(server) { Database = name }.ToString();

    public Database Database => database ??= ConnectionString is { } connection ? new PostgresDatabase(connection) : new SqliteDatabase(Path.Combine(Folder, "heed.db"));

    /// <param name="kind"><c>sqlite</c> or <c>postgres</c>.</param>
    /// <exception cref="InvalidOperationException">No PostgreSQL server is named.</exception>
    public static async Task<ScratchDatabase> CreateAsync(string kind, CancellationToken ct)
    {
        if (kind == "sqlite")
            return new ScratchDatabase(null, null);
        var server = Environment.GetEnvironmentVariable(ServerVariable) is { Length: > 0 } given
            ? given
            : throw new InvalidOperationException($"Name a PostgreSQL server where databases may be made: {ServerVariable}=\"Host=…\".");
        var name = $"heed_load_{Guid.CreateVersion7():n}";
        await ExecuteAsync(server, $"create database {name}", ct);
        return new ScratchDatabase(server, name);
    }

    public async ValueTask DisposeAsync()
    {
        if (database is not null)
            await database.DisposeAsync();
        if (server is not null)
            await ExecuteAsync(server, $"drop database if exists {name} with (force)", CancellationToken.None);
        Directory.Delete(Folder, recursive: true);
    }

    private static async Task ExecuteAsync(string server, string sql, CancellationToken ct)
    {
        await using var source = NpgsqlDataSource.Create(server);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(ct);
    }
}
