using Heed.Core.Cases;
using Heed.Core.Channels;
using Heed.Core.Guard;
using Heed.Core.Ingest;
using Heed.Core.Messages;
using Heed.Server.Access;
using Heed.Server.Guard;
using Heed.Server.Inbox;
using Heed.Server.Live;
using Heed.Server.Settings;
using Heed.Storage;
using Heed.Storage.Access;
using Heed.Storage.Blobs;
using Heed.Storage.Guard;
using Heed.Storage.Replies;
using Heed.Storage.Settings;
using Microsoft.EntityFrameworkCore;

namespace Heed.Server.Replies;

/// <summary>One way to write to the customer of a case, and whether it is open.</summary>
internal sealed record OpenBox(Visibility Visibility, Guid AccountId, string Network, string AccountName, string Handle, ReplyBox Box, string? RecipientName);

/// <summary>A reply on its way, or the stable code of what stood in the way.</summary>
internal sealed record PlannedReply(Guid? MessageId, string? Problem, DateTimeOffset? UndoUntil)
{
    /// <summary>It waits for a second reader instead; no message yet.</summary>
    public SecondLook? Held { get; init; }
}

/// <summary>Where an agent's answer becomes a line of the ledger. Sending happens elsewhere, later, and once.</summary>
internal sealed class ReplyDesk(ReplyBoxes boxes, CaseWriter writer, OutboxStore outbox, SenderWaker senders, Uploads uploads, ToneGuard guard, Moderation moderation, CaseNews news, IDbContextFactory<HeedDb> contexts, Tables tables, HeedOptions options, TimeProvider clock)
{
    public async Task<IReadOnlyList<OpenBox>> BoxesAsync(Guid caseId, CancellationToken ct) =>
        [.. (await boxes.OfAsync(caseId, ct)).Select(b => new OpenBox(b.Visibility, b.Account.Id, b.Account.Network, b.Account.Name, b.Account.Handle, b.Box, b.Recipient?.Name ?? b.Recipient?.Handle))];

    public TextMeasure Measure(string network, string text, TextRule rule) => boxes.Measure(network, text, rule);

    // Ready to be planned: the box is open and takes it.
    private sealed record Ready(ReplyPath Path, string Text, IReadOnlyList<Upload> Files);

    /// <summary>
    /// Checks the box once more, weighs the tone and plans the reply; it can be taken back until <see cref="PlannedReply.UndoUntil"/>. By the policy of its department
    /// it may be refused with <c>tone-confirm</c> (send it again, confirmed), or wait for a second reader.
    /// </summary>
    /// <param name="id">The id its message gets, when someone promised it before (an Idempotency-Key).</param>
    /// <param name="files">What goes with it; where the network takes a text or a file, the file follows as a message of its own.</param>
    /// <param name="tone">What happened to the draft before.</param>
    public async Task<PlannedReply> ReplyAsync(
        Guid caseId, Visibility visibility, Guid accountId, string text, Actor actor, CancellationToken ct, Guid? id = null, Enclosed? files = null, ToneTrace? tone = null)
    {
        var (ready, problem) = await ReadyAsync(caseId, visibility, accountId, text, files ?? Enclosed.Nothing, ct);
        if (ready is null)
            return new PlannedReply(null, problem, null);
        var heard = await guard.HearAsync(caseId, ready.Path.Account.Network, ready.Text, tone ?? ToneTrace.None, ct);
        if (heard.Asks)
            return new PlannedReply(null, "tone-confirm", null);

        var now = clock.GetUtcNow();
        var known = id ?? Guid.CreateVersion7(now);
        if (heard.Holds)
            return await HoldAsync(known, caseId, ready, files?.Owner ?? "", actor, heard, ct);
        return await PlanAsync(caseId, known, ready, actor, now, (set, c) => ToneGuard.Note(set, c, known, heard, heard.Outcome, actor.UserId, now), (session, c, token) => heard.Said
            ? session.InsertAsync(tables.Shapes.ToneRecords, [ToneGuard.Record(c.Id, c.DepartmentId, ready.Path, actor, heard, known, null, now, heard.Outcome)], token)
            : Task.CompletedTask, ct);
    }

    /// <summary>Plans what a second reader has released, in its writer's name.</summary>
    /// <param name="close">Ends its waiting in the transaction that plans it: neither is ever done without the other.</param>
    public async Task<PlannedReply> ReleaseAsync(SecondLook look, string text, Enclosed files, ToneHeard heard, Func<WriteSession, CancellationToken, Task> close, CancellationToken ct)
    {
        var (ready, problem) = await ReadyAsync(look.CaseId, look.Visibility, look.AccountId, text, files, ct);
        if (ready is null)
            return new PlannedReply(null, problem, null);
        var now = clock.GetUtcNow();
        var outcome = text == look.Text ? ToneOutcome.Approved : ToneOutcome.Changed;
        return await PlanAsync(
            look.CaseId, look.Id, ready, new Actor(look.WrittenBy, look.WriterName, Role.Agent), now,
            (set, c) => ToneGuard.Note(set, c, look.Id, heard, outcome, look.WrittenBy, now), (session, _, token) => close(session, token), ct);
    }

