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

    // Percentiles fall into a few seconds; only the rows of those are read. Networks that tell whole seconds need no second reading at all.
    private static async Task ResolveAsync(FigureReading reading, Dictionary<string, FigureFacts> brands, FigureFacts total, CancellationToken ct)
    {
        await ResolveAsync(reading, AnswerTimes.Replace("{filter}", reading.Filter.Messages, StringComparison.Ordinal),
            brands.ToDictionary(b => b.Key, b => b.Value.AnswerTimes), total.AnswerTimes, ct);
        await ResolveAsync(reading, FirstAnswerTimes.Replace("{filter}", reading.Filter.Cases, StringComparison.Ordinal),
            brands.ToDictionary(b => b.Key, b => b.Value.FirstAnswerTimes), total.FirstAnswerTimes, ct);
    }

    private static async Task ResolveAsync(
        FigureReading reading, string sql, Dictionary<string, TimeHistogram> brands, TimeHistogram total, CancellationToken ct)
    {
        var open = brands.Values.Append(total).SelectMany(h => h.Unresolved(FigureFacts.Percentiles)).Distinct().ToList();
        if (open.Count == 0)
            return;

        var rows = new List<(string Brand, long Bucket, long Time)>();
        // Numbers of our own counting, not of anybody's asking: no parameter is needed to be safe.
        var list = string.Join(", ", open.Select(o => o.ToString(CultureInfo.InvariantCulture)));
        await reading.EachAsync(sql.Replace("{buckets}", list, StringComparison.Ordinal),
            row => rows.Add((row.GetString(0), row.GetInt64(1), row.GetInt64(2))), ct);

        foreach (var bucket in rows.GroupBy(r => r.Bucket))
        {
            total.Resolve(bucket.Key, [.. bucket.Select(r => r.Time)]);
            foreach (var brand in bucket.GroupBy(r => r.Brand))
                brands[brand.Key].Resolve(bucket.Key, [.. brand.Select(r => r.Time)]);
        }
    }
}
