using Microsoft.Data.Sqlite;

namespace Heed.Storage.Sqlite;

/// <summary>
/// The one connection this process writes through, one session after the other. It stays open with its statements prepared:
/// opening and preparing anew costs more than the rows of a small transaction.
/// </summary>
internal sealed class SqliteWriter(string connectionString, SqliteCheckpoint checkpoint) : IAsyncDisposable
{
    private readonly SemaphoreSlim turn = new(1, 1);
    private readonly Dictionary<string, SqliteCommand> prepared = [];
    private SqliteConnection? connection;
    private bool flushing;

    /// <summary>Waits for its turn and begins a transaction; the session gives the turn back.</summary>
    public async Task<SqliteWriteSession> BeginAsync(bool durable, CancellationToken ct)
    {
        await turn.WaitAsync(ct);
        try
        {
            if (checkpoint.IsOverdue)
                await checkpoint.EmptyAsync();
            var open = connection ??= await OpenAsync(ct);
            if (flushing != durable)
            {
                await RunAsync(open, durable ? "pragma synchronous = full" : "pragma synchronous = normal", ct);
                flushing = durable;
            }

            // Immediate: the write lock is taken now, so that what is read inside cannot change before the commit.
            return new SqliteWriteSession(this, open, open.BeginTransaction(deferred: false));
        }
        catch
        {
            turn.Release();
            throw;
        }
    }

    /// <summary>A statement that stays prepared. Only for texts that are constants of the program: they are never dropped.</summary>
    public SqliteCommand Prepared(string sql, SqliteTransaction transaction)
    {
        if (!prepared.TryGetValue(sql, out var command))
            prepared[sql] = command = new SqliteCommand(sql, transaction.Connection);
        command.Transaction = transaction;
        return command;
    }

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
        Close();
        await checkpoint.DisposeAsync();
        turn.Dispose();
    }

    private async Task<SqliteConnection> OpenAsync(CancellationToken ct)
    {
        var fresh = new SqliteConnection(connectionString);
        await fresh.OpenAsync(ct);
        await RunAsync(fresh, "pragma journal_mode = wal; pragma wal_autocheckpoint = 0; pragma synchronous = full; pragma cache_size = -32000; pragma temp_store = memory", ct);
        flushing = true;
        return fresh;
    }

    private void Close()
    {
        foreach (var command in prepared.Values)
            command.Dispose();
        prepared.Clear();
        connection?.Dispose();
        connection = null;
    }

    private static async Task RunAsync(SqliteConnection on, string sql, CancellationToken ct)
    {
        await using var command = on.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(ct);
    }
}
