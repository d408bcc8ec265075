using Heed.Server.Cluster;
using Heed.Server.Live;
using Heed.Storage.Matching;

namespace Heed.Server.Matching;

/// <summary>Wakes matchers: at once when a case changed or someone came, and every two seconds all of them, for what was lost and for times that are over.</summary>
internal sealed partial class MatchWaker(IGrainFactory grains, MatchingStore store, PresenceStore presences, LiveFeed live, TimeProvider clock, ILogger<MatchWaker> logger)
    : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    private volatile Known known = new([], Array.Empty<Guid>().ToLookup(id => id));

    private sealed record Known(HashSet<Guid> Departments, ILookup<Guid, Guid> OfPerson);

    /// <summary>Someone has come, gone, or has other work to do.</summary>
    public void WakeFor(Guid person)
    {
        foreach (var department in known.OfPerson[person])
            Wake(department);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var listening = live.Subscribe(OnChanges);
        await clock.EveryAsync(Every, RoundAsync, LogSweepFailed, stoppingToken);
    }

    private async Task RoundAsync(CancellationToken ct)
    {
        known = new Known([.. (await store.PlansAsync(ct)).Select(p => p.DepartmentId)], await store.DepartmentsByPersonAsync(ct));
        await presences.SweepAsync(clock.GetUtcNow(), ct);
        foreach (var department in known.Departments)
            Wake(department);
    }

    // The case's own department, and those of the person who may have room now.
    private void OnChanges(IReadOnlyCollection<CaseChange> changes)
    {
        if (known.Departments.Count == 0)
            return;
        var concerned = changes.Select(c => c.DepartmentId).OfType<Guid>()
            .Concat(changes.Select(c => c.AssigneeId).OfType<Guid>().Distinct().SelectMany(id => known.OfPerson[id]));
        foreach (var department in concerned.Distinct())
            Wake(department);
    }

    private void Wake(Guid department)
    {
        if (known.Departments.Contains(department))
            grains.GetGrain<IMatcherGrain>(department).WakeAsync().Ignore();
    }

    [LoggerMessage(LogLevel.Warning, "Could not look for departments to match; trying again")]
    private partial void LogSweepFailed(Exception e);
}
