using Heed.Storage.Sqlite;
using Shouldly;
using Xunit;

namespace Heed.Tests.Storage;

public sealed class SqliteFlushTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("heed-flush-").FullName;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task When_the_disk_does_not_keep_the_log_the_writer_is_told_and_nothing_more_is_taken()
    {
        var file = Path.Combine(folder, "heed.db");
        await using var database = new SqliteDatabase(file);
        await WriteAsync(database, "create table kept (n integer)", durable: true);

        // As when the disk under it goes away: what is written has no place to last.
        File.Delete(file + "-wal");

        (await Should.ThrowAsync<IOException>(() => WriteAsync(database, "insert into kept values (1)", durable: true))).Message.ShouldContain(file);
        await Should.ThrowAsync<IOException>(() => WriteAsync(database, "insert into kept values (2)", durable: true));
        await Should.ThrowAsync<IOException>(() => WriteAsync(database, "insert into kept values (3)", durable: false));
    }

    [Fact]
    public async Task Many_who_commit_at_once_are_all_told_when_their_rows_are_on_the_disk()
    {
        await using var database = new SqliteDatabase(Path.Combine(folder, "heed.db"));
        await WriteAsync(database, "create table kept (n integer)", durable: true);

        await Task.WhenAll(Enumerable.Range(0, 200).Select(n => Task.Run(() => WriteAsync(database, $"insert into kept values ({n})", durable: n % 3 != 0), Ct)));

        await using var connection = await database.OpenAsync(Ct);
        await using var count = connection.CreateCommand();
        count.CommandText = "select count(distinct n) from kept";
        (await count.ExecuteScalarAsync(Ct)).ShouldBe(200L);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static async Task WriteAsync(SqliteDatabase database, string sql, bool durable)
    {
        await using var session = await database.BeginWriteAsync(durable, Ct);
        await session.ExecuteAsync(sql, Ct);
        await session.CommitAsync(Ct);
    }
}
