using System.Data.Common;
using Heed.Server;
using Heed.Server.Cli;
using Heed.Storage;
using Heed.Storage.Migrations;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Heed.Testing.Servers;

/// <summary>A backup is proved by restoring it: every row of every table, and the keys that open the secrets.</summary>
public static class BackupContract
{
    public static async Task What_was_saved_comes_back_row_for_row(string kind)
    {
        await using var source = await TestDatabase.CreateAsync(kind);
        await using var target = await TestDatabase.CreateAsync(kind);
        await FillAsync(source);
        var file = Path.Combine(source.Folder, "backup.zip");
        (await RunAsync(source, "backup", file)).ShouldBe(0);

        (await RunAsync(target, "restore", file)).ShouldBe(0);
        (await RowsAsync(target)).ShouldBe(await RowsAsync(source));
        // The keys came along: the secret can be opened, so the account can be tried (3: the platform is not there).
        (await RunAsync(target, "channel", "test", "x", "--account", "acme")).ShouldBe(3);
        // Numbers go on after the restored ones.
        await FillDeliveryAsync(target, "after");
    }

    public static async Task A_target_that_is_not_empty_is_refused_unless_forced(string kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await FillAsync(database);
        var file = Path.Combine(database.Folder, "backup.zip");
        (await RunAsync(database, "backup", file)).ShouldBe(0);
        await FillDeliveryAsync(database, "lost by the restore");
        var before = await RowsAsync(database);

        (await RunAsync(database, "restore", file)).ShouldBe(1);
        (await RowsAsync(database)).ShouldBe(before);
        (await RunAsync(database, "restore", file, "--force")).ShouldBe(0);
        (await RowsAsync(database)).Count.ShouldBe(before.Count - 1);
    }

    public static async Task A_damaged_file_changes_nothing(string kind)
    {
        await using var source = await TestDatabase.CreateAsync(kind);
        await using var target = await TestDatabase.CreateAsync(kind);
        await FillAsync(source);
        var file = Path.Combine(source.Folder, "backup.zip");
        (await RunAsync(source, "backup", file)).ShouldBe(0);
        var bytes = await File.ReadAllBytesAsync(file);
        for (var i = bytes.Length / 2; i < (bytes.Length / 2) + 64; i++)
            bytes[i] ^= 0x5A;
        await File.WriteAllBytesAsync(file, bytes);

        (await RunAsync(target, "restore", file)).ShouldBe(1);
        await using var provider = Provider(target);
        (await provider.GetRequiredService<Migrator>().VersionAsync(CancellationToken.None)).Applied.ShouldBe(0);
    }

    private static async Task FillAsync(TestDatabase database)
    {
        (await RunAsync(database, "channel", "add", "x", "--account", "acme", "--user-id", "100", "--consumer-secret", "s", "--api", "http://127.0.0.1:1")).ShouldBe(0);
        (await RunAsync(database, "channel", "add", "mail", "--account", "help", "--address", "help@acme.example", "--inbound-token", "t")).ShouldBe(0);
        (await RunAsync(database, "token", "create", "--name", "a", "--role", "agent")).ShouldBe(0);
        for (var i = 0; i < 50; i++)
            await FillDeliveryAsync(database, $"é\u4e2d\U0001F600 {i}");
    }

    private static async Task FillDeliveryAsync(TestDatabase database, string text)
    {
        await using var provider = Provider(database);
        await using var session = await provider.GetRequiredService<Database>().BeginWriteAsync(durable: true, CancellationToken.None);
        await using var insert = session.Command(
            """
            insert into deliveries (account_id, source, received_at, content_type, headers, body, hash)
            select id, 0, 1, null, @text, @body, @body from channel_accounts where network = 'x'
            """);
        (await insert.Add("text", text).Add("body", System.Text.Encoding.UTF8.GetBytes(text)).RunAsync(CancellationToken.None)).ShouldBe(1);
        await session.CommitAsync(CancellationToken.None);
    }

    private static async Task<int> RunAsync(TestDatabase database, params string[] args)
    {
        var shell = new TestShell(database.Folder);
        shell.Environment["HEED_DATA"] = database.Folder;
        if (database.ConnectionString is { } postgres)
            shell.Environment["HEED_DATABASE"] = postgres;
        var (code, output, error) = await shell.RunAsync(args);
        TestContext.Current.TestOutputHelper?.WriteLine(output + error);
        return code;
    }

    private static ServiceProvider Provider(TestDatabase database)
    {
        var services = new ServiceCollection().AddSingleton(database.Options()).AddLogging();
        services.AddHeedStorage(database.Options());
        return services.BuildServiceProvider();
    }

    // Every row of every table as text, in order.
    private static async Task<List<string>> RowsAsync(TestDatabase database)
    {
        await using var provider = Provider(database);
        await using var connection = await provider.GetRequiredService<Database>().OpenAsync(CancellationToken.None);
        var sqlite = database.ConnectionString is null;
        var tables = await ReadAsync(connection, sqlite
            ? "select name from sqlite_master where type = 'table' and name not like 'sqlite!_%' escape '!' and name not like '%!_search%' escape '!' order by name"
            : "select table_name::text from information_schema.tables where table_schema = current_schema() and table_name not ilike 'orleans%' order by table_name");
        var rows = new List<string>();
        foreach (var table in tables.Where(t => t != "schema_versions"))
            rows.AddRange((await ReadAsync(connection, $"select * from {table}")).Select(r => $"{table}: {r}").Order(StringComparer.Ordinal));
        return rows;
    }

    private static async Task<List<string>> ReadAsync(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
            rows.Add(string.Join("|", Enumerable.Range(0, reader.FieldCount).Select(i => reader.GetValue(i) is byte[] b ? Convert.ToHexString(b) : reader.GetValue(i).ToString())));
        return rows;
    }
}
