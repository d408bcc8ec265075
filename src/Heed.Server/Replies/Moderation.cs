using Heed.Core.Channels;
using Heed.Core.Messages;
using Heed.Server.Inbox;
using Heed.Server.Live;
using Heed.Server.Settings;
using Heed.Storage;
using Microsoft.EntityFrameworkCore;

namespace Heed.Server.Replies;

/// <summary>Hides, shows or deletes a customer's public message on the network. The network's own event then changes what Heed shows.</summary>
internal sealed class Moderation(IDbContextFactory<HeedDb> contexts, ChannelCatalog catalog, CaseNews news, IHttpClientFactory http)
{
    public async Task<DeskResult> ModerateAsync(Guid messageId, ModerationAction action, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var settings = await catalog.GetAsync(ct);
        var message = await db.Messages.FirstOrDefaultAsync(m => m.Id == messageId, ct);
        if (message is not { ExternalId: { } externalId, Visibility: Visibility.Public, Direction: Direction.Inbound } || !settings.ById.TryGetValue(message.AccountId, out var account))
            return DeskResult.Refused("not-found");

        var outcome = await catalog.ChannelOf(account).ModerateAsync(account, new ModerationRequest(action, message.LatestId ?? externalId), http.CreateClient("channels"), ct);
        if (outcome is not SendOutcome.Sent)
            return DeskResult.Refused(outcome is SendOutcome.Refused refused ? "platform:" + refused.Why.Stored : "platform-unreachable");
        if (action is ModerationAction.Hide or ModerationAction.Unhide)
        {
            message.Hidden = action == ModerationAction.Hide;
            await db.SaveChangesAsync(ct);
        }

        await news.TellAsync(message.CaseId, ct);
        return DeskResult.Ok;
    }
}
