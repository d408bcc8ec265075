using System.Data.Common;
using System.Globalization;
using Heed.Core.Figures;
using Heed.Core.Messages;

namespace Heed.Storage.Figures;

/// <summary>A row behind a figure: a message or a case, and whether it counts.</summary>
/// <param name="MessageId">Null when the figure counts cases.</param>
/// <param name="Counts">In the numerator of a share; true for every row of the other figures.</param>
/// <param name="Wait">Time to the answer the figure is about; null when there was none.</param>
public sealed record FigureRow(
    Guid? MessageId, Guid CaseId, long CaseNumber, string Brand, string Network, Visibility Visibility, DateTimeOffset At, bool Counts, TimeSpan? Wait);

/// <param name="Next">Hand back to read on; null at the end.</param>
public sealed record FigureRowPage(IReadOnlyList<FigureRow> Rows, string? Next);

/// <summary>The rows a figure was made of, newest first: exactly those its count counted.</summary>
public sealed class FigureRows(Database database)
{
    private const string Messages =
        $$"""
        select m.id, m.case_id, c.number, a.brand, a.network, m.visibility, m.at,
               case when m.direction = 0 and m.answered_at >= m.at then m.answered_at - m.at end, 0, m.id
          from channel_accounts a join messages m on m.account_id = a.id join cases c on c.id = m.case_id
         where {{FigureFilter.Messages}} and {set} and (m.at < @at or (m.at = @at and m.id < @id))
         order by m.at desc, m.id desc limit @limit
        """;

    private const string Cases =
        $$"""
        select null, c.id, c.number, c.brand, c.origin_network, c.origin_visibility, c.opened_at,
               case when c.origin_direction = 0 and c.first_answer_at >= c.opened_at then c.first_answer_at - c.opened_at end, c.agent_count, c.id
          from cases c
         where {{FigureFilter.Cases}} and {set} and (c.opened_at < @at or (c.opened_at = @at and c.id < @id))
         order by c.opened_at desc, c.id desc limit @limit
        """;

    /// <param name="cursor">From the page before; null to begin.</param>
    /// <param name="limit">Rows per page, at most 500.</param>
    /// <returns>Null when there is no such figure.</returns>
    public async Task<FigureRowPage?> ListAsync(string figureId, FigureScope scope, string? cursor, int limit, CancellationToken ct)
    {
        if (FigureCatalog.Find(figureId) is not { } figure)
            return null;
        limit = Math.Clamp(limit, 1, 500);
        var (at, id) = Read(cursor);

        await using var connection = await database.OpenAsync(ct);
        var plain = connection.CreateCommand();
        plain.CommandText = SqlOf(figure.Behind.Set);
        await using var command = new SqlCommand(plain).Bind(scope).Add("at", at).Add("id", id).Add("limit", limit + 1);
        await using var reader = await command.ReadAsync(ct);
        var rows = new List<FigureRow>(limit + 1);
        while (await reader.ReadAsync(ct))
            rows.Add(RowOf(reader, figure.Behind.Counts));

        if (rows.Count <= limit)
            return new FigureRowPage(rows, null);
        rows.RemoveAt(limit);
        var last = rows[^1];
        return new FigureRowPage(rows, FormattableString.Invariant($"{last.At.ToUnixTimeMilliseconds()}.{last.MessageId ?? last.CaseId:N}"));
    }

    private static string SqlOf(RowSet set) => set switch
    {
        RowSet.Inbound => Of(Messages, "m.direction = 0"),
        RowSet.InboundPublic => Of(Messages, "m.direction = 0 and m.visibility = 0"),
        RowSet.InboundPrivate => Of(Messages, "m.direction = 0 and m.visibility = 1"),
        RowSet.InboundAnswered => Of(Messages, "m.direction = 0 and m.answered_at >= m.at"),
        RowSet.Answers => Of(Messages, "m.direction = 1"),
        RowSet.Messages => Of(Messages, "1 = 1"),
        RowSet.Cases => Of(Cases, "1 = 1"),
        RowSet.CasesAsked => Of(Cases, "c.origin_direction = 0"),
        RowSet.CasesAnswered => Of(Cases, "c.origin_direction = 0 and c.first_answer_at >= c.opened_at"),
        RowSet.CasesSigned => Of(Cases, "c.attributed_answers >= 2"),
    };

    private static string Of(string sql, string set) => sql.Replace("{set}", set, StringComparison.Ordinal);

    private static FigureRow RowOf(DbDataReader row, Func<RowFacts, bool>? counts)
    {
        TimeSpan? wait = row.IsDBNull(7) ? null : TimeSpan.FromMilliseconds(row.GetInt64(7));
        var facts = new RowFacts(wait, row.GetString(4), (Visibility)row.GetInt32(5), row.GetInt32(8));
        return new FigureRow(
            row.IsDBNull(0) ? null : row.GetGuid(0), row.GetGuid(1), row.GetInt64(2), row.GetString(3), facts.Network, facts.Visibility,
            DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(6)), counts?.Invoke(facts) ?? true, wait);
    }

    // A cursor that is not ours starts from the newest row.
    private static (long At, Guid Id) Read(string? cursor)
    {
        var parts = cursor?.Split('.');
        return parts is [var at, var id]
            && long.TryParse(at, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var time) && Guid.TryParseExact(id, "N", out var guid)
            ? (time, guid)
            : (long.MaxValue, Guid.AllBitsSet);
    }
}
