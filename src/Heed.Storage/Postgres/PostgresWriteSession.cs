using Npgsql;
using NpgsqlTypes;

namespace Heed.Storage.Postgres;

internal sealed class PostgresWriteSession(NpgsqlConnection connection, NpgsqlTransaction transaction)
    : WriteSession(connection, transaction)
{
    public override async Task InsertAsync<T>(TableShape<T> table, IReadOnlyCollection<T> rows, CancellationToken ct)
    {
        if (rows.Count == 0)
            return;
        var types = table.Types.Select(TypeOf).ToArray();
        await using var copy = await connection.BeginBinaryImportAsync(
            $"copy {table.Table} ({string.Join(", ", table.Columns)}) from stdin (format binary)", ct);
        foreach (var row in rows)
        {
            await copy.StartRowAsync(ct);
            for (var i = 0; i < types.Length; i++)
            {
                if (table.Read[i](row) is { } value)
                    await copy.WriteAsync(value is string s ? WithoutNul(s) : value, types[i], ct);
                else
                    await copy.WriteNullAsync(ct);
            }
        }

        await copy.CompleteAsync(ct);
    }

    // One round trip for all rows.
    public override async Task<int> ForEachAsync<T>(string sql, IReadOnlyCollection<T> rows, Action<SqlValues, T> bind, CancellationToken ct)
    {
        if (rows.Count == 0)
            return 0;
        await using var batch = new NpgsqlBatch(connection, transaction);
        foreach (var row in rows)
        {
            using var template = new NpgsqlCommand();
            bind(new SqlCommand(template), row);
            var command = new NpgsqlBatchCommand(sql);
            foreach (var parameter in template.Parameters.ToList())
            {
                template.Parameters.Remove(parameter);
                command.Parameters.Add(parameter);
            }

            batch.BatchCommands.Add(command);
        }

        return await batch.ExecuteNonQueryAsync(ct);
    }

    public override async ValueTask DisposeAsync()
    {
        await Transaction.DisposeAsync();
        await Connection.DisposeAsync();
    }

    // PostgreSQL has no NUL in text; a customer's message may. Losing the character loses nothing anyone can read.
    private static string WithoutNul(string text) => text.Contains('\0', StringComparison.Ordinal) ? text.Replace("\0", "", StringComparison.Ordinal) : text;

    private static NpgsqlDbType TypeOf(Type type) => type switch
    {
        _ when type == typeof(Guid) => NpgsqlDbType.Uuid,
        _ when type == typeof(string) => NpgsqlDbType.Text,
        _ when type == typeof(long) => NpgsqlDbType.Bigint,
        _ when type == typeof(int) || type.IsEnum => NpgsqlDbType.Integer,
        _ when type == typeof(bool) => NpgsqlDbType.Boolean,
        _ when type == typeof(byte[]) => NpgsqlDbType.Bytea,
        _ => throw new NotSupportedException($"No PostgreSQL type for {type.Name}."),
    };
}
