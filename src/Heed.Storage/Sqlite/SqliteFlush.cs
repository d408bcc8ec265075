namespace Heed.Storage.Sqlite;

/// <summary>
/// Puts what was committed on the disk, when the writer's turn is over: the next transaction goes on while the disk works, and all
/// that commit meanwhile share the next flush. It is what <c>synchronous = full</c> does, later by a moment: the log is written in
/// order, so a flush that begins after a commit carries it and everything before it.
/// </summary>
internal sealed class SqliteFlush(string file)
{
    private readonly Lock gate = new();
    private Task last = Task.CompletedTask;
    private Task? next;
    private volatile Exception? failure;

    /// <summary>Returns when everything committed before the call is on the disk.</summary>
    /// <exception cref="IOException">The disk refused. What is written can no longer be trusted to last.</exception>
    public Task RunAsync()
    {
        lock (gate)
            return next ??= NextAsync(last);
    }

    /// <exception cref="IOException">
    /// A flush has failed. The system may have dropped what it could not write, so a later flush that works proves nothing:
    /// only a new start reads what the disk really holds.
    /// </exception>
    public void ThrowIfFailed()
    {
        if (failure is { } why)
            throw new IOException($"The disk under {file} did not keep what was written ({why.Message}). Look at the disk, then start Heed again.", why);
    }

    /// <summary>Another flush of the same database failed: nothing is called durable after it either.</summary>
    public void Remember(Exception why) => failure = why;

    private async Task NextAsync(Task before)
    {
        // Leaves the caller's lock before anything else.
        await before.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        lock (gate)
            (last, next) = (next!, null); // set by RunAsync, which held the lock until now
        ThrowIfFailed();
        try
        {
            using var log = File.OpenHandle(file + "-wal", FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
            RandomAccess.FlushToDisk(log);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            failure = e;
            ThrowIfFailed();
        }
    }
}
