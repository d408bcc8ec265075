using Heed.Core.Cases;
using Heed.Core.Ingest;
using Heed.Core.Messages;
using Heed.Storage.Surveys;

namespace Heed.Storage.Cases;

public sealed partial class IngestStore
{
    /// <summary>Writes everything the set changed. The caller commits, together with what else belongs to the batch.</summary>
    /// <exception cref="StaleCaseException">Someone changed a case or settled a reply since it was loaded: roll back, load again, decide again.</exception>
    public async Task SaveAsync(WriteSession session, WorkingSet set, DateTimeOffset now, CancellationToken ct)
    {
        var shapes = tables.Shapes;
        await session.InsertAsync(shapes.Customers, set.NewCustomers, ct);
        await session.InsertAsync(shapes.Identities, set.NewIdentities, ct);
        await session.InsertAsync(shapes.Cases, set.NewCases, ct);
        await UpdateCasesAsync(session, set, ct);
        await session.InsertAsync(shapes.CaseEvents, set.NewEvents, ct);
        await CareAsync(session, set, ct);
        await StillThereAsync(session, set, ct);
        await session.InsertAsync(shapes.Messages, set.NewMessages, ct);
        await AbsorbAsync(session, set, ct);
        await UpdateMessagesAsync(session, set, now, ct);
        await session.InsertAsync(shapes.MessageAliases, set.NewAliases, ct);
        await BlobsAsync(session, set, ct);
        await session.InsertAsync(shapes.Attachments, set.NewAttachments, ct);
        await WaitingAsync(session, set, ct);
        await PeopleAsync(session, set, ct);
        await SurveyStore.HearAsync(session, set.SurveysHeard, ct);
        await session.ForEachAsync(
            "insert into case_tags (case_id, tag) values (@case, @tag) on conflict do nothing",
            set.NewTags, (c, t) => c.Add("case", t.CaseId).Add("tag", t.Tag), ct);
        await session.ForEachAsync(
            "update channel_accounts set state = 1, state_reason = @reason, changed_at = @now where id = @id and state = 0",
            [.. set.Revoked], (c, r) => c.Add("reason", r.Value).Add("now", now.ToUnixTimeMilliseconds()).Add("id", r.Key), ct);
    }

    // A reply may change nothing of its case. Held all the same, so that it does not become part of another one while the message comes in.
    private static async Task StillThereAsync(WriteSession session, WorkingSet set, CancellationToken ct)
    {
        var written = set.ChangedCases.Concat(set.NewCases).Select(c => c.Id).ToHashSet();
        var untouched = set.NewMessages.Select(m => m.CaseId).Where(id => !written.Contains(id)).Distinct().ToList();
        if (await session.ForEachAsync("update cases set status = status where id = @id and status <> 2", untouched, (c, id) => c.Add("id", id), ct) != untouched.Count)
            throw new StaleCaseException();
    }

    private async Task CareAsync(WriteSession session, WorkingSet set, CancellationToken ct)
    {
        await session.InsertAsync(tables.Shapes.CaseStays, set.NewStays, ct);
        await session.InsertAsync(tables.Shapes.Promises, set.NewPromises, ct);
        await session.InsertAsync(tables.Shapes.ToneRecords, set.NewToneRecords, ct);
        await session.ForEachAsync(
            "update promises set ended = @ended, ended_at = @at where id = @id and ended = 0",
            set.EndedPromises, (c, p) => c.Add("ended", (int)p.End).Add("at", p.At.ToUnixTimeMilliseconds()).Add("id", p.Id), ct);
    }

    private async Task UpdateCasesAsync(WriteSession session, WorkingSet set, CancellationToken ct)
    {
        var changed = await session.ForEachAsync(CaseRow.UpdateSql(tables.Shapes.Cases), set.ChangedCases,
            (command, c) => CaseRow.Bind(command, tables.Shapes.Cases, c, set.LoadedVersion(c.Id)), ct);
        if (changed != set.ChangedCases.Count)
            throw new StaleCaseException();
    }

    // Before the reply takes the platform's id over: it is unique.
    private static async Task AbsorbAsync(WriteSession session, WorkingSet set, CancellationToken ct)
    {
        // A reply that went with files has them: those of its echo are the same once more.
        await session.ForEachAsync(
            "delete from attachments where message_id = @echo",
            set.Absorbed.Where(a => a.Reply.AttachmentCount > 0).ToList(), (c, a) => c.Add("echo", a.Echo.Id), ct);
        foreach (var table in new[] { "message_aliases", "attachments" })
        {
            await session.ForEachAsync(
                $"update {table} set message_id = @reply where message_id = @echo",
                set.Absorbed, (c, a) => c.Add("reply", a.Reply.Id).Add("echo", a.Echo.Id), ct);
        }

        await session.ForEachAsync(
            "update messages set attachment_count = (select count(*) from attachments where message_id = @reply) where id = @reply",
            set.Absorbed, (c, a) => c.Add("reply", a.Reply.Id), ct);
        await session.ForEachAsync("delete from messages where id = @id", set.Absorbed, (c, a) => c.Add("id", a.Echo.Id), ct);
    }

