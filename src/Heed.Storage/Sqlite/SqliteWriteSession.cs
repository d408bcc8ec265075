using System.Data;
using Microsoft.Data.Sqlite;

namespace Heed.Storage.Sqlite;

internal sealed class SqliteWriteSession(SqliteWriter writer, SqliteConnection connection, SqliteTransaction transaction, bool durable)
    : WriteSession(connection, transaction)
{
    private bool committed;

    public override Task InsertAsync<T>(TableShape<T> table, IReadOnlyCollection<T> rows, CancellationToken ct)
    {
        if (rows.Count == 0)
            return Task.CompletedTask;
        var statement = writer.Statement(Statement(table));
        foreach (var row in rows)
        {
            for (var i = 0; i < table.Read.Length; i++)
                statement.Bind(i, table.Read[i](row));
            statement.Run();
        }

        return Task.CompletedTask;
    }

    public override Task<int> ForEachAsync<T>(string sql, IReadOnlyCollection<T> rows, Action<SqlValues, T> bind, CancellationToken ct)
    {
        if (rows.Count == 0)
            return Task.FromResult(0);
        var statement = writer.Statement(sql);
        var changed = 0;
        foreach (var row in rows)
        {
            bind(statement, row);
            statement.Run();
            changed += statement.Changed;
        }

        return Task.FromResult(changed);
    }

    /// <summary>A statement that stays prepared, for the time of this session.</summary>
    public SqliteStatement Prepared(string sql) => writer.Statement(sql);

    public override async Task CommitAsync(CancellationToken ct)
    {
        await base.CommitAsync(ct);
        committed = true;
    }

    public override async ValueTask DisposeAsync()
    {
        var usable = false;
        var flushed = Task.CompletedTask;
        try
        {
            // Rolls back what was not committed.
            await Transaction.DisposeAsync();
            usable = connection.State == ConnectionState.Open;
            // Begun before the turn is over, so that whoever closes the writer next waits for it; awaited after it.
            if (durable && committed)
                flushed = writer.FlushAsync();
        }
        finally
        {
            writer.GiveBack(usable);
        }

        await flushed;
    }

    // A case's number is the next one: there is one writer, so nobody can take it in between.
    private static string Statement<T>(TableShape<T> table)
        where T : class
    {
        var numbered = table.Table == "cases";
        var columns = string.Join(", ", table.Columns) + (numbered ? ", number" : "");
        var values = string.Join(", ", table.Columns.Select(_ => "?")) + (numbered ? ", (select coalesce(max(number), 0) + 1 from cases)" : "");
        return $"insert into {table.Table} ({columns}) values ({values})";
    }
}
