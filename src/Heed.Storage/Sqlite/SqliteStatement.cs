using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Heed.Storage.Sqlite;

/// <summary>
/// A statement that stays prepared and takes its values by position. The same through <see cref="SqliteCommand"/> looks each parameter
/// up by its name for each row, which costs a third of writing a row.
/// </summary>
internal sealed class SqliteStatement(sqlite3 connection, string sql) : SqlValues, IDisposable
{
    private readonly sqlite3_stmt statement = Prepare(connection, sql);
    private readonly List<string> names = [];
    private byte[] utf8 = new byte[1024];
    private int next;

    /// <summary>Rows the last run changed.</summary>
    public int Changed => raw.sqlite3_changes(connection);

    public override SqliteStatement Add(string name, object? value)
    {
        // Row after row is bound in the same order: the one asked for is nearly always the one after the last.
        var place = next < names.Count && names[next] == name ? next : PlaceOf(name);
        next = place + 1 == names.Count ? 0 : place + 1;
        Bind(place, value);
        return this;
    }

    /// <param name="place">From 0.</param>
    /// <param name="value">As the model's provider stores it; null is NULL.</param>
    /// <exception cref="SqliteException">Too large.</exception>
    public void Bind(int place, object? value) => Check(value switch
    {
        null => raw.sqlite3_bind_null(statement, place + 1),
        string text => Bind(place, text.AsSpan()),
        Guid id => Bind(place, id),
        long number => raw.sqlite3_bind_int64(statement, place + 1, number),
        int number => raw.sqlite3_bind_int64(statement, place + 1, number),
        bool yes => raw.sqlite3_bind_int64(statement, place + 1, yes ? 1 : 0),
        byte[] bytes => raw.sqlite3_bind_blob(statement, place + 1, bytes),
        Enum name => raw.sqlite3_bind_int64(statement, place + 1, Convert.ToInt64(name, System.Globalization.CultureInfo.InvariantCulture)),
        _ => throw new NotSupportedException($"No SQLite type for {value.GetType().Name}."),
    });

    /// <summary>Runs it once with the values bound.</summary>
    /// <exception cref="SqliteException">The database refused.</exception>
    public void Run() => Run(out _);

    /// <summary>Runs it once; a statement with <c>returning</c> gives its first number back, or null when it had no row.</summary>
    /// <exception cref="SqliteException">The database refused.</exception>
    public void Run(out long? returned)
    {
        var said = raw.sqlite3_step(statement);
        returned = said == raw.SQLITE_ROW ? raw.sqlite3_column_int64(statement, 0) : null;
        while (said == raw.SQLITE_ROW)
            said = raw.sqlite3_step(statement);
        // Reset says the same again when the step failed; it has to be done either way.
        raw.sqlite3_reset(statement);
        if (said != raw.SQLITE_DONE)
            SqliteException.ThrowExceptionForRC(said, connection);
    }

    public void Dispose() => statement.Dispose();

    private int PlaceOf(string name)
    {
        if (names.Count == 0)
        {
            for (var i = 1; i <= raw.sqlite3_bind_parameter_count(statement); i++)
                names.Add(raw.sqlite3_bind_parameter_name(statement, i).utf8_to_string()?[1..] ?? "");
        }

        return names.IndexOf(name) is >= 0 and var place ? place : throw new ArgumentException($"The statement has no parameter @{name}.", nameof(name));
    }

    // As the provider writes it, so that both read the same.
    private int Bind(int place, Guid id)
    {
        Span<char> text = stackalloc char[36];
        id.TryFormat(text, out _);
        Span<byte> bytes = stackalloc byte[36];
        Ascii.ToUpper(text, bytes, out _);
        return raw.sqlite3_bind_text(statement, place + 1, bytes);
    }

    private int Bind(int place, ReadOnlySpan<char> text)
    {
        var most = Encoding.UTF8.GetMaxByteCount(text.Length);
        if (utf8.Length < most)
            utf8 = new byte[most];
        var length = Encoding.UTF8.GetBytes(text, utf8);
        return raw.sqlite3_bind_text(statement, place + 1, utf8.AsSpan(0, length));
    }

    private void Check(int said)
    {
        if (said != raw.SQLITE_OK)
            SqliteException.ThrowExceptionForRC(said, connection);
    }

    private static sqlite3_stmt Prepare(sqlite3 connection, string sql)
    {
        var said = raw.sqlite3_prepare_v3(connection, sql, raw.SQLITE_PREPARE_PERSISTENT, out var statement);
        if (said != raw.SQLITE_OK)
            SqliteException.ThrowExceptionForRC(said, connection);
        return statement;
    }
}
