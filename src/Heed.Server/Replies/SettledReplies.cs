using Heed.Core.Channels;
using Heed.Core.Customers;
using Heed.Core.Ingest;
using Heed.Core.Messages;
using Heed.Server.Live;
using Heed.Server.Settings;
using Heed.Storage;
using Heed.Storage.Cases;
using Microsoft.EntityFrameworkCore;

namespace Heed.Server.Replies;

/// <summary>Writes into the case what a send proved, unless the echo was faster.</summary>
internal sealed class SettledReplies(Database database, IngestStore store, ChannelCatalog catalog, LiveFeed live, IDbContextFactory<HeedDb> contexts, Tables tables, TimeProvider clock)
{
    private const int Attempts = 8;

    public async Task SettleAsync(ChannelAccount account, Message message, SendOutcome.Sent sent, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            var settings = await catalog.GetAsync(ct);
            var set = settings.NewSet();
            var c = await store.LoadCaseAsync(set, message.CaseId, ct, message.Id);
            var reply = set.Unmatched(account.Id).FirstOrDefault(m => m.Id == message.Id);
            if (c is null || reply is not { State: MessageState.Sending or MessageState.Unknown })
                return; // the echo has settled it

            if (await store.LoadEchoAsync(set, account.Id, sent.ExternalId, ct) is { } echo)
                SentReplies.Absorb(set, echo, reply);
            SentReplies.Settle(set, reply, sent.ExternalId, clock.GetUtcNow());
            try
            {
                await using (var session = await database.BeginWriteAsync(durable: true, ct))
                {
                    await store.SaveAsync(session, set, clock.GetUtcNow(), ct);
                    if (sent.AliasIdentity is { } alias && reply.IdentityId is { } known)
                        await JoinAsync(session, account, alias, known, ct);
                    await session.CommitAsync(ct);
                }

                live.Publish([.. set.ChangedCases.Select(CaseChange.Of)]);
                return;
            }
            catch (Exception e) when (attempt < Attempts && (e is StaleCaseException || database.IsConflict(e)))
            {
                // The echo or another message came in between: read again.
            }
        }
    }

    /// <summary>The account can not send any more; its replies wait until someone reconnects it.</summary>
    public async Task DisconnectAsync(ChannelAccount account, Trouble why, CancellationToken ct)
    {
        await using (var session = await database.BeginWriteAsync(durable: true, ct))
        {
            await using var command = session.Command("update channel_accounts set state = 1, state_reason = @reason, changed_at = @now where id = @id and state = 0");
            await command.Add("reason", why.Stored).Add("now", clock.GetUtcNow().ToUnixTimeMilliseconds()).Add("id", account.Id).RunAsync(ct);
            await session.CommitAsync(ct);
        }

        await catalog.RenewAsync(ct);
    }

    // The platform knows the commenter by another id in private: the same person, proven by the platform's own answer.
    private async Task JoinAsync(WriteSession session, ChannelAccount account, string alias, Guid identityId, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var known = await db.Identities.AsNoTracking().FirstAsync(i => i.Id == identityId, ct);
        if (known.ExternalId == alias || await db.Identities.AnyAsync(i => i.Space == known.Space && i.ExternalId == alias, ct))
            return;
        await session.InsertAsync(
            tables.Shapes.Identities,
            [
                new Identity
                {
                    Id = Guid.CreateVersion7(),
                    CustomerId = known.CustomerId,
                    Space = known.Space,
                    ExternalId = alias,
                    Name = known.Name,
                    Handle = known.Handle,
                    FirstSeenAt = clock.GetUtcNow(),
                },
            ],
            ct);
    }
}
