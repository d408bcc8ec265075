using System.Collections.Concurrent;
using Heed.Core.Cases;
using Heed.Core.Clocks;
using Heed.Core.Messages;
using Heed.Server.Settings;
using Heed.Storage;
using Microsoft.EntityFrameworkCore;

namespace Heed.Server.Guard;

/// <summary>Reads how long the customers of a department waited in the last weeks, and how many wait now.</summary>
internal sealed class ExpectedWaits(IDbContextFactory<HeedDb> contexts, ChannelCatalog catalog, TimeProvider clock)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(5);
    private const int MostSamples = 5_000;

    private readonly ConcurrentDictionary<Guid, (DateTimeOffset At, IReadOnlyList<WaitSample> Samples)> history = [];

    /// <summary>Of somebody who begins to wait now, or of an open case; null when too little is known.</summary>
    public async Task<ExpectedWait?> OfAsync(Guid departmentId, long? queueAt, CancellationToken ct)
    {
        if (!(await catalog.GetAsync(ct)).Departments.TryGetValue(departmentId, out var plan))
            return null;
        var now = clock.GetUtcNow();
        if (!history.TryGetValue(departmentId, out var known) || now - known.At > Fresh)
            history[departmentId] = known = (now, await SamplesAsync(departmentId, plan.Calendar, now, ct));
        await using var db = await contexts.CreateDbContextAsync(ct);
        var ahead = await db.Cases.CountAsync(c => c.DepartmentId == departmentId && c.Status == CaseStatus.Open && c.WaitingSince != null && (queueAt == null || c.QueueAt < queueAt), ct);
        return ExpectedWait.From(known.Samples, ahead, now, plan.Calendar);
    }

    private async Task<IReadOnlyList<WaitSample>> SamplesAsync(Guid departmentId, BusinessCalendar calendar, DateTimeOffset now, CancellationToken ct)
    {
        var since = now - TimeSpan.FromDays(7 * ExpectedWait.Weeks);
        await using var db = await contexts.CreateDbContextAsync(ct);
        var rows = await db.Cases.AsNoTracking()
            .Where(c => c.DepartmentId == departmentId && c.OpenedAt >= since && c.FirstAnswerAt != null && c.OriginDirection == Direction.Inbound)
            .OrderByDescending(c => c.OpenedAt).Take(MostSamples)
            .Select(c => new { c.OpenedAt, c.FirstAnswerAt })
            .ToListAsync(ct);
        return [.. rows.Select(r => new WaitSample(r.OpenedAt, BusinessTime.Between(calendar, r.OpenedAt, r.FirstAnswerAt!.Value)))]; // asked for above
    }
}
