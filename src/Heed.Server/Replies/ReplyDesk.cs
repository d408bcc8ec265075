using Heed.Core.Cases;
using Heed.Core.Channels;
using Heed.Core.Messages;
using Heed.Server.Access;
using Heed.Server.Inbox;
using Heed.Server.Live;
using Heed.Server.Settings;
using Heed.Storage;
using Heed.Storage.Blobs;
using Heed.Storage.Replies;
using Heed.Storage.Settings;
using Microsoft.EntityFrameworkCore;

namespace Heed.Server.Replies;

/// <summary>One way to write to the customer of a case, and whether it is open.</summary>
internal sealed record OpenBox(Visibility Visibility, Guid AccountId, string Network, string AccountName, string Handle, ReplyBox Box, string? RecipientName);

/// <summary>A reply on its way, or the stable code of what stood in the way.</summary>
internal sealed record PlannedReply(Guid? MessageId, string? Problem, DateTimeOffset? UndoUntil);

/// <summary>Where an agent's answer becomes a line of the ledger. Sending happens elsewhere, later, and once.</summary>
internal sealed class ReplyDesk(ReplyBoxes boxes, CaseWriter writer, OutboxStore outbox, SenderWaker senders, Uploads uploads, Moderation moderation, LiveFeed live, IDbContextFactory<HeedDb> contexts, Tables tables, HeedOptions options, TimeProvider clock)
{
    public async Task<IReadOnlyList<OpenBox>> BoxesAsync(Guid caseId, CancellationToken ct) =>
        [.. (await boxes.OfAsync(caseId, ct)).Select(b => new OpenBox(b.Visibility, b.Account.Id, b.Account.Network, b.Account.Name, b.Account.Handle, b.Box, b.Recipient?.Name ?? b.Recipient?.Handle))];

    public TextMeasure Measure(string network, string text, TextRule rule) => boxes.Measure(network, text, rule);

    /// <summary>Checks the box once more and plans the reply; it can be taken back until <see cref="PlannedReply.UndoUntil"/>.</summary>
    /// <param name="id">The id its message gets, when someone promised it before (an Idempotency-Key).</param>
    /// <param name="files">What goes with it; where the network takes a text or a file, the file follows as a message of its own.</param>
    public async Task<PlannedReply> ReplyAsync(
        Guid caseId, Visibility visibility, Guid accountId, string text, Actor actor, CancellationToken ct, Guid? id = null, Enclosed? files = null)
    {
        text = text.Trim();
        if (await uploads.FindAsync(caseId, files ?? Enclosed.Nothing, ct) is not { } enclosed)
            return new PlannedReply(null, "no-such-file", null);
        if (text.Length == 0 && enclosed.Count == 0)
            return new PlannedReply(null, "empty-text", null);
        var box = (await boxes.OfAsync(caseId, ct)).FirstOrDefault(b => b.Visibility == visibility && b.Account.Id == accountId);
        if (box is null)
            return new PlannedReply(null, "not-found", null);
        if (!box.Box.Open)
            return new PlannedReply(null, "closed:" + box.Box.Reason, null);
        if (box.Box.Limit is { } limit && boxes.Measure(box.Account.Network, text, box.Box.Rule).Length > limit)
            return new PlannedReply(null, "too-long", null);
        if (box.Recipient is null)
            return new PlannedReply(null, "nobody-to-write-to", null);
        if (enclosed.Count > 0 && Hinders(box.Box, enclosed) is { } problem)
            return new PlannedReply(null, problem, null);

        var now = clock.GetUtcNow();
        var sendAt = now.AddSeconds(options.UndoSeconds);
        var messages = Drafts(id ?? Guid.CreateVersion7(now), caseId, box, text, enclosed, actor, now);
        try
        {
            var result = await PlanAsync(caseId, messages, enclosed, actor, now, sendAt, ct);
            if (!result.Done)
                return new PlannedReply(null, result.Problem, null);
        }
        catch (UploadGoneException)
        {
            return new PlannedReply(null, "no-such-file", null);
        }

        senders.WakeAt(accountId, sendAt);
        return new PlannedReply(messages[0].Id, null, sendAt);
    }

    // Messages, ledger lines and files in one transaction: what is planned has its bytes, and what was sent waits no more.
    private Task<DeskResult> PlanAsync(
        Guid caseId, IReadOnlyList<Message> messages, IReadOnlyList<Upload> enclosed, Actor actor, DateTimeOffset now, DateTimeOffset sendAt, CancellationToken ct) =>
        writer.ChangeAsync(
            caseId,
            (set, c) =>
            {
                foreach (var reply in messages)
                {
                    reply.CustomerId = c.CustomerId;
                    set.Add(reply);
                }

                set.NewAttachments.AddRange(Uploads.RowsOf(messages[^1].Id, enclosed, now));
                // Whoever answers, owns: the next message of the customer finds them.
                if (c.AssigneeId is null && actor.UserId is { } agent)
                    set.Append(c, new Assigned(agent) { At = now, ActorId = agent });
                return null;
            },
            async (session, token) =>
            {
                await UploadStore.TakeAsync(session, enclosed, token);
                // What follows is due a moment later: the sender takes them in this order.
                await session.InsertAsync(
                    tables.Shapes.Outbox,
                    [.. messages.Select((m, i) => new OutboxEntry { MessageId = m.Id, AccountId = m.AccountId, State = MessageState.Planned, SendAt = sendAt.AddMilliseconds(i), UpdatedAt = now })],
                    token);
            },
            ct);

