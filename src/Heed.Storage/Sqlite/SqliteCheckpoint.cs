using Microsoft.Data.Sqlite;

namespace Heed.Storage.Sqlite;

/// <summary>
/// Moves what was committed from the write-ahead log into the database file, beside the writer instead of inside its commits:
/// SQLite's own way makes every thousandth page's writer wait for two flushes of the disk.
/// </summary>
internal sealed class SqliteCheckpoint(string file, string connectionString) : IAsyncDisposable
{
    // Bytes of log worth the two flushes.
    private const long Worthwhile = 8 << 20;

    // Writers that never pause keep the log from starting over; beyond this the writer's turn is taken once to let it.
    private const long TooLong = 256 << 20;

    private Task running = Task.CompletedTask;

    /// <summary>True when the log must be emptied while nobody writes.</summary>
    public bool IsOverdue { get; private set; }

    /// <summary>Begins one in the background unless one runs. Called by whoever has the writer's turn.</summary>
    public void Consider()
    {
        var length = new FileInfo(file + "-wal") is { Exists: true } log ? log.Length : 0;
        IsOverdue = length > TooLong;
        if (running.IsCompleted && length > Worthwhile)
            running = Task.Run(() => Run("pragma wal_checkpoint(passive)"));
    }

    /// <summary>Empties the log. The caller has the writer's turn.</summary>
    public async Task EmptyAsync()
    {
        await running;
        Run("pragma wal_checkpoint(truncate)");
    }

    public async ValueTask DisposeAsync() => await running;

    private void Run(string pragma)
    {
        try
        {
            using var connection = new SqliteConnection(connectionString);
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = pragma;
            command.ExecuteNonQuery();
        }
        catch (SqliteException)
        {
            // Nothing is lost: what is in the log is committed. The next writer asks again.
        }
    }
}