    private static async Task UpdateMessagesAsync(WriteSession session, WorkingSet set, DateTimeOffset now, CancellationToken ct)
    {
        await session.ForEachAsync(
            """
            update messages set text = @text, latest_id = @latest, edited_at = @edited, deleted_at = @deleted,
                   hidden = @hidden, reaction = @reaction, answered_at = @answered, reading = @reading, extra = @extra
             where id = @id
            """,
            set.ChangedMessages,
            (c, m) => c.Add("text", m.Text).Add("latest", m.LatestId).Add("edited", m.EditedAt?.ToUnixTimeMilliseconds())
                .Add("deleted", m.DeletedAt?.ToUnixTimeMilliseconds()).Add("hidden", m.Hidden).Add("reaction", m.Reaction)
                .Add("answered", m.AnsweredAt?.ToUnixTimeMilliseconds()).Add("reading", m.Reading).Add("extra", m.Extra).Add("id", m.Id),
            ct);

        // 2 sending, 7 unknown. The answer to the sender and the echo race: whoever comes second finds the reply settled already,
        // and must decide anew, or the case would count the reply twice.
        var settled = await session.ForEachAsync(
            "update messages set external_id = @external, state = 3, at = @at, failure = null where id = @id and state in (2, 7)",
            set.ProvenSent, (c, m) => c.Add("external", m.ExternalId).Add("at", m.At.ToUnixTimeMilliseconds()).Add("id", m.Id), ct);
        if (settled != set.ProvenSent.Count)
            throw new StaleCaseException();
        await session.ForEachAsync(
            "update outbox set state = 3, reason = null, updated_at = @now where message_id = @id and state in (2, 7)",
            set.ProvenSent, (c, m) => c.Add("now", now.ToUnixTimeMilliseconds()).Add("id", m.Id), ct);

        // 3 sent, 6 failed, 7 unknown: forwards only, whatever the sender wrote meanwhile. After the line above: an echo and
        // the receipt that follows it may come in one batch, and the receipt must find the reply sent.
        await session.ForEachAsync(
            "update messages set state = @state, failure = @failure where id = @id and state in (3, 4, 5, 7) and (state < @state or @state = 6 or state = 7)",
            set.AdvancedMessages, (c, m) => c.Add("state", (int)m.State).Add("failure", m.Failure).Add("id", m.Id), ct);
    }

    private static async Task BlobsAsync(WriteSession session, WorkingSet set, CancellationToken ct) =>
        await session.ForEachAsync(
            "insert into blobs (sha256, content) values (@sha, @content) on conflict do nothing",
            set.NewBlobs, (c, b) => c.Add("sha", b.Sha256).Add("content", b.Content), ct);

    private async Task WaitingAsync(WriteSession session, WorkingSet set, CancellationToken ct)
    {
        await session.ForEachAsync("delete from waiting_changes where id = @id", set.DoneWaiting, (c, w) => c.Add("id", w.Id), ct);
        await session.InsertAsync(tables.Shapes.WaitingChanges, set.NewWaiting, ct);
    }

    private static async Task PeopleAsync(WriteSession session, WorkingSet set, CancellationToken ct)
    {
        await session.ForEachAsync(
            $"update customers set name = @name, avatar_url = @avatar, language = @language, case_count = {CaseRow.CountOfCustomer} where id = @id",
            set.ChangedCustomers, (c, p) => c.Add("name", p.Name).Add("avatar", p.AvatarUrl).Add("language", p.Language).Add("id", p.Id), ct);
        await session.ForEachAsync(
            """
            update identities set name = @name, handle = @handle, avatar_url = @avatar, location = @location,
                   locale = @locale, followers = @followers, verified = @verified
             where id = @id
            """,
            set.ChangedIdentities,
            (c, i) => c.Add("name", i.Name).Add("handle", i.Handle).Add("avatar", i.AvatarUrl).Add("location", i.Location)
                .Add("locale", i.Locale).Add("followers", i.Followers).Add("verified", i.Verified).Add("id", i.Id),
            ct);
    }
}
