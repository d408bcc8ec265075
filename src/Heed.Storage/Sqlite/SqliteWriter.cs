using Microsoft.Data.Sqlite;

namespace Heed.Storage.Sqlite;

/// <summary>
/// The one connection this process writes through, one session after the other. It stays open with its statements prepared:
/// opening and preparing anew costs more than the rows of a small transaction.
/// </summary>
internal sealed class SqliteWriter(string connectionString, SqliteCheckpoint checkpoint, SqliteFlush flush) : IAsyncDisposable
{
    private readonly SemaphoreSlim turn = new(1, 1);
    private readonly Dictionary<string, SqliteStatement> statements = [];
    private SqliteConnection? connection;

    /// <summary>Waits for its turn and begins a transaction; the session gives the turn back.</summary>
    public async Task<SqliteWriteSession> BeginAsync(bool durable, CancellationToken ct)
    {
        await turn.WaitAsync(ct);
        try
        {
            flush.ThrowIfFailed();
            if (checkpoint.IsOverdue)
                checkpoint.Cut();
            var open = connection ??= await OpenAsync(ct);
            // Immediate: the write lock is taken now, so that what is read inside cannot change before the commit.
            return new SqliteWriteSession(this, open, open.BeginTransaction(deferred: false), durable);
        }
        catch
        {
            turn.Release();
            throw;
        }
    }

    /// <summary>A statement that stays prepared. Only for texts that are constants of the program: they are never dropped.</summary>
    public SqliteStatement Statement(string sql)
    {
        if (!statements.TryGetValue(sql, out var statement))
            statements[sql] = statement = new SqliteStatement(connection!.Handle!, sql); // open: a session asks
        return statement;
    }

    /// <summary>Returns when all that is committed is on the disk. Not while holding the turn: nobody should wait for the disk twice.</summary>
    public Task FlushAsync() => flush.RunAsync();

    /// <param name="usable">False when the transaction could not be ended in order: the next session gets a new connection.</param>
    internal void GiveBack(bool usable)
    {
        if (!usable)
            Close();
        checkpoint.Consider();
        turn.Release();
    }

    public async ValueTask DisposeAsync()
    {
        // Whoever still writes is let finish.
        await turn.WaitAsync();
        // The last connection takes the log away as it closes, and who waits for a flush would not find it.
        await flush.RunAsync().ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        Close();
        await checkpoint.DisposeAsync();
        turn.Dispose();
    }

    private async Task<SqliteConnection> OpenAsync(CancellationToken ct)
    {
        var fresh = new SqliteConnection(connectionString);
        await fresh.OpenAsync(ct);
        await using var pragma = fresh.CreateCommand();
        pragma.CommandText = "pragma journal_mode = wal";
        // Without that log a commit that is not flushed at once is not safe.
        if (await pragma.ExecuteScalarAsync(ct) is not "wal")
            throw new IOException($"SQLite can not keep its write-ahead log beside {fresh.DataSource}: network file systems can not. Put --data on a disk of this machine, or use PostgreSQL (--database).");
        pragma.CommandText = "pragma wal_autocheckpoint = 0; pragma synchronous = normal; pragma cache_size = -32000; pragma temp_store = memory";
        await pragma.ExecuteNonQueryAsync(ct);
        return fresh;
    }

    private void Close()
    {
        foreach (var statement in statements.Values)
            statement.Dispose();
        statements.Clear();
        connection?.Dispose();
        connection = null;
    }
}
