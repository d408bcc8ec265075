using System.Data.Common;
using System.Globalization;
using Heed.Core.Figures;
using Heed.Core.Guard;
using Heed.Core.Messages;

namespace Heed.Storage.Figures;

/// <summary>A row behind a figure: a message, a case, a time in one department's hands, a promise or a draft, and whether it counts.</summary>
/// <param name="MessageId">Null when the figure counts no messages.</param>
/// <param name="At">By which the row belongs to a period: written, opened, resolved or ended then.</param>
/// <param name="Counts">In the numerator of a share; true for every row of the other figures.</param>
/// <param name="Wait">The time the figure is about: to the answer, or in the department's hands; null when there was none.</param>
/// <param name="Key">Tells rows apart: several may be of one case.</param>
public sealed record FigureRow(
    Guid? MessageId, Guid CaseId, long CaseNumber, string Brand, string Network, Visibility Visibility, DateTimeOffset At, bool Counts, TimeSpan? Wait,
    (Guid Id, long Part) Key, RowFacts Facts);

/// <param name="Next">Hand back to read on; null at the end.</param>
public sealed record FigureRowPage(IReadOnlyList<FigureRow> Rows, string? Next);

/// <summary>The rows a figure was made of, newest first: exactly those its count counted.</summary>
public sealed class FigureRows(Database database)
{
    private const string Care =
        """
        c.causes_seen, c.causes_said, case when c.topic is not null or c.sentiment is not null then 1 else 0 end,
               c.hand_overs, c.department_hand_overs, c.boomerangs, c.boomerangs_stopped, case when c.return_of is not null then 1 else 0 end
        """;

    /// <param name="figureId">One of the catalogue.</param>
    /// <param name="cursor">From the page before; null to begin.</param>
    /// <param name="limit">Rows per page, at most 500.</param>
    /// <param name="onlyCounted">Of a share: only the rows in its numerator.</param>
    /// <returns>Null when there is no such figure.</returns>
    public async Task<FigureRowPage?> ListAsync(string figureId, FigureScope scope, string? cursor, int limit, CancellationToken ct, bool onlyCounted = false)
    {
        if (FigureCatalog.Find(figureId) is not { } figure)
            return null;
        limit = Math.Clamp(limit, 1, 500);
        onlyCounted &= figure.Behind.Counts is not null;
        var (at, id, part) = Read(cursor);
        var filter = new FigureFilter(scope);

        await using var connection = await database.OpenAsync(ct);
        var plain = connection.CreateCommand();
        plain.CommandText = SqlOf(figure.Behind.Set, filter);
        // What counts is decided row by row, so nobody knows beforehand how many rows a page of counted ones takes.
        await using var command = filter.Bind(new SqlCommand(plain)).Add("at", at).Add("id", id).Add("part", part).Add("limit", onlyCounted ? long.MaxValue : limit + 1L);
        await using var reader = await command.ReadAsync(ct);
        var rows = new List<FigureRow>(limit + 1);
        while (rows.Count <= limit && await reader.ReadAsync(ct))
        {
            var row = RowOf(reader, figure.Behind.Counts);
            if (row.Counts || !onlyCounted)
                rows.Add(row);
        }

        if (rows.Count <= limit)
            return new FigureRowPage(rows, null);
        rows.RemoveAt(limit);
        var last = rows[^1];
        return new FigureRowPage(rows, FormattableString.Invariant($"{last.At.ToUnixTimeMilliseconds()}.{last.Key.Id:N}.{last.Key.Part}"));
    }

    private static string SqlOf(RowSet set, FigureFilter filter) => set switch
    {
        RowSet.Inbound => Messages(filter, "m.direction = 0"),
        RowSet.InboundPublic => Messages(filter, "m.direction = 0 and m.visibility = 0"),
        RowSet.InboundPrivate => Messages(filter, "m.direction = 0 and m.visibility = 1"),
        RowSet.InboundAnswered => Messages(filter, "m.direction = 0 and m.answered_at >= m.at"),
        RowSet.Answers => Messages(filter, "m.direction = 1"),
        RowSet.Messages => Messages(filter, "1 = 1"),
        RowSet.Cases => Cases(filter.Cases, "c.opened_at", "1 = 1"),
        RowSet.CasesAsked => Cases(filter.Cases, "c.opened_at", "c.origin_direction = 0"),
        RowSet.CasesAnswered => Cases(filter.Cases, "c.opened_at", "c.origin_direction = 0 and c.first_answer_at >= c.opened_at"),
        RowSet.CasesSigned => Cases(filter.Cases, "c.opened_at", "c.attributed_answers >= 2"),
        RowSet.CasesResolved => Cases(filter.Resolved, "c.resolved_at", "1 = 1"),
        RowSet.CasesTurnedBack => Cases(filter.Resolved, "c.resolved_at", "c.boomerangs > 0"),
        RowSet.CasesTurningBack => Cases(filter.Resolved, "c.resolved_at", "(c.boomerangs > 0 or c.boomerangs_stopped > 0)"),
        RowSet.Stays => Stays(filter),
        RowSet.Promises => Promises(filter, "1 = 1"),
        RowSet.Drafts => Drafts(filter),
        RowSet.PromisesJudged => Promises(filter, "p.ended in (1, 2)"),
    };

