using Heed.Core.Clocks;
using Heed.Storage;
using Heed.Storage.Settings;
using Microsoft.EntityFrameworkCore;

namespace Heed.Server.Settings;

/// <summary>A department as someone types it in.</summary>
/// <param name="Week">Hours from Monday to Sunday: <c>09:00-12:30, 14:00-18:00</c>; empty: closed.</param>
/// <param name="Holidays">One a line: a date, then a name, then hours in brackets if it is not closed all day: <c>2026-12-24 Christmas Eve [09:00-12:00]</c>.</param>
/// <param name="Targets">Open minutes: first answer public, private, next answer public, private; null: the usual.</param>
internal sealed record DepartmentDraft(Guid? Id, string Name, string TimeZone, IReadOnlyList<string> Week, string Holidays, IReadOnlyList<int?> Targets)
{
    /// <summary>Cases are given to people by themselves.</summary>
    public bool Matching { get; init; }

    /// <summary>Minutes: held for an earlier owner, without anyone who fits, with someone who is away; null: the usual.</summary>
    public IReadOnlyList<int?> MatchingTimes { get; init; } = [null, null, null];
}

/// <summary>Adds and changes departments.</summary>
internal sealed class DepartmentDesk(IDbContextFactory<HeedDb> contexts, Database database, ChannelCatalog catalog, TimeProvider clock)
{
    private const int LongestName = 80;

    // A quarter: longer is no target (AnswerTargets).
    private const int LongestTarget = 92 * 24 * 60;

    private const int LongestHold = 4 * 60;
    private const int LongestMatching = 24 * 60;

    /// <returns>What is wrong: the key of a text, and its particular; null when it was saved.</returns>
    public async Task<(string Key, string Particular)?> SaveAsync(DepartmentDraft draft, CancellationToken ct)
    {
        var name = draft.Name.Trim();
        if (name.Length is 0 or > LongestName)
            return ("wrong.name", "");
        if (draft.Targets.Any(t => t is < 1 or > LongestTarget))
            return ("wrong.target", "");
        if (draft.MatchingTimes[0] is < 0 or > LongestHold || draft.MatchingTimes.Skip(1).Any(t => t is < 1 or > LongestMatching))
            return ("wrong.matching", "");
        if (CalendarText.Read(draft.TimeZone, draft.Week, draft.Holidays, out var error) is not { } calendar)
            return ("wrong.calendar", error ?? "");

        await using var db = await contexts.CreateDbContextAsync(ct);
        var row = draft.Id is { } id ? await db.Departments.SingleOrDefaultAsync(d => d.Id == id, ct) : null;
        if (draft.Id is not null && row is null)
            return ("wrong.gone", "");
        if (row is null)
        {
            row = new Department
            {
                Id = Guid.CreateVersion7(clock.GetUtcNow()),
                Name = name,
                Calendar = "",
                Position = (await db.Departments.MaxAsync(d => (int?)d.Position, ct) ?? -1) + 1,
            };
            db.Departments.Add(row);
        }

        (row.Name, row.Calendar) = (name, calendar.ToJson());
        (row.FirstPublicMinutes, row.FirstPrivateMinutes, row.NextPublicMinutes, row.NextPrivateMinutes) =
            (draft.Targets[0], draft.Targets[1], draft.Targets[2], draft.Targets[3]);
        (row.Matching, row.HoldMinutes, row.FallbackMinutes, row.LeaveMinutes) = (draft.Matching, draft.MatchingTimes[0], draft.MatchingTimes[1], draft.MatchingTimes[2]);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException e) when (database.IsConflict(e))
        {
            return ("wrong.name-taken", name);
        }

        await catalog.RenewAsync(ct);
        return null;
    }
}
