using Heed.Server.Settings;
using Heed.Storage;
using Heed.Storage.Assist;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace Heed.Server.Assist;

/// <summary>Settings and ledger of the language model: who is asked, with which key, what each call cost.</summary>
internal sealed class AssistBook(WorkspaceSettings workspace, IDbContextFactory<HeedDb> contexts, IDataProtectionProvider provider, TimeProvider clock)
{
    private readonly IDataProtector protector = provider.CreateProtector("heed.assist.v1");

    public async Task<AssistSettings> SettingsAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return AssistSettings.Read(await db.Settings.AsNoTracking().Where(s => s.Key == AssistSettings.Key).Select(s => s.Value).FirstOrDefaultAsync(ct));
    }

    /// <param name="key">A new key; null keeps the one there is, empty takes it away.</param>
    /// <returns>What is wrong: the key of a text; null when it was saved.</returns>
    public async Task<string?> SaveAsync(AssistSettings settings, string? key, CancellationToken ct)
    {
        settings = settings with { SealedKey = key switch { null => (await SettingsAsync(ct)).SealedKey, "" => null, _ => protector.Protect(key) } };
        if (settings.Fault is { } fault)
            return fault;
        await workspace.SaveAsync(AssistSettings.Key, settings.Write(), ct);
        return null;
    }

    public string? KeyOf(AssistSettings settings) => settings.SealedKey is { } sealedKey ? protector.Unprotect(sealedKey) : null;

    public async Task KeepAsync(AssistCall call, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        db.AssistCalls.Add(call);
        await db.SaveChangesAsync(ct);
    }

    /// <summary>In millionths of a dollar, since the first of the month in UTC.</summary>
    public async Task<long> SpentThisMonthAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var first = new DateTimeOffset(now.Year, now.Month, 1, 0, 0, 0, TimeSpan.Zero);
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.AssistCalls.Where(c => c.At >= first).SumAsync(c => c.CostMicroDollars, ct);
    }

    public async Task<IReadOnlyList<AssistCall>> LatestAsync(int count, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.AssistCalls.AsNoTracking().OrderByDescending(c => c.At).Take(count).ToListAsync(ct);
    }
}
