using Heed.Core.Cases;
using Heed.Core.Channels;
using Heed.Core.Ingest;
using Heed.Core.Messages;
using Heed.Server.Access;
using Heed.Server.Replies;
using Heed.Storage;
using Heed.Storage.Blobs;
using Microsoft.EntityFrameworkCore;

namespace Heed.Server.Inbox;

/// <summary>What a person may do to a case. The screens and the REST API call the same methods.</summary>
internal sealed class CaseDesk(CaseWriter writer, Uploads uploads, IDbContextFactory<HeedDb> contexts, TimeProvider clock)
{
    private const int LongestNote = 20_000;
    private const int LongestTag = 60;

    /// <summary>Gives the case to a person, or to nobody.</summary>
    public async Task<DeskResult> AssignAsync(Guid caseId, Guid? agentId, Actor actor, CancellationToken ct)
    {
        if (agentId is { } id && !await IsAgentAsync(id, ct))
            return DeskResult.Refused("no-such-agent");
        return await ChangeAsync(caseId, (c, at) => c.AssigneeId == agentId ? null : [new Assigned(agentId) { At = at, ActorId = actor.UserId }], ct);
    }

    public Task<DeskResult> ResolveAsync(Guid caseId, Actor actor, CancellationToken ct) =>
        ChangeAsync(caseId, (c, at) => c.Status == CaseStatus.Resolved ? null : [new Resolved("agent") { At = at, ActorId = actor.UserId }], ct);

    public Task<DeskResult> ReopenAsync(Guid caseId, Actor actor, CancellationToken ct) =>
        ChangeAsync(caseId, (c, at) => c.Status == CaseStatus.Open ? null : [new Reopened("agent") { At = at, ActorId = actor.UserId }], ct);

    /// <summary>Nobody needs to answer what was written last ("thanks!"): the clock stops, the case stays open.</summary>
    public Task<DeskResult> NeedsNoAnswerAsync(Guid caseId, Actor actor, CancellationToken ct) =>
        ChangeAsync(caseId, (c, at) => c.WaitingSince is null ? null : [new ClockSet(c.Clock.Closed(), "no-answer-needed") { At = at, ActorId = actor.UserId }], ct);

    public async Task<DeskResult> TagAsync(Guid caseId, string tag, Actor actor, CancellationToken ct)
    {
        tag = tag.Trim();
        if (tag.Length is 0 or > LongestTag)
            return DeskResult.Refused("tag-length");
        if (await HasTagAsync(caseId, tag, ct))
            return DeskResult.Ok;
        return await writer.ChangeAsync(caseId, (set, c) =>
        {
            set.NewTags.Add(new CaseTag { CaseId = c.Id, Tag = tag });
            set.Append(c, new Tagged(tag) { At = clock.GetUtcNow(), ActorId = actor.UserId });
            return null;
        }, alsoInTransaction: null, ct);
    }

    public async Task<DeskResult> UntagAsync(Guid caseId, string tag, Actor actor, CancellationToken ct)
    {
        if (!await HasTagAsync(caseId, tag, ct))
            return DeskResult.Ok;
        return await writer.ChangeAsync(
            caseId,
            (set, c) =>
            {
                set.Append(c, new Untagged(tag) { At = clock.GetUtcNow(), ActorId = actor.UserId });
                return null;
            },
            async (session, token) =>
            {
                await using var delete = session.Command("delete from case_tags where case_id = @case and tag = @tag");
                await delete.Add("case", caseId).Add("tag", tag).RunAsync(token);
            },
            ct);
    }

    /// <summary>A note among agents; the customer never sees it.</summary>
    /// <param name="id">The id it gets, when someone promised it before (an Idempotency-Key).</param>
    public async Task<DeskResult> NoteAsync(Guid caseId, string text, Actor actor, CancellationToken ct, Guid? id = null, Enclosed? files = null)
    {
        text = text.Trim();
        if (await uploads.FindAsync(caseId, files ?? Enclosed.Nothing, ct) is not { } enclosed)
            return DeskResult.Refused("no-such-file");
        if (text.Length == 0 && enclosed.Count == 0)
            return DeskResult.Refused("empty-text");
        if (text.Length > LongestNote)
            return DeskResult.Refused("too-long");
        if (uploads.NoteRules.Problem([.. enclosed.Select(Uploads.Facts)]) is { } problem)
            return DeskResult.Refused(problem);
        try
        {
            return await WriteNoteAsync(caseId, text, enclosed, actor, id, ct);
        }
        catch (UploadGoneException)
        {
            return DeskResult.Refused("no-such-file");
        }
    }

    private Task<DeskResult> WriteNoteAsync(Guid caseId, string text, IReadOnlyList<Upload> enclosed, Actor actor, Guid? id, CancellationToken ct) =>
        writer.ChangeAsync(caseId, (set, c) =>
        {
            var at = clock.GetUtcNow();
            var note = new Message
            {
                Id = id ?? Guid.CreateVersion7(at),
                CaseId = c.Id,
                CustomerId = c.CustomerId,
                AccountId = c.OriginAccountId,
                Network = c.OriginNetwork,
                Direction = Direction.Outbound,
                Visibility = Visibility.Note,
                Kind = "note",
                ThreadKey = "",
                Text = text,
                State = MessageState.Received,
                At = at,
                ReceivedAt = at,
                AgentId = actor.UserId,
                AuthorName = actor.Name,
                AttachmentCount = enclosed.Count,
            };
            set.Add(note);
            set.NewAttachments.AddRange(Uploads.RowsOf(note.Id, enclosed, at));
            set.Append(c, new NoteAdded(note.Id) { At = at, ActorId = actor.UserId });
            return null;
        }, (session, token) => UploadStore.TakeAsync(session, enclosed, token), ct);

    private Task<DeskResult> ChangeAsync(Guid caseId, Func<Case, DateTimeOffset, CaseEvent[]?> decide, CancellationToken ct) =>
        writer.ChangeAsync(caseId, (set, c) =>
        {
            foreach (var e in decide(c, clock.GetUtcNow()) ?? [])
                set.Append(c, e);
            return null;
        }, alsoInTransaction: null, ct);

    private async Task<bool> IsAgentAsync(Guid id, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Users.AnyAsync(u => u.Id == id && !u.Disabled, ct);
    }

    private async Task<bool> HasTagAsync(Guid caseId, string tag, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.CaseTags.AnyAsync(t => t.CaseId == caseId && t.Tag == tag, ct);
    }
}
