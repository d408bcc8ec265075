using Heed.Core.Cases;
using Heed.Core.Ingest;
using Heed.Core.Messages;
using Heed.Server.Access;
using Heed.Server.Inbox;
using Heed.Storage;
using Heed.Storage.Access;
using Heed.Storage.Replies;

namespace Heed.Server.Replies;

/// <summary>What Heed itself says to a customer. It goes the way of every reply, but answers nothing and stops no clock.</summary>
internal sealed class Notices(CaseWriter writer, SenderWaker senders, Tables tables, TimeProvider clock)
{
    private static readonly Actor Itself = new(null, "Heed", Role.Agent);

    /// <param name="decide">Looks at the case as it is, appends what belongs to the notice, or names why it is not needed any more.</param>
    /// <param name="also">What must be committed with it.</param>
    public async Task<DeskResult> PlanAsync(Guid caseId, ReplyPath path, string text, Func<WorkingSet, Case, Message, string?> decide, CancellationToken ct, Func<WriteSession, CancellationToken, Task>? also = null)
    {
        var now = clock.GetUtcNow();
        var id = Guid.CreateVersion7(now);
        var result = await writer.ChangeAsync(
            caseId,
            (set, c) =>
            {
                var notice = ReplyDesk.Draft(id, c.Id, path, text, 0, Itself, now, automatic: true);
                if (decide(set, c, notice) is { } settled)
                    return settled;
                notice.CustomerId = c.CustomerId;
                set.Add(notice);
                return null;
            },
            async (session, token) =>
            {
                if (also is not null)
                    await also(session, token);
                await session.InsertAsync(
                    tables.Shapes.Outbox, [new OutboxEntry { MessageId = id, AccountId = path.Account.Id, State = MessageState.Planned, SendAt = now, UpdatedAt = now }], token);
            },
            ct);
        if (result.Done)
            senders.WakeAt(path.Account.Id, now);
        return result;
    }
}
