using System.Data.Common;

namespace Heed.Storage;

/// <summary>Takes the values of a hand-written statement, by name. Times are stored as milliseconds, enums as integers: callers pass them so.</summary>
public abstract class SqlValues
{
    /// <summary>Sets a value, or a new one when the statement is run again. The name is without the marker.</summary>
    public abstract SqlValues Add(string name, object? value);
}

/// <summary>A hand-written statement with its parameters.</summary>
public sealed class SqlCommand(DbCommand command) : SqlValues, IAsyncDisposable
{
    // A prepared statement that is used again has its parameters already.
    private readonly List<string> names = [.. command.Parameters.Cast<DbParameter>().Select(p => p.ParameterName[1..])];
    private int next;

    public override SqlCommand Add(string name, object? value)
    {
        Find(name).Value = value ?? DBNull.Value;
        return this;
    }

    /// <returns>Number of rows changed.</returns>
    public Task<int> RunAsync(CancellationToken ct) => command.ExecuteNonQueryAsync(ct);

    public Task<object?> ScalarAsync(CancellationToken ct) => command.ExecuteScalarAsync(ct);

    public Task<DbDataReader> ReadAsync(CancellationToken ct) => command.ExecuteReaderAsync(ct);

    public ValueTask DisposeAsync() => command.DisposeAsync();

    // Row after row is bound in the same order: the one asked for is nearly always the one after the last.
    private DbParameter Find(string name)
    {
        var place = next < names.Count && names[next] == name ? next : names.IndexOf(name);
        if (place < 0)
        {
            place = names.Count;
            names.Add(name);
            var parameter = command.CreateParameter();
            // With the marker: SQLite looks the name up as it stands first, for every run of the statement.
            parameter.ParameterName = "@" + name;
            command.Parameters.Add(parameter);
        }

        next = place + 1 == names.Count ? 0 : place + 1;
        return command.Parameters[place];
    }
}
