using System.Text.Json;
using Heed.Storage;
using Heed.Storage.Matching;
using Microsoft.EntityFrameworkCore;

namespace Heed.Server.Matching;

/// <summary>A work profile as someone types it in: lists with commas.</summary>
internal sealed record ProfileDraft(string? Capacity, string? Languages, string? Skills, string? Shops);

/// <summary>What people can do and carry.</summary>
internal sealed class Profiles(IDbContextFactory<HeedDb> contexts, MatchWaker waker)
{
    public const int MostCapacity = 50;

    public async Task<IReadOnlyDictionary<Guid, WorkProfile>> AllAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.WorkProfiles.AsNoTracking().ToDictionaryAsync(p => p.UserId, ct);
    }

    /// <summary>Those they serve customers in; empty while nobody has said.</summary>
    public async Task<IReadOnlyList<string>> LanguagesOfAsync(Guid userId, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var languages = await db.WorkProfiles.AsNoTracking().Where(p => p.UserId == userId).Select(p => p.Languages).FirstOrDefaultAsync(ct);
        return languages is null ? [] : JsonSerializer.Deserialize<string[]>(languages) ?? [];
    }

    /// <returns>The key of the text that says what is wrong; null when it was saved.</returns>
    public async Task<string?> SaveAsync(Guid userId, ProfileDraft draft, CancellationToken ct)
    {
        if (!int.TryParse(draft.Capacity, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var capacity) || capacity > MostCapacity)
            return "wrong.capacity";
        if (Codes.ReadLanguages(draft.Languages) is not { } languages)
            return "wrong.languages";
        if (Codes.Read(draft.Skills) is not { } skills)
            return "wrong.codes";
        if (Codes.Read(draft.Shops) is not { } shops)
            return "wrong.codes";
        await using var db = await contexts.CreateDbContextAsync(ct);
        if (!await db.Users.AnyAsync(u => u.Id == userId, ct))
            return "wrong.gone";
        if (shops.Count > 0 && await db.Shops.CountAsync(s => shops.Contains(s.Code), ct) != shops.Count)
            return "wrong.shop-unknown";
        var row = await db.WorkProfiles.SingleOrDefaultAsync(p => p.UserId == userId, ct);
        if (row is null)
            db.WorkProfiles.Add(row = new WorkProfile { UserId = userId });
        (row.Capacity, row.Languages, row.Skills, row.Shops) = (capacity, JsonSerializer.Serialize(languages), JsonSerializer.Serialize(skills), JsonSerializer.Serialize(shops));
        await db.SaveChangesAsync(ct);
        waker.WakeFor(userId);
        return null;
    }
}
