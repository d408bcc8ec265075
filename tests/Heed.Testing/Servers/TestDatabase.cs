using Heed.Server;
using Npgsql;
using Xunit;

namespace Heed.Testing.Servers;

/// <summary>An empty database of its own for one test, on SQLite or on PostgreSQL.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    /// <summary>Connection string of a PostgreSQL server where databases may be made; <c>./test</c> starts one.</summary>
    public const string PostgresVariable = "HEED_TEST_POSTGRES";

    private readonly string? server;
    private readonly string? name;

    private TestDatabase(string folder, string? server, string? name)
    {
        Folder = folder;
        this.server = server;
        this.name = name;
    }

    /// <summary>Both kinds, for theories.</summary>
    public static TheoryData<string> Kinds => ["sqlite", "postgres"];

    public string Folder { get; }

    /// <summary>Null: SQLite in <see cref="Folder"/>.</summary>
    public string? ConnectionString => server is null ? null : new NpgsqlConnectionStringBuilder(server) { Database = name }.ToString();

    internal HeedOptions Options(Action<HeedOptions>? change = null)
    {
        var options = new HeedOptions { Data = Folder, Database = ConnectionString, UndoSeconds = 0 };
        change?.Invoke(options);
        return options;
    }

    /// <param name="kind"><c>sqlite</c> or <c>postgres</c>. Without a server the test skips at home and fails in CI.</param>
    public static async Task<TestDatabase> CreateAsync(string kind)
    {
        var folder = Directory.CreateTempSubdirectory("heed-test-").FullName;
        if (kind == "sqlite")
            return new TestDatabase(folder, null, null);

        var server = Environment.GetEnvironmentVariable(PostgresVariable);
        if (string.IsNullOrEmpty(server))
        {
            if (Environment.GetEnvironmentVariable("CI") == "true")
                Assert.Fail($"{PostgresVariable} is not set: the PostgreSQL half of this test did not run.");
            Assert.Skip($"needs {PostgresVariable}");
        }

        var name = $"heed_{Guid.CreateVersion7():n}";
        await ExecuteAsync(server, $"create database {name}");
        return new TestDatabase(folder, server, name);
    }

    public async ValueTask DisposeAsync()
    {
        if (server is not null)
            await ExecuteAsync(server, $"drop database if exists {name} with (force)");
        Directory.Delete(Folder, recursive: true);
    }

    private static async Task ExecuteAsync(string server, string sql)
    {
        await using var source = NpgsqlDataSource.Create(server);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