    private async Task<(Ready? Ready, string? Problem)> ReadyAsync(Guid caseId, Visibility visibility, Guid accountId, string text, Enclosed files, CancellationToken ct)
    {
        text = text.Trim();
        if (await uploads.FindAsync(caseId, files, ct) is not { } enclosed)
            return (null, "no-such-file");
        if (text.Length == 0 && enclosed.Count == 0)
            return (null, "empty-text");
        var box = (await boxes.OfAsync(caseId, ct)).FirstOrDefault(b => b.Visibility == visibility && b.Account.Id == accountId);
        if (box is null)
            return (null, "not-found");
        if (!box.Box.Open)
            return (null, "closed:" + box.Box.Reason);
        if (box.Box.Limit is { } limit && boxes.Measure(box.Account.Network, text, box.Box.Rule).Length > limit)
            return (null, "too-long");
        if (box.Recipient is null)
            return (null, "nobody-to-write-to");
        return enclosed.Count > 0 && Hinders(box.Box, enclosed) is { } problem ? (null, problem) : (new Ready(box, text, enclosed), null);
    }

    private async Task<PlannedReply> HoldAsync(Guid id, Guid caseId, Ready ready, string owner, Actor actor, ToneHeard heard, CancellationToken ct)
    {
        try
        {
            var (look, problem) = await guard.KeepAsync(id, caseId, ready.Path, ready.Text, ready.Files, owner, actor, heard, ct);
            return new PlannedReply(null, problem, null) { Held = look };
        }
        catch (UploadGoneException)
        {
            return new PlannedReply(null, "no-such-file", null);
        }
    }

    // Messages, ledger lines and files in one transaction: what is planned has its bytes, and what was sent waits no more.
    private async Task<PlannedReply> PlanAsync(
        Guid caseId, Guid id, Ready ready, Actor actor, DateTimeOffset now, Action<WorkingSet, Case> note, Func<WriteSession, Case, CancellationToken, Task> also, CancellationToken ct)
    {
        var sendAt = now.AddSeconds(options.UndoSeconds);
        Case? answered = null;
        IReadOnlyList<Message> messages = [];
        DeskResult result;
        try
        {
            result = await writer.ChangeAsync(
                caseId,
                (set, c) =>
                {
                    (answered, messages) = (c, Drafts(id, c.Id, ready.Path, ready.Text, ready.Files, actor, now));
                    foreach (var reply in messages)
                    {
                        reply.CustomerId = c.CustomerId;
                        set.Add(reply);
                    }

                    set.NewAttachments.AddRange(Uploads.RowsOf(messages[^1].Id, ready.Files, now));
                    // Whoever answers, owns: the next message of the customer finds them.
                    if (c.AssigneeId is null && actor.UserId is { } agent)
                        set.Append(c, new Assigned(agent) { At = now, ActorId = agent });
                    note(set, c);
                    return null;
                },
                async (session, token) =>
                {
                    await UploadStore.TakeAsync(session, ready.Files, token);
                    // What follows is due a moment later: the sender takes them in this order.
                    await session.InsertAsync(
                        tables.Shapes.Outbox,
                        [.. messages.Select((m, i) => new OutboxEntry { MessageId = m.Id, AccountId = m.AccountId, State = MessageState.Planned, SendAt = sendAt.AddMilliseconds(i), UpdatedAt = now })],
                        token);
                    await also(session, answered!, token); // decided before, or this is not reached
                },
                ct);
        }
        catch (UploadGoneException)
        {
            return new PlannedReply(null, "no-such-file", null);
        }

        if (!result.Done)
            return new PlannedReply(null, result.Problem, null);
        senders.WakeAt(ready.Path.Account.Id, sendAt);
        return new PlannedReply(id, null, sendAt);
    }

    private static string? Hinders(ReplyBox box, IReadOnlyList<Upload> enclosed) =>
        box.Files is { } rules ? rules.Problem([.. enclosed.Select(Uploads.Facts)]) : "no-files:" + box.NoFiles;

    /// <summary>Takes a reply back that has not left yet, and the file that was to follow it.</summary>
    public async Task<DeskResult> CancelAsync(Guid messageId, Actor actor, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (!await outbox.CancelAsync(messageId, await FollowerOfAsync(messageId, ct), $"taken back by {actor.Name}", now, ct))
            return DeskResult.Refused(await outbox.FindAsync(messageId, ct) is null ? "not-found" : "already-sent");
        await news.TellOfMessageAsync(messageId, ct);
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
        await news.TellOfMessageAsync(messageId, ct);
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
}