    private static string Messages(FigureFilter filter, string set) =>
        $"""
        select m.id, m.case_id, c.number, a.brand, a.network, m.visibility, m.at,
               case when m.direction = 0 and m.answered_at >= m.at then m.answered_at - m.at end, 0, m.id, 0, c.department_id, {Care}, null, null, null,
               case when m.direction = 1 and exists (select 1 from tone_records t where t.message_id = m.id and t.severity_last >= {CareFacts.HarshFrom}) then 1 else 0 end, null
          from channel_accounts a join messages m on m.account_id = a.id join cases c on c.id = m.case_id
         where {filter.Messages} and {set} and {After("m.at", "m.id")}
        """;

    private static string Cases(string filter, string at, string set) =>
        $"""
        select null, c.id, c.number, c.brand, c.origin_network, c.origin_visibility, {at},
               case when c.origin_direction = 0 and c.first_answer_at >= c.opened_at then c.first_answer_at - c.opened_at end, c.agent_count, c.id, 0, c.department_id, {Care}, null, null, null, 0, null
          from cases c
         where {filter} and {set} and {After(at, "c.id")}
        """;

    private static string Stays(FigureFilter filter) =>
        $"""
        select null, c.id, c.number, c.brand, c.origin_network, c.origin_visibility, s.until, s.until - s.since, 0, c.id, s.version, s.department_id, {Care}, null, null, null, 0, null
          from case_stays s join cases c on c.id = s.case_id
         where {filter.Stays} and {After("s.until", "c.id", "s.version")}
        """;

    private static string Promises(FigureFilter filter, string set) =>
        $"""
        select null, c.id, c.number, c.brand, c.origin_network, c.origin_visibility, c.resolved_at, null, 0, p.id, 0, p.department_id, {Care},
               p.kind, p.ended, case when p.agent_id is null then 1 else 0 end, 0, null
          from cases c join promises p on p.case_id = c.id
         where {filter.Promises} and {set} and {After("c.resolved_at", "p.id")}
        """;

    private static string Drafts(FigureFilter filter) =>
        $"""
        select t.message_id, c.id, c.number, c.brand, t.network, t.visibility, t.at, null, 0, t.id, 0, t.department_id, {Care}, null, null, null, 0, t.outcome
          from tone_records t join cases c on c.id = t.case_id
         where {filter.Drafts} and {After("t.at", "t.id")}
        """;

    /// <param name="part">What tells rows of one id apart; null where the id does.</param>
    private static string After(string at, string id, string? part = null) =>
        $"({at} < @at or ({at} = @at and ({id} < @id or ({id} = @id and {part ?? "0"} < @part)))) order by {at} desc, {id} desc{(part is null ? "" : $", {part} desc")} limit @limit";

    private static FigureRow RowOf(DbDataReader row, Func<RowFacts, bool>? counts)
    {
        TimeSpan? wait = row.IsDBNull(7) ? null : TimeSpan.FromMilliseconds(row.GetInt64(7));
        var facts = new RowFacts(wait, row.GetString(4), (Visibility)row.GetInt32(5), row.GetInt32(8))
        {
            DepartmentId = row.IsDBNull(11) ? null : row.GetGuid(11),
            Seen = (CauseSet)row.GetInt32(12),
            Said = (CauseSet)row.GetInt32(13),
            Read = row.GetInt32(14) == 1,
            HandOvers = row.GetInt32(15),
            DepartmentHandOvers = row.GetInt32(16),
            Boomerangs = row.GetInt32(17),
            BoomerangsStopped = row.GetInt32(18),
            Returned = row.GetInt32(19) == 1,
            PromiseKind = row.IsDBNull(20) ? default : (PromiseKind)row.GetInt32(20),
            PromiseEnd = row.IsDBNull(21) ? null : (PromiseEnd)row.GetInt32(21),
            Harsh = row.GetInt32(23) == 1,
            Outcome = row.IsDBNull(24) ? null : (ToneOutcome)row.GetInt32(24),
            ByHeed = !row.IsDBNull(22) && row.GetInt32(22) == 1,
        };
        return new FigureRow(
            row.IsDBNull(0) ? null : row.GetGuid(0), row.GetGuid(1), row.GetInt64(2), row.GetString(3), facts.Network, facts.Visibility,
            DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(6)), counts?.Invoke(facts) ?? true, wait, (row.GetGuid(9), row.GetInt64(10)), facts);
    }

    // A cursor that is not ours starts from the newest row.
    private static (long At, Guid Id, long Part) Read(string? cursor)
    {
        var parts = cursor?.Split('.');
        return parts is [var at, var id, var part]
            && long.TryParse(at, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var time) && Guid.TryParseExact(id, "N", out var guid)
            && long.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? (time, guid, number)
            : (long.MaxValue, Guid.AllBitsSet, long.MaxValue);
    }
}
