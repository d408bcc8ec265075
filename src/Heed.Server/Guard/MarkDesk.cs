using Heed.Core.Cases;
using Heed.Core.Guard;
using Heed.Core.Language;
using Heed.Core.Messages;
using Heed.Server.Access;
using Heed.Server.Inbox;
using Heed.Server.Language;
using Heed.Server.Settings;
using Heed.Storage;
using Heed.Storage.Cases;
using Microsoft.EntityFrameworkCore;

namespace Heed.Server.Guard;

/// <summary>People have the last word on what Heed has read and marked.</summary>
internal sealed class MarkDesk(CaseWriter writer, IDbContextFactory<HeedDb> contexts, ChannelCatalog catalog, TimeProvider clock)
{
    /// <summary>The marks of a case and the event that put each there.</summary>
    public async Task<IReadOnlyList<CauseMark>> MarksAsync(Guid caseId, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var causes = await db.Cases.AsNoTracking().Where(c => c.Id == caseId).Select(c => c.CausesSeen | c.CausesSaid).FirstOrDefaultAsync(ct);
        return await MarksAsync(caseId, causes, ct);
    }

    /// <param name="causes">Those that the case's row has, seen and said together: without any there is nothing to read.</param>
    public async Task<IReadOnlyList<CauseMark>> MarksAsync(Guid caseId, CauseSet causes, CancellationToken ct)
    {
        if (causes == CauseSet.None)
            return [];
        await using var db = await contexts.CreateDbContextAsync(ct);
        var past = db.Cases.WithMerged(caseId);
        var events = (await db.CaseEvents.AsNoTracking().Where(e => past.Contains(e.CaseId)).OrderBy(e => e.Version).ToListAsync(ct)).ToLookup(e => e.CaseId, e => e.Read());
        return CauseMarks.Of(events[caseId], merged => events[merged]);
    }

    public Task<DeskResult> MarkAsync(Guid caseId, Cause cause, bool said, Actor actor, CancellationToken ct) =>
        SetAsync(caseId, cause, said, there: true, actor, ct);

    public Task<DeskResult> UnmarkAsync(Guid caseId, Cause cause, bool said, Actor actor, CancellationToken ct) =>
        SetAsync(caseId, cause, said, there: false, actor, ct);

    /// <summary>Corrects what a message of the customer is about; what else was read in it stays.</summary>
    public async Task<DeskResult> CorrectTopicAsync(Guid caseId, string topic, Actor actor, CancellationToken ct)
    {
        if (!(await catalog.GetAsync(ct)).Topics.Choices.Contains(topic))
            return DeskResult.Refused("no-such-topic");
        await using var db = await contexts.CreateDbContextAsync(ct);
        var last = await db.Messages.AsNoTracking()
            .Where(m => m.CaseId == caseId && m.Direction == Direction.Inbound && !m.Automatic)
            .OrderByDescending(m => m.At).Select(m => new { m.Id, m.Reading, m.Language }).FirstOrDefaultAsync(ct);
        if (last is null)
            return DeskResult.Refused("not-found");
        var language = Reading.Read(last.Reading).Language ?? last.Language;
        var corrected = Reading.Read(last.Reading) with { Topic = topic };
        return await writer.ChangeAsync(
            caseId,
            (set, c) =>
            {
                if (c.Topic != topic)
                    set.Append(c, new ReadingCorrected(last.Id, corrected) { At = clock.GetUtcNow(), ActorId = actor.UserId });
                return null;
            },
            async (session, token) =>
            {
                await using var write = session.Command("update messages set reading = @reading where id = @id");
                await write.Add("reading", corrected.Write()).Add("id", last.Id).RunAsync(token);
                if (language is not null)
                    await Lessons.KeepAsync(session, last.Id, topic, language, actor.UserId, clock.GetUtcNow(), token);
            },
            ct);
    }

    private Task<DeskResult> SetAsync(Guid caseId, Cause cause, bool said, bool there, Actor actor, CancellationToken ct) =>
        writer.ChangeAsync(caseId, (set, c) =>
        {
            if ((said ? c.CausesSaid : c.CausesSeen).Has(cause) == there)
                return null;
            var at = clock.GetUtcNow();
            set.Append(c, there ? new Marked(cause, said, null) { At = at, ActorId = actor.UserId } : new Unmarked(cause, said, null) { At = at, ActorId = actor.UserId });
            return null;
        }, alsoInTransaction: null, ct);
}
