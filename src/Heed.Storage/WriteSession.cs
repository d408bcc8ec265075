using System.Data.Common;

namespace Heed.Storage;

/// <summary>One write transaction. Disposed without <see cref="CommitAsync"/>, it rolls back.</summary>
public abstract class WriteSession(DbConnection connection, DbTransaction transaction) : IAsyncDisposable
{
    public DbConnection Connection { get; } = connection;

    public DbTransaction Transaction { get; } = transaction;

    /// <summary>Inserts rows in bulk: prepared statements on SQLite, binary COPY on PostgreSQL.</summary>
    /// <exception cref="DbException">A unique key was violated (see <see cref="Database.IsConflict"/>); the transaction is lost.</exception>
    public abstract Task InsertAsync<T>(TableShape<T> table, IReadOnlyCollection<T> rows, CancellationToken ct)
        where T : class;

    /// <summary>Runs one statement for many rows, each row its own parameter values.</summary>
    /// <returns>Rows changed, summed up.</returns>
    public abstract Task<int> ForEachAsync<T>(string sql, IReadOnlyCollection<T> rows, Action<SqlValues, T> bind, CancellationToken ct);

    /// <summary>A command in this transaction; parameters by name, without the marker.</summary>
    public SqlCommand Command(string sql)
    {
        var command = Connection.CreateCommand();
        command.CommandText = sql;
        command.Transaction = Transaction;
        return new SqlCommand(command);
    }

    /// <summary>Runs statements without parameters (migrations).</summary>
    public async Task ExecuteAsync(string sql, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(sql))
            return;
        await using var command = Command(sql);
        await command.RunAsync(ct);
    }

    /// <summary>Commits. A durable session is on the disk when it is disposed, which may take the disk's time.</summary>
    public virtual Task CommitAsync(CancellationToken ct) => Transaction.CommitAsync(ct);

    public abstract ValueTask DisposeAsync();
}
