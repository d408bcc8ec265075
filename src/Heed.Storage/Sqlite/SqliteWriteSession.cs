using System.Data;
using Microsoft.Data.Sqlite;

namespace Heed.Storage.Sqlite;

internal sealed class SqliteWriteSession(SqliteWriter writer, SqliteConnection connection, SqliteTransaction transaction)
    : WriteSession(connection, transaction)
{
    public override async Task InsertAsync<T>(TableShape<T> table, IReadOnlyCollection<T> rows, CancellationToken ct)
    {
        if (rows.Count == 0)
            return;
        var command = writer.Prepared(Statement(table), transaction);
        for (var i = command.Parameters.Count; i < table.Columns.Count; i++)
            command.Parameters.Add(new SqliteParameter($"@p{i}", null));
        foreach (var row in rows)
        {
            for (var i = 0; i < table.Columns.Count; i++)
                command.Parameters[i].Value = table.Read[i](row) ?? DBNull.Value;
            await command.ExecuteNonQueryAsync(ct);
        }
    }

    public override async Task<int> ForEachAsync<T>(string sql, IReadOnlyCollection<T> rows, Action<SqlCommand, T> bind, CancellationToken ct)
    {
        if (rows.Count == 0)
            return 0;
        var command = new SqlCommand(writer.Prepared(sql, transaction));
        var changed = 0;
        foreach (var row in rows)
        {
            bind(command, row);
            changed += await command.RunAsync(ct);
        }

        return changed;
    }

    public override async ValueTask DisposeAsync()
    {
        var usable = false;
        try
        {
            // Rolls back what was not committed.
            await Transaction.DisposeAsync();
            usable = connection.State == ConnectionState.Open;
        }
        finally
        {
            writer.GiveBack(usable);
        }
    }

    // A case's number is the next one: there is one writer, so nobody can take it in between.
    private static string Statement<T>(TableShape<T> table)
        where T : class
    {
        var numbered = table.Table == "cases";
        var columns = string.Join(", ", table.Columns) + (numbered ? ", number" : "");
        var values = string.Join(", ", table.Columns.Select((_, i) => $"@p{i}")) + (numbered ? ", (select coalesce(max(number), 0) + 1 from cases)" : "");
        return $"insert into {table.Table} ({columns}) values ({values})";
    }
}
