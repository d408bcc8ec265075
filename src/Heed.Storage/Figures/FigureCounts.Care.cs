using Heed.Core.Figures;
using Heed.Core.Guard;

namespace Heed.Storage.Figures;

public sealed partial class FigureCounts
{
    // Everything that is told of resolved cases comes from this one reading of them; the causes are bits, so they group.
    private static Task ResolvedCasesAsync(FigureReading reading, Dictionary<string, FigureFacts> brands, CancellationToken ct) => reading.EachAsync(
        $"""
        select c.brand, c.origin_network, c.department_id, c.causes_seen, c.causes_said, count(*),
               sum(case when c.topic is not null or c.sentiment is not null then 1 else 0 end),
               sum(case when c.hand_overs > c.department_hand_overs then 1 else 0 end),
               sum(case when c.department_hand_overs > 0 then 1 else 0 end),
               sum(case when c.hand_overs >= 2 then 1 else 0 end),
               sum(c.hand_overs), sum(c.hand_overs * c.hand_overs),
               sum(case when c.boomerangs > 0 then 1 else 0 end),
               sum(case when c.boomerangs_stopped > 0 then 1 else 0 end),
               sum(case when c.boomerangs_stopped > 0 and c.boomerangs = 0 then 1 else 0 end),
               sum(case when c.return_of is not null then 1 else 0 end)
          from cases c
         where {reading.Filter.Resolved}
         group by c.brand, c.origin_network, c.department_id, c.causes_seen, c.causes_said
        """,
        row =>
        {
            var cases = Of(brands, row.GetString(0)).Care.Of(row.IsDBNull(2) ? null : row.GetGuid(2), row.GetString(1));
            cases.Mark((CauseSet)row.GetInt32(3), (CauseSet)row.GetInt32(4), row.GetInt64(5));
            cases.Cases += row.GetInt64(5);
            cases.Read += row.GetInt64(6);
            cases.WithinTeam += row.GetInt64(7);
            cases.ToDepartment += row.GetInt64(8);
            cases.HandedOverTwice += row.GetInt64(9);
            cases.HandOvers += row.GetInt64(10);
            cases.HandOversSquared += row.GetInt64(11);
            cases.Boomerangs += row.GetInt64(12);
            cases.BoomerangsStopped += row.GetInt64(13);
            cases.BoomerangsPrevented += row.GetInt64(14);
            cases.Returns += row.GetInt64(15);
        }, ct);

    // To the second, which is enough for hours: the rows of the seconds that matter are not read again, as those of answer times are.
    private static Task StaysAsync(FigureReading reading, Dictionary<string, FigureFacts> brands, CancellationToken ct) => reading.EachAsync(
        $"""
        select c.brand, s.department_id, (s.until - s.since + 999) / 1000 as bucket, count(*), min(s.until - s.since), max(s.until - s.since)
          from case_stays s join cases c on c.id = s.case_id
         where {reading.Filter.Stays}
         group by c.brand, s.department_id, bucket
        """,
        row =>
        {
            var care = Of(brands, row.GetString(0)).Care;
            care.Stays.Add(row.GetInt64(2), row.GetInt64(3), row.GetInt64(4), row.GetInt64(5));
            care.StaysOf(row.GetGuid(1)).Add(row.GetInt64(2), row.GetInt64(3), row.GetInt64(4), row.GetInt64(5));
        }, ct);

    private static Task PromisesAsync(FigureReading reading, Dictionary<string, FigureFacts> brands, CancellationToken ct) => reading.EachAsync(
        $"""
        select c.brand, p.kind, p.ended, case when p.agent_id is null then 1 else 0 end as by_heed, count(*)
          from promises p join cases c on c.id = p.case_id
         where {reading.Filter.Promises}
         group by c.brand, p.kind, p.ended, by_heed
        """,
        row => Add(Of(brands, row.GetString(0)).Care.Promises, ((PromiseKind)row.GetInt32(1), (PromiseEnd)row.GetInt32(2), row.GetInt32(3) == 1), row.GetInt64(4)), ct);

    private static Task DraftsAsync(FigureReading reading, Dictionary<string, FigureFacts> brands, CancellationToken ct) => reading.EachAsync(
        $"""
        select c.brand, t.outcome, count(*)
          from tone_records t join cases c on c.id = t.case_id
         where {reading.Filter.Drafts}
         group by c.brand, t.outcome
        """,
        row => Add(Of(brands, row.GetString(0)).Care.Drafts, (ToneOutcome)row.GetInt32(1), row.GetInt64(2)), ct);

    // Only what the guard spoke about can be harsh, and that is little: from there to the messages, not the other way round.
    private static Task HarshAnswersAsync(FigureReading reading, Dictionary<string, FigureFacts> brands, CancellationToken ct) => reading.EachAsync(
        $"""
        select a.brand, count(distinct m.id)
          from tone_records t cross join messages m cross join channel_accounts a
         where t.message_id is not null and t.severity_last >= {CareFacts.HarshFrom}
           and m.id = t.message_id and a.id = m.account_id and m.direction = 1 and {reading.Filter.Messages}
         group by a.brand
        """,
        row => Of(brands, row.GetString(0)).Care.HarshAnswers += row.GetInt64(1), ct);
}
