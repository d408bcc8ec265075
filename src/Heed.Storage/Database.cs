using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace Heed.Storage;

/// <summary>
/// The database under Heed: SQLite by default, PostgreSQL when outgrown. Queries go through <see cref="HeedDb"/>;
/// the hot path writes through a <see cref="WriteSession"/>.
/// </summary>
public abstract class Database : IAsyncDisposable
{
    public abstract Dialect Dialect { get; }

    /// <summary>Plain words for people: a path, or host and database name. Never a password.</summary>
    public abstract string Display { get; }

    /// <summary>Points an EF context at this database.</summary>
    public abstract void Configure(DbContextOptionsBuilder options);

    /// <summary>Opens a connection for reading by hand-written SQL.</summary>
    public abstract Task<DbConnection> OpenAsync(CancellationToken ct);

    /// <summary>Opens a write transaction. SQLite has one writer: callers in this process queue fairly, other processes are waited for.</summary>
    /// <param name="durable">
    /// False lets SQLite skip the disk flush: only for work that replays from what was flushed before it (a lane's commit).
    /// PostgreSQL: the same, by <c>synchronous_commit = off</c>.
    /// </param>
    public abstract Task<WriteSession> BeginWriteAsync(bool durable, CancellationToken ct);

    /// <summary>True when the exception says that a unique key was violated: somebody else wrote the same thing first.</summary>
    public abstract bool IsConflict(Exception exception);

    /// <summary>
    /// True when the database works and would not have this data: a key, a check, a value it can not hold. Trying again changes nothing,
    /// unlike a line that broke or a disk that is full.
    /// </summary>
    public abstract bool IsRefused(Exception exception);

    public abstract ValueTask DisposeAsync();
}