    private static string? Hinders(ReplyBox box, IReadOnlyList<Upload> enclosed) =>
        box.Files is { } rules ? rules.Problem([.. enclosed.Select(Uploads.Facts)]) : "no-files:" + box.NoFiles;

    /// <summary>Takes a reply back that has not left yet, and the file that was to follow it.</summary>
    public async Task<DeskResult> CancelAsync(Guid messageId, Actor actor, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (!await outbox.CancelAsync(messageId, await FollowerOfAsync(messageId, ct), $"taken back by {actor.Name}", now, ct))
            return DeskResult.Refused(await outbox.FindAsync(messageId, ct) is null ? "not-found" : "already-sent");
        await TellAsync(messageId, ct);
        return DeskResult.Ok;
    }

    /// <summary>Sends a failed reply again, or one of unknown end after a person has looked.</summary>
    public async Task<DeskResult> RetryAsync(Guid messageId, Actor actor, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (await outbox.FindAsync(messageId, ct) is not { } entry)
            return DeskResult.Refused("not-found");
        if (entry.State is not (MessageState.Failed or MessageState.Unknown))
            return DeskResult.Refused("not-failed");
        if (!await outbox.MoveAsync(messageId, entry.State, MessageState.Planned, now, 0, null, now, ct))
            return DeskResult.Refused("already-sent");
        senders.WakeAt(entry.AccountId, now);
        await TellAsync(messageId, ct);
        return DeskResult.Ok;
    }

    /// <summary>Hides, shows or deletes a customer's public message.</summary>
    public Task<DeskResult> ModerateAsync(Guid messageId, ModerationAction action, Actor actor, CancellationToken ct) =>
        moderation.ModerateAsync(messageId, action, ct);

    /// <summary>The message that carries the file of this one, where it goes by itself.</summary>
    public async Task<Guid?> FollowerOfAsync(Guid messageId, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return MessageExtra.Read(await db.Messages.Where(m => m.Id == messageId && m.Direction == Direction.Outbound).Select(m => m.Extra).FirstOrDefaultAsync(ct)).FollowedBy;
    }

    private static IReadOnlyList<Message> Drafts(Guid id, Guid caseId, ReplyPath path, string text, IReadOnlyList<Upload> enclosed, Actor actor, DateTimeOffset now)
    {
        if (path.Box.Files is not { TextApart: true } || text.Length == 0 || enclosed.Count == 0)
            return [Draft(id, caseId, path, text, enclosed.Count, actor, now)];
        var file = Draft(Guid.CreateVersion7(now), caseId, path, "", enclosed.Count, actor, now.AddMilliseconds(1));
        var words = Draft(id, caseId, path, text, 0, actor, now);
        words.Extra = new MessageExtra { FollowedBy = file.Id }.Write();
        return [words, file];
    }

    /// <summary>A message to be sent on this path.</summary>
    internal static Message Draft(Guid id, Guid caseId, ReplyPath path, string text, int files, Actor actor, DateTimeOffset now, bool automatic = false)
    {
        return new Message
        {
            Id = id,
            CaseId = caseId,
            CustomerId = Guid.Empty,
            AccountId = path.Account.Id,
            Network = path.Account.Network,
            Direction = Direction.Outbound,
            Visibility = path.Visibility,
            Kind = path.Box.Mode,
            ThreadKey = path.ThreadKey,
            InReplyTo = path.Box.TargetExternalId,
            Text = text,
            State = MessageState.Planned,
            At = now,
            ReceivedAt = now,
            IdentityId = path.Recipient!.Id, // checked by the caller
            AgentId = actor.UserId,
            AuthorName = actor.Name,
            OwnKey = OwnKeyOf(path.Account, id),
            Mode = path.Box.Mode,
            TargetExternalId = path.Box.TargetExternalId,
            AttachmentCount = files,
            Automatic = automatic,
        };
    }

    // A mail's own key is its Message-ID, which names the sender's domain.
    private static string OwnKeyOf(ChannelAccount account, Guid id) =>
        account.Network == Network.Mail ? $"{id:n}@{account.ExternalId[(account.ExternalId.IndexOf('@', StringComparison.Ordinal) + 1)..]}" : id.ToString("n");

    private async Task TellAsync(Guid messageId, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var changed = await db.Messages.AsNoTracking().Where(m => m.Id == messageId)
            .Join(db.Cases, m => m.CaseId, c => c.Id, (_, c) => new CaseChange(c.Id, c.Version, c.AssigneeId, c.DepartmentId))
            .ToListAsync(ct);
        live.Publish(changed);
    }
}
