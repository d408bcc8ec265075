using System.Data;
using System.Data.Common;
using Heed.Core.Channels;
using Heed.Core.Figures;
using Heed.Core.Messages;
using Microsoft.Data.Sqlite;

namespace Heed.Storage.Figures;

/// <summary>Counts per brand, and over the scope as a whole.</summary>
public sealed record CountedFacts(FigureFacts Total, IReadOnlyDictionary<string, FigureFacts> ByBrand);

/// <summary>
/// Counts everything the figures are read from: a fixed handful of aggregates however many brands there are, each grouped by brand,
/// so that one reading of the rows serves the brands and their total.
/// </summary>
public sealed partial class FigureCounts(Database database)
{
    public async Task<CountedFacts> LoadAsync(FigureScope scope, CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);

        await using var snapshot = await connection.BeginTransactionAsync(
            database.Dialect.Name == "postgres" ? System.Data.IsolationLevel.RepeatableRead : System.Data.IsolationLevel.Unspecified, ct);
        var reading = new FigureReading(connection, snapshot, scope);

        var brands = new Dictionary<string, FigureFacts>(StringComparer.Ordinal);
        await BrandsAsync(reading, brands, ct);
        await InboundAsync(reading, brands, ct);
        await VolumeAsync(reading, brands, ct);
        await CasesAsync(reading, brands, ct);
        await CaseHoursAsync(reading, brands, ct);
        await CustomersAsync(reading, brands, ct);
        await ResolvedCasesAsync(reading, brands, ct);
        await StaysAsync(reading, brands, ct);
        await PromisesAsync(reading, brands, ct);
        await DraftsAsync(reading, brands, ct);
        await HarshAnswersAsync(reading, brands, ct);

