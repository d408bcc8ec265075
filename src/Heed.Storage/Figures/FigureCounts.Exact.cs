using System.Globalization;
using Heed.Core.Figures;

namespace Heed.Storage.Figures;

public sealed partial class FigureCounts
{
    private const string AnswerTimes =
        """
        select a.brand, (m.answered_at - m.at + 999) / 1000, m.answered_at - m.at
          from channel_accounts a cross join messages m
         where m.account_id = a.id and m.direction = 0 and m.answered_at >= m.at and {filter}
           and (m.answered_at - m.at + 999) / 1000 in ({buckets})
         order by 3
        """;

    private const string FirstAnswerTimes =
        """
        select c.brand, (c.first_answer_at - c.opened_at + 999) / 1000, c.first_answer_at - c.opened_at
          from cases c
         where c.origin_direction = 0 and c.first_answer_at >= c.opened_at and {filter}
           and (c.first_answer_at - c.opened_at + 999) / 1000 in ({buckets})
         order by 3
        """;

    private const string StayTimes =
        """
        select c.brand, s.department_id, (s.until - s.since + 999) / 1000, s.until - s.since
          from case_stays s join cases c on c.id = s.case_id
         where {filter} and (s.until - s.since + 999) / 1000 in ({buckets})
         order by 4
        """;

    // Percentiles fall into a few seconds; only the rows of those are read. Networks that tell whole seconds need no second reading at all.
    private static async Task ResolveAsync(FigureReading reading, Dictionary<string, FigureFacts> brands, FigureFacts total, CancellationToken ct)
    {
        await ResolveAsync(reading, AnswerTimes.Replace("{filter}", reading.Filter.Messages, StringComparison.Ordinal),
            brands.ToDictionary(b => b.Key, b => b.Value.AnswerTimes), total.AnswerTimes, ct);
        await ResolveAsync(reading, FirstAnswerTimes.Replace("{filter}", reading.Filter.Cases, StringComparison.Ordinal),
            brands.ToDictionary(b => b.Key, b => b.Value.FirstAnswerTimes), total.FirstAnswerTimes, ct);
        await ResolveStaysAsync(reading, brands, total, ct);
    }

    // Told per brand, per department of a brand, and per department over all brands: each has its own few seconds.
    private static async Task ResolveStaysAsync(FigureReading reading, Dictionary<string, FigureFacts> brands, FigureFacts total, CancellationToken ct)
    {
        var told = brands.Select(b => (Brand: (string?)b.Key, b.Value.Care)).Append((null, total.Care))
            .SelectMany(f => f.Care.StaysByDepartment.Select(d => (f.Brand, Department: (Guid?)d.Key, Times: d.Value)).Append((f.Brand, null, f.Care.Stays)))
            .ToList();
        var open = told.SelectMany(t => t.Times.Unresolved(FigureFacts.Percentiles)).Distinct().ToList();
        if (open.Count == 0)
            return;

        var rows = new List<(string Brand, Guid Department, long Bucket, long Time)>();
        await reading.EachAsync(StayTimes.Replace("{filter}", reading.Filter.Stays, StringComparison.Ordinal).Replace("{buckets}", Numbers(open), StringComparison.Ordinal),
            row => rows.Add((row.GetString(0), row.GetGuid(1), row.GetInt64(2), row.GetInt64(3))), ct);
        foreach (var (brand, department, times) in told)
        {
            foreach (var bucket in rows.Where(r => (brand is null || r.Brand == brand) && (department is null || r.Department == department)).GroupBy(r => r.Bucket))
                times.Resolve(bucket.Key, [.. bucket.Select(r => r.Time)]);
        }
    }

    private static async Task ResolveAsync(
        FigureReading reading, string sql, Dictionary<string, TimeHistogram> brands, TimeHistogram total, CancellationToken ct)
    {
        var open = brands.Values.Append(total).SelectMany(h => h.Unresolved(FigureFacts.Percentiles)).Distinct().ToList();
        if (open.Count == 0)
            return;

        var rows = new List<(string Brand, long Bucket, long Time)>();
        await reading.EachAsync(sql.Replace("{buckets}", Numbers(open), StringComparison.Ordinal),
            row => rows.Add((row.GetString(0), row.GetInt64(1), row.GetInt64(2))), ct);

        foreach (var bucket in rows.GroupBy(r => r.Bucket))
        {
            total.Resolve(bucket.Key, [.. bucket.Select(r => r.Time)]);
            foreach (var brand in bucket.GroupBy(r => r.Brand))
                brands[brand.Key].Resolve(bucket.Key, [.. brand.Select(r => r.Time)]);
        }
    }

    // Numbers of our own counting, not of anybody's asking: no parameter is needed to be safe.
    private static string Numbers(IEnumerable<long> buckets) => string.Join(", ", buckets.Select(b => b.ToString(CultureInfo.InvariantCulture)));
}
