using System.Data.Common;
using System.Diagnostics;
using Heed.Storage;
using Heed.Storage.Migrations;
using Heed.Storage.Search;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Heed.Load.Intake;

/// <param name="PerSecond">Deliveries with everything that became of them.</param>
/// <param name="SearchablePerSecond">The same with the words of each message in the full-text index, which PostgreSQL does with the rows.</param>
internal sealed record RawSpeed(double PerSecond, double SearchablePerSecond, long Rows, int Tables, string How);

/// <summary>
/// The limit: the rows of a finished database written again into an empty one of the same schema, indexes, keys and triggers included,
/// as fast as one process can. Reading them is not counted.
/// </summary>
internal static class RawRows
{
    // In the order the foreign keys allow. What waits in lanes is gone by then.
    private static readonly string[] Written = ["deliveries", "customers", "identities", "cases", "case_events", "case_tags", "messages", "message_aliases", "attachments", "set_asides"];

    private static readonly string[] SetUp = ["departments", "channel_accounts"];

    private const int RowsPerTransaction = 20_000;

    public static async Task<RawSpeed> CopyAsync(Database from, Database to, CancellationToken ct)
    {
        await new Migrator(to, TimeProvider.System, NullLogger<Migrator>.Instance).ApplyAsync(ct);
        var tables = new List<RawTable>();
        foreach (var name in SetUp.Concat(Written))
            tables.Add(await RawTable.ReadAsync(from, name, ct));
        foreach (var table in tables.Take(SetUp.Length))
            await WriteAsync(to, table, ct);

        var timed = tables.Skip(SetUp.Length).Where(t => t.Rows > 0).ToList();
        var began = Stopwatch.GetTimestamp();
        foreach (var table in timed)
            await WriteAsync(to, table, ct);
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        var search = new SearchIndex(to);
        while (await search.CatchUpAsync(ct, bulk: true))
        {
        }

        return new RawSpeed(
            timed[0].Rows / seconds, timed[0].Rows / Stopwatch.GetElapsedTime(began).TotalSeconds, timed.Sum(t => (long)t.Rows), timed.Count,
            to.Dialect.Name == "sqlite" ? $"prepared statements, {RowsPerTransaction} rows to a transaction" : "binary COPY, one transaction to a table");
    }

    private static async Task WriteAsync(Database to, RawTable table, CancellationToken ct)
    {
        if (table.Binary is { } binary)
        {
            await using var session = await to.BeginWriteAsync(durable: true, ct);
            await using (var copy = await ((NpgsqlConnection)session.Connection).BeginRawBinaryCopyAsync($"copy {table.Name} ({table.Columns}) from stdin (format binary)", ct))
                await copy.WriteAsync(binary, ct);
            await session.CommitAsync(ct);
            return;
        }

        for (var start = 0; start < table.Rows; start += RowsPerTransaction)
        {
            await using var session = await to.BeginWriteAsync(durable: true, ct);
            await using var insert = session.Connection.CreateCommand();
            insert.Transaction = session.Transaction;
            var parameters = table.Columns.Split(", ").Select((_, i) => Parameter(insert, $"@p{i}")).ToArray();
            insert.CommandText = $"insert into {table.Name} ({table.Columns}) values ({string.Join(", ", parameters.Select(p => p.ParameterName))})";
            await insert.PrepareAsync(ct);
            foreach (var row in table.Values.Skip(start).Take(RowsPerTransaction))
            {
                for (var i = 0; i < parameters.Length; i++)
                    parameters[i].Value = row[i];
                await insert.ExecuteNonQueryAsync(ct);
            }

            await session.CommitAsync(ct);
        }
    }

    private static DbParameter Parameter(DbCommand command, string name)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        command.Parameters.Add(parameter);
        return parameter;
    }
}
