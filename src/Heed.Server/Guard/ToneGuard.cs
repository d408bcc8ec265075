using System.Text.Json;
using Heed.Core.Cases;
using Heed.Core.Clocks;
using Heed.Core.Guard;
using Heed.Core.Ingest;
using Heed.Core.Messages;
using Heed.Server.Access;
using Heed.Server.Live;
using Heed.Server.Replies;
using Heed.Server.Settings;
using Heed.Storage;
using Heed.Storage.Blobs;
using Heed.Storage.Guard;
using Microsoft.EntityFrameworkCore;

namespace Heed.Server.Guard;

/// <summary>
/// Weighs every reply on its way, whoever sends it and from where: the screen asks while it is typed, the reply desk before it plans.
/// What the browser says is believed for the figures only.
/// </summary>
internal sealed class ToneGuard(ChannelCatalog catalog, SecondLookStore looks, CaseNews news, IDbContextFactory<HeedDb> contexts, TimeProvider clock)
{
    private sealed record Place(Guid? DepartmentId, string? Language);

    /// <summary>The verdict over a reply in this case, by the policy of its department and the channel.</summary>
    public async Task<ToneHeard> HearAsync(Guid caseId, string network, string text, ToneTrace trace, CancellationToken ct)
    {
        var place = await PlaceAsync(caseId, ct);
        return (await catalog.GetAsync(ct)).Hear(text, place.Language, place.DepartmentId, network, trace);
    }

    /// <summary>Keeps a reply for a second reader instead of planning it.</summary>
    /// <returns>The look, or the code of what stood in the way: <c>tone-waiting</c> (one of this writer waits in this box already).</returns>
    public async Task<(SecondLook? Look, string? Problem)> KeepAsync(
        Guid id, Guid caseId, ReplyPath path, string text, IReadOnlyList<Upload> files, string owner, Actor writer, ToneHeard heard, CancellationToken ct)
    {
        var place = await PlaceAsync(caseId, ct);
        var now = clock.GetUtcNow();
        var plan = place.DepartmentId is { } d ? (await catalog.GetAsync(ct)).Departments.GetValueOrDefault(d, DepartmentPlan.None) : DepartmentPlan.None;
        var wait = TimeSpan.FromMinutes(heard.Policy.ReadMinutes);
        var look = new SecondLook
        {
            Id = id,
            CaseId = caseId,
            DepartmentId = place.DepartmentId,
            AccountId = path.Account.Id,
            Visibility = path.Visibility,
            Network = path.Account.Network,
            Text = text,
            Files = JsonSerializer.Serialize(files.Select(f => f.Id)),
            WrittenBy = writer.UserId,
            WriterName = writer.Name,
            Owner = owner,
            AskedAt = now,
            DueAt = BusinessTime.Add(plan.Calendar, now, wait) ?? now + wait,
            Language = heard.Verdict.Language,
            Severity = ToneRecord.Thousandths(heard.Last),
            Marks = JsonSerializer.Serialize(heard.Verdict.Marks),
            Policy = heard.Policy.Action,
            ByColleague = heard.Policy.ByColleague,
            State = SecondLookState.Open,
        };
        try
        {
            await looks.KeepAsync(look, Record(caseId, place.DepartmentId, path, writer, heard, null, id, now, ToneOutcome.Held), files, ct);
        }
        catch (Exception e) when (looks.IsConflict(e) && e is not UploadGoneException)
        {
            // The same request in the same instant, or another answer of theirs that waits.
            return await looks.FindAsync(id, ct) is { } twin ? (twin, null) : (null, "tone-waiting");
        }

        await news.TellAsync(caseId, ct);
        return (look, null);
    }

    /// <summary>What a planned reply leaves behind: an event in its case while something is to be said about it.</summary>
    public static void Note(WorkingSet set, Case c, Guid messageId, ToneHeard heard, ToneOutcome outcome, Guid? actor, DateTimeOffset now)
    {
        if (heard.StillSaid)
            set.Append(c, new ToneWeighed(messageId, Math.Round(heard.Last, 3), heard.Verdict.Faults, Name(outcome), heard.Plainly) { At = now, ActorId = actor });
    }

    public static ToneRecord Record(
        Guid caseId, Guid? departmentId, ReplyPath path, Actor writer, ToneHeard heard, Guid? messageId, Guid? lookId, DateTimeOffset now, ToneOutcome outcome) => new()
        {
            Id = Guid.CreateVersion7(now),
            CaseId = caseId,
            DepartmentId = departmentId,
            Network = path.Account.Network,
            Visibility = path.Visibility,
            AgentId = writer.UserId,
            MessageId = messageId,
            LookId = lookId,
            Language = heard.Verdict.Language,
            SeverityFirst = ToneRecord.Thousandths(heard.First),
            SeverityLast = ToneRecord.Thousandths(heard.Last),
            Faults = string.Join(',', heard.Verdict.Faults),
            Outcome = outcome,
            At = now,
        };

    private static string Name(ToneOutcome outcome) => JsonNamingPolicy.KebabCaseLower.ConvertName(outcome.ToString());

    private async Task<Place> PlaceAsync(Guid caseId, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Cases.AsNoTracking().Where(c => c.Id == caseId).Select(c => new Place(c.DepartmentId, c.Language)).FirstOrDefaultAsync(ct) ?? new Place(null, null);
    }
}
