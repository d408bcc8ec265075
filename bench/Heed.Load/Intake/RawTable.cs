using System.Globalization;
using Heed.Storage;
using Npgsql;

namespace Heed.Load.Intake;

/// <summary>A table's contents in memory, in the form that is quickest to write again.</summary>
internal sealed record RawTable(string Name, string Columns, int Rows, List<object[]> Values, byte[]? Binary)
{
    public static Task<RawTable> ReadAsync(Database from, string name, CancellationToken ct) =>
        from.Dialect.Name == "sqlite" ? ReadSqliteAsync(from, name, ct) : ReadPostgresAsync(from, name, ct);

    private static async Task<RawTable> ReadSqliteAsync(Database from, string name, CancellationToken ct)
    {
        await using var connection = await from.OpenAsync(ct);
        await using var select = connection.CreateCommand();
        select.CommandText = $"select * from {name}";
        await using var reader = await select.ExecuteReaderAsync(ct);
        var columns = Enumerable.Range(0, reader.FieldCount).Select(reader.GetName).ToList();
        var rows = new List<object[]>();
        while (await reader.ReadAsync(ct))
        {
            var row = new object[columns.Count];
            reader.GetValues(row);
            rows.Add(row);
        }

        return new RawTable(name, string.Join(", ", columns), rows.Count, rows, null);
    }

    private static async Task<RawTable> ReadPostgresAsync(Database from, string name, CancellationToken ct)
    {
        await using var connection = (NpgsqlConnection)await from.OpenAsync(ct);
        await using var count = new NpgsqlCommand($"select count(*) from {name}", connection);
        var rows = Convert.ToInt32(await count.ExecuteScalarAsync(ct), CultureInfo.InvariantCulture);

        // Generated columns are the database's own work, there as here.
        await using var names = new NpgsqlCommand(
            $"select string_agg(column_name, ', ' order by ordinal_position) from information_schema.columns where table_schema = current_schema() and table_name = '{name}' and is_generated = 'NEVER'", connection);
        var columns = (string)(await names.ExecuteScalarAsync(ct))!; // every table has columns
        using var memory = new MemoryStream();
        await using (var copy = await connection.BeginRawBinaryCopyAsync($"copy (select {columns} from {name}) to stdout (format binary)", ct))
            await copy.CopyToAsync(memory, ct);
        return new RawTable(name, columns, rows, [], memory.ToArray());
    }
}
