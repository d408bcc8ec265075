using Heed.Core.Guard;
using Heed.Storage.Blobs;
using Microsoft.EntityFrameworkCore;

namespace Heed.Storage.Guard;

/// <summary>Somebody else decided first.</summary>
public sealed class LookDecidedException : Exception;

/// <summary>Answers that wait for a second reader. Every decision moves one from open, once: of two at the same instant, one moves it.</summary>
public sealed class SecondLookStore(Database database, IDbContextFactory<HeedDb> contexts, Tables tables)
{
    public bool IsConflict(Exception e) => database.IsConflict(e);

    public async Task<SecondLook?> FindAsync(Guid id, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.SecondLooks.AsNoTracking().FirstOrDefaultAsync(l => l.Id == id, ct);
    }

    /// <summary>Keeps the answer, its files and its record; durable when it returns.</summary>
    /// <exception cref="UploadGoneException">One of the files waits no more.</exception>
    public async Task KeepAsync(SecondLook look, ToneRecord record, IReadOnlyList<Upload> files, CancellationToken ct)
    {
        await using var session = await database.BeginWriteAsync(durable: true, ct);
        await session.InsertAsync(tables.Shapes.SecondLooks, [look], ct);
        await session.InsertAsync(tables.Shapes.ToneRecords, [record], ct);
        var moved = await session.ForEachAsync(
            "update uploads set owner = @to where id = @id and owner = @from", files,
            (c, f) => c.Add("to", SecondLook.FilesOwner(look.Id)).Add("id", f.Id).Add("from", f.Owner), ct);
        if (moved != files.Count)
            throw new UploadGoneException();
        await session.CommitAsync(ct);
    }

    /// <summary>It leaves: called inside the transaction that plans it.</summary>
    /// <param name="severity">Of what leaves, in thousandths.</param>
    /// <exception cref="LookDecidedException">It is open no more; the transaction must not commit.</exception>
    public static async Task ReleaseAsync(WriteSession session, SecondLook look, string text, int severity, Guid? reader, DateTimeOffset now, CancellationToken ct)
    {
        var changed = text != look.Text;
        await CloseAsync(session, look.Id, changed ? SecondLookState.Changed : SecondLookState.Approved, reader, null, changed ? text : null, look.Id, now, ct);
        await SettleAsync(session, look.Id, changed ? ToneOutcome.Changed : ToneOutcome.Approved, severity, look.Id, ct);
    }

    /// <summary>It does not leave: the files are its writer's again.</summary>
    /// <param name="state">Returned or withdrawn.</param>
    /// <param name="draft">Puts the text back into the writer's box.</param>
    /// <exception cref="LookDecidedException">It is open no more.</exception>
    public async Task GiveBackAsync(SecondLook look, SecondLookState state, Guid? by, string? note, bool draft, DateTimeOffset now, CancellationToken ct)
    {
        await using var session = await database.BeginWriteAsync(durable: true, ct);
        await CloseAsync(session, look.Id, state, by, note, null, null, now, ct);
        await SettleAsync(session, look.Id, state == SecondLookState.Returned ? ToneOutcome.Returned : ToneOutcome.Withdrawn, null, null, ct);
        await using (var files = session.Command("update uploads set owner = @to, at = @now where owner = @from"))
            await files.Add("to", look.Owner).Add("now", now.ToUnixTimeMilliseconds()).Add("from", SecondLook.FilesOwner(look.Id)).RunAsync(ct);
        if (draft && look.WrittenBy is { } writer)
        {
            await using var box = session.Command(
                """
                insert into drafts (case_id, user_id, visibility, text, updated_at) values (@case, @person, @visibility, @text, @now)
                on conflict (case_id, user_id, visibility) do update set text = excluded.text || @line || drafts.text, updated_at = excluded.updated_at
                """);
            await box.Add("case", look.CaseId).Add("person", writer).Add("visibility", (int)look.Visibility).Add("text", look.Text)
                .Add("now", now.ToUnixTimeMilliseconds()).Add("line", "\n").RunAsync(ct);
        }

        await session.CommitAsync(ct);
    }

    private static async Task CloseAsync(
        WriteSession session, Guid id, SecondLookState state, Guid? by, string? note, string? text, Guid? message, DateTimeOffset now, CancellationToken ct)
    {
        await using var close = session.Command(
            """
            update second_looks set state = @state, decided_by = @by, decided_at = @now, note = @note, sent_text = @text, message_id = @message
             where id = @id and state = 0
            """);
        close.Add("state", (int)state).Add("by", by).Add("now", now.ToUnixTimeMilliseconds()).Add("note", note).Add("text", text).Add("message", message).Add("id", id);
        if (await close.RunAsync(ct) != 1)
            throw new LookDecidedException();
    }

    private static async Task SettleAsync(WriteSession session, Guid look, ToneOutcome outcome, int? severity, Guid? message, CancellationToken ct)
    {
        await using var settle = session.Command(
            "update tone_records set outcome = @outcome, severity_last = coalesce(@severity, severity_last), message_id = @message where look_id = @look");
        await settle.Add("outcome", (int)outcome).Add("severity", severity).Add("message", message).Add("look", look).RunAsync(ct);
    }
}
