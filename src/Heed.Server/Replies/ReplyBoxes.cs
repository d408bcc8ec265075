using Heed.Core.Channels;
using Heed.Core.Customers;
using Heed.Core.Messages;
using Heed.Server.Settings;
using Heed.Storage;
using Heed.Storage.Settings;
using Microsoft.EntityFrameworkCore;

namespace Heed.Server.Replies;

/// <summary>A reply box with what sending through it needs.</summary>
internal sealed record ReplyPath(Visibility Visibility, ChannelAccount Account, ReplyBox Box, Identity? Recipient, string ThreadKey);

/// <summary>Which ways to the customer of a case are open right now, by each channel's own rules.</summary>
internal sealed class ReplyBoxes(IDbContextFactory<HeedDb> contexts, ChannelCatalog catalog, HeedOptions options, TimeProvider clock)
{
    // The rules look at windows of days; older messages decide nothing.
    private const int Newest = 200;

    public TextMeasure Measure(string network, string text, TextRule rule) => catalog.FindChannel(network)?.Measure(text, rule) ?? TextMeasure.Plain(text);

    /// <summary>Boxes of every account the case has messages on, the latest used first.</summary>
    public async Task<IReadOnlyList<ReplyPath>> OfAsync(Guid caseId, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var messages = await db.Messages.AsNoTracking()
            .Where(m => m.CaseId == caseId && m.Visibility != Visibility.Note)
            .OrderByDescending(m => m.At).ThenByDescending(m => m.Id)
            .Take(Newest)
            .ToListAsync(ct);
        var people = messages.Select(m => m.IdentityId).OfType<Guid>().Distinct().ToList();
        var identities = await db.Identities.AsNoTracking().Where(i => people.Contains(i.Id)).ToDictionaryAsync(i => i.Id, ct);
        var settings = await catalog.GetAsync(ct);

        var paths = new List<ReplyPath>();
        foreach (var account in messages.GroupBy(m => m.AccountId))
        {
            if (!settings.ById.TryGetValue(account.Key, out var found))
                continue;
            foreach (var visibility in (Visibility[])[Visibility.Public, Visibility.Private])
                paths.Add(PathOf(found, settings.States[found.Id], visibility, [.. account], identities));
        }

        return paths.FindAll(p => p.Box.Reason != ClosedReason.NotOffered);
    }

    private ReplyPath PathOf(ChannelAccount account, ChannelAccountState state, Visibility visibility, List<Message> newestFirst, Dictionary<Guid, Identity> identities)
    {
        var box = state switch
        {
            ChannelAccountState.Archive => ReplyBox.Closed(ClosedReason.ReadOnlyAccount),
            ChannelAccountState.Disconnected or ChannelAccountState.Removed => ReplyBox.Closed(ClosedReason.AccountDisconnected),
            ChannelAccountState.Connected => catalog.ChannelOf(account).Box(
                new ReplyContext(account, [.. newestFirst.AsEnumerable().Reverse().Where(Counts).Select(Facts)], clock.GetUtcNow()), visibility),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

        box = box with { Files = box.Files?.AtMost(options.MaxUploadBytes) };
        var target = newestFirst.FirstOrDefault(m => box.TargetExternalId is { } id && (m.ExternalId == id || m.LatestId == id));
        var partner = target ?? newestFirst.FirstOrDefault(m => m.Visibility == visibility && m.IdentityId is not null) ?? newestFirst.FirstOrDefault(m => m.IdentityId is not null);
        var recipient = partner?.IdentityId is { } identity ? identities.GetValueOrDefault(identity) : null;
        var thread = (newestFirst.FirstOrDefault(m => m.Visibility == visibility && m.Direction == Direction.Inbound) ?? target)?.ThreadKey ?? "";
        return new ReplyPath(visibility, account, box, recipient, thread);
    }

    // What failed or was taken back was never written: it uses nothing up.
    private static bool Counts(Message m) => m.State is not (MessageState.Failed or MessageState.Cancelled);

    private static ReplyContextMessage Facts(Message m) => new(
        m.LatestId ?? m.ExternalId, m.Direction, m.Visibility, m.Kind, m.At, m.DeletedAt is not null, m.Summons, m.Mode, m.TargetExternalId);
}
