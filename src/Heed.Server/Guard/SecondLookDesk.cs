using System.Text.Json;
using Heed.Core.Cases;
using Heed.Core.Guard;
using Heed.Server.Access;
using Heed.Server.Inbox;
using Heed.Server.Live;
using Heed.Server.Replies;
using Heed.Storage;
using Heed.Storage.Access;
using Heed.Storage.Guard;
using Microsoft.EntityFrameworkCore;

namespace Heed.Server.Guard;

/// <summary>What a second reader, or the writer, decides about an answer that waits. The screens and the API call the same methods.</summary>
internal sealed class SecondLookDesk(SecondLookStore looks, ReplyDesk replies, ToneGuard guard, CaseNews news, IDbContextFactory<HeedDb> contexts, TimeProvider clock)
{
    public const int LongestNote = 2_000;

    /// <summary>Sends it, as it is or in other words. What stands in the way leaves it waiting.</summary>
    /// <param name="text">Null: as it is.</param>
    /// <returns>
    /// Problems: <c>not-found</c>, <c>own-answer</c>, <c>forbidden</c>, <c>already-decided</c>, <c>case-resolved</c>, <c>empty-text</c>, and those of the reply itself
    /// (<c>closed:…</c>, <c>too-long</c>).
    /// </returns>
    public async Task<PlannedReply> ApproveAsync(Guid id, string? text, Actor actor, CancellationToken ct)
    {
        var (look, problem) = await OpenAsync(id, actor, ct);
        if (look is null)
            return new PlannedReply(null, problem, null);
        var files = JsonSerializer.Deserialize<Guid[]>(look.Files) ?? [];
        var words = text?.Trim() ?? look.Text;
        if (words.Length == 0 && files.Length == 0)
            return new PlannedReply(null, "empty-text", null);
        await using (var db = await contexts.CreateDbContextAsync(ct))
        {
            if (await db.Cases.AnyAsync(c => c.Id == look.CaseId && c.Status == CaseStatus.Resolved, ct))
                return new PlannedReply(null, "case-resolved", null);
        }

        var heard = await guard.HearAsync(look.CaseId, look.Network, words, ToneTrace.None, ct);
        var now = clock.GetUtcNow();
        try
        {
            return await replies.ReleaseAsync(
                look, words, new Enclosed(SecondLook.FilesOwner(look.Id), files), heard,
                (session, token) => SecondLookStore.ReleaseAsync(session, look, words, ToneRecord.Thousandths(heard.Last), actor.UserId, now, token), ct);
        }
        catch (LookDecidedException)
        {
            return new PlannedReply(null, "already-decided", null);
        }
        catch (Exception e) when (looks.IsConflict(e))
        {
            // Its message is there: another reader was faster by a hair.
            return new PlannedReply(null, "already-decided", null);
        }
    }

    /// <summary>Back into the writer's box, with a note why.</summary>
    public async Task<DeskResult> ReturnAsync(Guid id, string note, Actor actor, CancellationToken ct)
    {
        note = note.Trim();
        if (note.Length is 0 or > LongestNote)
            return DeskResult.Refused("note-missing");
        var (look, problem) = await OpenAsync(id, actor, ct);
        return look is null ? DeskResult.Refused(problem ?? "not-found") : await GiveBackAsync(look, SecondLookState.Returned, note, draft: true, actor, ct);
    }

    /// <summary>Its writer takes it back.</summary>
    public async Task<DeskResult> WithdrawAsync(Guid id, Actor actor, CancellationToken ct)
    {
        if (await looks.FindAsync(id, ct) is not { } look)
            return DeskResult.Refused("not-found");
        if (!Wrote(look, actor))
            return DeskResult.Refused("forbidden");
        return look.State == SecondLookState.Open
            ? await GiveBackAsync(look, SecondLookState.Withdrawn, null, draft: false, actor, ct)
            : DeskResult.Refused("already-decided");
    }

    /// <summary>Never its writer; a lead; or where the policy says so another agent of the department.</summary>
    public async Task<bool> MayDecideAsync(SecondLook look, Actor actor, CancellationToken ct)
    {
        if (Wrote(look, actor) || actor.Role < Role.Agent)
            return false;
        if (actor.Role >= Role.Lead)
            return true;
        if (!look.ByColleague || look.DepartmentId is not { } department || actor.UserId is not { } person)
            return false;
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.UserDepartments.AnyAsync(d => d.UserId == person && d.DepartmentId == department, ct);
    }

    public static bool Wrote(SecondLook look, Actor actor) =>
        actor.UserId is { } person ? look.WrittenBy == person : look.WrittenBy is null && look.WriterName == actor.Name;

    private async Task<(SecondLook? Look, string? Problem)> OpenAsync(Guid id, Actor actor, CancellationToken ct)
    {
        if (await looks.FindAsync(id, ct) is not { } look)
            return (null, "not-found");
        if (Wrote(look, actor))
            return (null, "own-answer");
        if (!await MayDecideAsync(look, actor, ct))
            return (null, "forbidden");
        return look.State == SecondLookState.Open ? (look, null) : (null, "already-decided");
    }

    private async Task<DeskResult> GiveBackAsync(SecondLook look, SecondLookState state, string? note, bool draft, Actor actor, CancellationToken ct)
    {
        try
        {
            await looks.GiveBackAsync(look, state, actor.UserId, note, draft, clock.GetUtcNow(), ct);
        }
        catch (LookDecidedException)
        {
            return DeskResult.Refused("already-decided");
        }

        await news.TellAsync(look.CaseId, ct);
        return DeskResult.Ok;
    }
}