        var total = new FigureFacts();
        foreach (var facts in brands.Values)
            total.Add(facts);
        await CustomersOverAllAsync(reading, total, ct);
        await ResolveAsync(reading, brands, total, ct);
        return new CountedFacts(total, brands);
    }

    // A brand that has an account has figures, be they all zero.
    private static Task BrandsAsync(FigureReading reading, Dictionary<string, FigureFacts> brands, CancellationToken ct) => reading.EachAsync(
        """
        select distinct a.brand from channel_accounts a
         where (@brand = '' or lower(a.brand) = @brand) and (@channel = '' or a.network = @channel)
        """,
        row => Of(brands, row.GetString(0)), ct);

    // Cross join: SQLite then goes account by account along messages_figures and never touches the messages themselves.
    private static Task InboundAsync(FigureReading reading, Dictionary<string, FigureFacts> brands, CancellationToken ct) => reading.EachAsync(
        $"""
        select a.brand, m.visibility,
               case when m.answered_at >= m.at then (m.answered_at - m.at + 999) / 1000 end as bucket,
               count(*), min(m.answered_at - m.at), max(m.answered_at - m.at)
          from channel_accounts a cross join messages m
         where m.account_id = a.id and m.direction = 0 and {reading.Filter.Messages}
         group by a.brand, m.visibility, bucket
        """,
        row =>
        {
            var facts = Of(brands, row.GetString(0));
            var isPublic = row.GetInt32(1) == (int)Visibility.Public;
            var count = row.GetInt64(3);
            if (isPublic)
                facts.InboundPublic += count;
            else
                facts.InboundPrivate += count;
            if (row.IsDBNull(2))
                return;
            if (isPublic)
                facts.AnsweredPublic += count;
            else
                facts.AnsweredPrivate += count;
            facts.AnswerTimes.Add(row.GetInt64(2), count, row.GetInt64(4), row.GetInt64(5));
        }, ct);

    private static Task VolumeAsync(FigureReading reading, Dictionary<string, FigureFacts> brands, CancellationToken ct) => reading.EachAsync(
        $"""
        select a.brand, a.network, m.direction, m.visibility, m.at / 900000 as quarter, count(*)
          from channel_accounts a cross join messages m
         where m.account_id = a.id and {reading.Filter.Messages}
         group by a.brand, a.network, m.direction, m.visibility, quarter
        """,
        row =>
        {
            var facts = Of(brands, row.GetString(0));
            var direction = (Direction)row.GetInt32(2);
            var count = row.GetInt64(5);
            Add(facts.Volume, (row.GetString(1), direction, (Visibility)row.GetInt32(3)), count);
            if (direction == Direction.Outbound)
                Add(facts.AnswersByQuarter, row.GetInt64(4), count);
        }, ct);

    private static Task CasesAsync(FigureReading reading, Dictionary<string, FigureFacts> brands, CancellationToken ct) => reading.EachAsync(
        $"""
        select c.brand, c.origin_network, c.origin_direction,
               case when c.origin_direction = 0 and c.first_answer_at >= c.opened_at then (c.first_answer_at - c.opened_at + 999) / 1000 end as bucket,
               count(*), min(c.first_answer_at - c.opened_at), max(c.first_answer_at - c.opened_at),
               sum(case when c.attributed_answers >= 2 then 1 else 0 end),
               sum(case when c.attributed_answers >= 2 and c.agent_count >= 2 then 1 else 0 end)
          from cases c
         where {reading.Filter.Cases}
         group by c.brand, c.origin_network, c.origin_direction, bucket
        """,
        row =>
        {
            var facts = Of(brands, row.GetString(0));
            var count = row.GetInt64(4);
            facts.Cases += count;
            facts.CasesSigned += row.GetInt64(7);
            facts.CasesSeveralAgents += row.GetInt64(8);
            if (row.GetInt32(2) != (int)Direction.Inbound)
                return;
            facts.CasesAsked += count;
            if (Network.IsSocial(row.GetString(1)))
                facts.CasesAskedOnSocial += count;
            if (!row.IsDBNull(3))
                facts.FirstAnswerTimes.Add(row.GetInt64(3), count, row.GetInt64(5), row.GetInt64(6));
        }, ct);

    private static Task CaseHoursAsync(FigureReading reading, Dictionary<string, FigureFacts> brands, CancellationToken ct) => reading.EachAsync(
        $"select c.brand, c.opened_at / 900000 as quarter, count(*) from cases c where {reading.Filter.Cases} group by c.brand, quarter",
        row => Add(Of(brands, row.GetString(0)).CasesByQuarter, row.GetInt64(1), row.GetInt64(2)), ct);

    private static Task CustomersAsync(FigureReading reading, Dictionary<string, FigureFacts> brands, CancellationToken ct) => reading.EachAsync(
        $"""
        select brand, n, count(*)
          from (select c.brand as brand, c.customer_id, count(*) as n from cases c where {reading.Filter.Cases} group by c.brand, c.customer_id) as people
         group by brand, n
        """,
        row => Add(Of(brands, row.GetString(0)).CustomersByCases, row.GetInt64(1), row.GetInt64(2)), ct);

    private static Task CustomersOverAllAsync(FigureReading reading, FigureFacts total, CancellationToken ct) => reading.EachAsync(
        $"""
        select n, count(*)
          from (select c.customer_id, count(*) as n from cases c where {reading.Filter.Cases} group by c.customer_id) as people
         group by n
        """,
        row => Add(total.CustomersByCases, row.GetInt64(0), row.GetInt64(1)), ct);

    private static FigureFacts Of(Dictionary<string, FigureFacts> brands, string brand)
    {
        if (!brands.TryGetValue(brand, out var facts))
            brands[brand] = facts = new FigureFacts();
        return facts;
    }

    private static void Add<TKey>(Dictionary<TKey, long> to, TKey key, long count)
        where TKey : notnull => to[key] = to.GetValueOrDefault(key) + count;
}

/// <summary>One snapshot of the database, read for one scope.</summary>
internal sealed class FigureReading(DbConnection connection, DbTransaction snapshot, FigureScope scope)
{
    public FigureFilter Filter { get; } = new(scope);

    /// <summary>Runs a query of the scope and hands over its rows.</summary>
    public async Task EachAsync(string sql, Action<DbDataReader> row, CancellationToken ct)
    {
        var plain = connection.CreateCommand();
        plain.CommandText = sql;
        plain.Transaction = snapshot;
        await using var command = Filter.Bind(new SqlCommand(plain));
        await using var reader = await command.ReadAsync(ct);
        while (await reader.ReadAsync(ct))
            row(reader);
    }
}
