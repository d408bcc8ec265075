using System.Collections.Concurrent;
using Heed.Server.Live;
using Heed.Server.Matching;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Heed.Server.Inbox;

/// <summary>What comes to the agent by itself: being here, and a quiet word when a case is theirs. Never takes the focus.</summary>
public sealed partial class InboxScreen
{
    private readonly ConcurrentDictionary<Guid, long> toMe = [];

    [Inject] private PresenceCircuit Presence { get; set; } = null!; // injected by the framework, as the ones below

    [Inject] private MatchNotices Notices { get; set; } = null!;

    [Inject] private IStringLocalizer<MatchingWords> M { get; set; } = null!;

    private void NoteMine(IReadOnlyCollection<CaseChange> changes)
    {
        foreach (var change in changes.Where(c => c.AssigneeId == Me.Id))
            toMe[change.CaseId] = change.Version;
    }

    private async Task TellMineAsync()
    {
        if (toMe.IsEmpty || !Me.MayAnswer)
            return;
        var changes = toMe.ToArray().Where(c => toMe.TryRemove(c)).ToDictionary(c => c.Key, c => c.Value);
        var news = await Notices.OfAsync(Me.Id, changes, gone.Token);
        // The word that lets a reply be taken back stays.
        if (news.Count == 0 || toast is { MessageId: not null })
            return;
        Show(new Toast(news.Count == 1 ? M["notice.one", news[0].Number, news[0].Customer] : M["notice.many", news.Count], null), Clock.GetUtcNow().AddSeconds(8));
    }
}
