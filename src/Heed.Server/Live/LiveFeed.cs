using System.Collections.Concurrent;
using Heed.Core.Cases;

namespace Heed.Server.Live;

/// <summary>A case that changed; the screens re-read it by version.</summary>
internal sealed record CaseChange(Guid CaseId, long Version, Guid? AssigneeId, Guid? DepartmentId)
{
    public static CaseChange Of(Case c) => new(c.Id, c.Version, c.AssigneeId, c.DepartmentId);
}

/// <summary>Tells the screens of this node what changed. At most once: a lost word heals with the next read.</summary>
internal sealed partial class LiveFeed(ILogger<LiveFeed> logger)
{
    private readonly ConcurrentDictionary<Guid, Action<IReadOnlyCollection<CaseChange>>> listeners = [];

    /// <summary>Also sends what this node publishes to the others; set by the cluster room.</summary>
    public Action<IReadOnlyCollection<CaseChange>>? Relay { get; set; }

    /// <summary>Listens until disposed. The listener must return quickly; it is called on the publisher's thread.</summary>
    public IDisposable Subscribe(Action<IReadOnlyCollection<CaseChange>> onChanges)
    {
        var id = Guid.CreateVersion7();
        listeners[id] = onChanges;
        return new Subscription(() => listeners.TryRemove(id, out _));
    }

    public void Publish(IReadOnlyCollection<CaseChange> changes)
    {
        if (changes.Count == 0)
            return;
        PublishHere(changes);
        Relay?.Invoke(changes);
    }

    /// <summary>What another node told.</summary>
    public void PublishHere(IReadOnlyCollection<CaseChange> changes)
    {
        foreach (var listener in listeners.Values)
        {
            try
            {
                listener(changes);
            }
            catch (Exception e) // one screen's trouble must not stop the worker or the other screens
            {
                LogListenerFailed(e);
            }
        }
    }

    private sealed class Subscription(Action end) : IDisposable
    {
        public void Dispose() => end();
    }

    [LoggerMessage(LogLevel.Warning, "A screen failed to take a change")]
    private partial void LogListenerFailed(Exception e);
}
