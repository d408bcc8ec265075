using Heed.Core.Channels;
using Heed.Core.Figures;
using Heed.Storage;
using Heed.Storage.Figures;
using Heed.Storage.Settings;
using Microsoft.EntityFrameworkCore;
using MimeKit;

namespace Heed.Server.Figures.Infographic.Sending;

/// <summary>A schedule as someone types it in.</summary>
/// <param name="Recipients">Addresses, with lines, commas or semicolons between.</param>
internal sealed record ScheduleDraft(string Brand, Guid? Department, string Language, Cadence Cadence, string Recipients, Guid? Account);

/// <summary>Adds and removes schedules. A changed one is a new one: what was mailed belongs to what was asked for then.</summary>
internal sealed class ScheduleDesk(IDbContextFactory<HeedDb> contexts, TimeProvider clock)
{
    private const int MostRecipients = 50;

    public async Task<IReadOnlyList<PageSchedule>> ListAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.PageSchedules.AsNoTracking().OrderBy(s => s.Id).ToListAsync(ct);
    }

    /// <returns>What is wrong: the key of a text, and its particular; null when it was added.</returns>
    public async Task<(string Key, string Particular)?> AddAsync(ScheduleDraft draft, CancellationToken ct)
    {
        var addresses = draft.Recipients.Split(['\n', '\r', ',', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        if (addresses.Count is 0 or > MostRecipients)
            return ("schedule.recipients", "");
        if (addresses.Find(a => !MailboxAddress.TryParse(a, out var read) || read.Address != a || !a.Contains('@', StringComparison.Ordinal)) is { } wrong)
            return ("schedule.address", wrong);
        if (!InfographicWords.Languages.Contains(draft.Language))
            return ("schedule.language", "");

        await using var db = await contexts.CreateDbContextAsync(ct);
        if (!await db.ChannelAccounts.AnyAsync(a => a.Id == draft.Account && a.Network == Network.Mail && a.State != ChannelAccountState.Removed, ct))
            return ("schedule.account", "");
        var now = clock.GetUtcNow();
        db.PageSchedules.Add(new PageSchedule
        {
            Id = Guid.CreateVersion7(now),
            Brand = draft.Brand,
            DepartmentId = draft.Department,
            Language = draft.Language,
            Cadence = draft.Cadence,
            Recipients = string.Join('\n', addresses),
            AccountId = draft.Account!.Value, // found above
            Since = now,
        });
        await db.SaveChangesAsync(ct);
        return null;
    }

    /// <summary>What was mailed by it stays in the ledger until it is removed with it.</summary>
    public async Task RemoveAsync(Guid id, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        await db.PageMailings.Where(m => m.ScheduleId == id).ExecuteDeleteAsync(ct);
        await db.PageSchedules.Where(s => s.Id == id).ExecuteDeleteAsync(ct);
    }
}
