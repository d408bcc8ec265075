using Microsoft.Data.Sqlite;
using Microsoft.Win32.SafeHandles;

namespace Heed.Storage.Sqlite;

/// <summary>
/// Moves what was committed from the write-ahead log into the database file, beside the writer instead of inside its commits:
/// SQLite's own way makes every thousandth page's writer wait for two flushes of the disk.
/// </summary>
internal sealed class SqliteCheckpoint(string file, string connectionString, SqliteFlush flush) : IAsyncDisposable
{
    // Bytes of new log worth the two flushes: a page that was written often meanwhile is moved once.
    private const long Worthwhile = 16 << 20;

    // Writers that never pause keep the log from starting over; from here on it is cut in a turn of its own.
    private const long TooLong = 32 << 20;

    private Task running = Task.CompletedTask;
    private bool ran;
    private long moved;
    private long limit = TooLong;

    // Kept open for life: on Unix a process that closes a file, however it came to it, gives up all its locks on it, SQLite's too.
    private SafeFileHandle? pages;

    /// <summary>True when the log should be cut while nobody writes: nearly all of it has just been moved, so that it takes a moment.</summary>
    public bool IsOverdue { get; private set; }

    /// <summary>Begins to move in the background unless that goes on already. Called by whoever has the writer's turn.</summary>
    public void Consider()
    {
        if (!running.IsCompleted)
            return;
        var length = Length();
        // To be cut at once after it was moved: then little is left to move while everybody waits.
        IsOverdue = length > limit && ran;
        ran = !IsOverdue && (length > limit || length - moved > Worthwhile);
        if (!ran)
            return;
        moved = length;
        running = Task.Run(Move);
    }

    /// <summary>Moves the rest and cuts the log. The caller has the writer's turn.</summary>
    public void Cut()
    {
        Run("pragma wal_checkpoint(truncate)");
        IsOverdue = false;
        // Somebody may still read from it (a backup, a long list): not waited for, but tried again when it has grown.
        var length = Length();
        (moved, limit) = length == 0 ? (0, TooLong) : (moved, length + Worthwhile);
    }

    public async ValueTask DisposeAsync()
    {
        await running;
        pages?.Dispose();
    }

    // While others write, SQLite leaves it to the cut to put the pages on the disk; that would be the longest wait of all.
    private void Move()
    {
        Run("pragma wal_checkpoint(passive)");
        try
        {
            pages ??= File.OpenHandle(file, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
            RandomAccess.FlushToDisk(pages);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // SQLite's own flush may work after it and prove nothing: the log, which still has everything, must not be cut.
            flush.Remember(e);
        }
    }

    private long Length() => new FileInfo(file + "-wal") is { Exists: true } log ? log.Length : 0;

    private void Run(string pragma)
    {
        try
        {
            using var connection = new SqliteConnection(connectionString);
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = $"pragma busy_timeout = 0; {pragma}";
            command.ExecuteNonQuery();
        }
        catch (SqliteException)
        {
            // Nothing is lost: what is in the log is committed. The next writer asks again.
        }
    }
}
