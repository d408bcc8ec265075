using System.Text.Json;
using Heed.Server.Settings;
using Heed.Storage;
using Heed.Storage.Settings;
using Microsoft.EntityFrameworkCore;

namespace Heed.Server.Matching;

/// <summary>A shop as someone types it in.</summary>
/// <param name="Words">With commas: how customers name it beside its name and place.</param>
internal sealed record ShopDraft(Guid? Id, string Code, string Name, string Place, string? Words, Guid? DepartmentId);

/// <summary>The shops of the workspace.</summary>
internal sealed class ShopDesk(IDbContextFactory<HeedDb> contexts, Database database, ChannelCatalog catalog, TimeProvider clock)
{
    private const int Longest = 80;
    private const int LongestPlace = 200;
    private const int MostWords = 50;

    public async Task<IReadOnlyList<Shop>> ListAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Shops.AsNoTracking().OrderBy(s => s.Name).ThenBy(s => s.Code).ToListAsync(ct);
    }

    /// <returns>The key of the text that says what is wrong; null when it was saved.</returns>
    public async Task<string?> SaveAsync(ShopDraft draft, CancellationToken ct)
    {
        var (code, name, place) = (draft.Code.Trim().ToLowerInvariant(), draft.Name.Trim(), draft.Place.Trim());
        string[] words = [.. (draft.Words ?? "").Split([',', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
        if (!Codes.IsCode(code))
            return "wrong.shop-code";
        if (name.Length is 0 or > Longest || place.Length > LongestPlace || words.Length > MostWords || words.Any(w => w.Length > Longest))
            return "wrong.shop";
        await using var db = await contexts.CreateDbContextAsync(ct);
        if (draft.DepartmentId is { } department && !await db.Departments.AnyAsync(d => d.Id == department, ct))
            return "wrong.gone";
        var row = draft.Id is { } id ? await db.Shops.SingleOrDefaultAsync(s => s.Id == id, ct) : null;
        if (draft.Id is not null && row is null)
            return "wrong.gone";
        if (row is null)
            db.Shops.Add(row = new Shop { Id = Guid.CreateVersion7(clock.GetUtcNow()), Code = code, Name = name });
        (row.Code, row.Name, row.Place, row.Words, row.DepartmentId) = (code, name, place, JsonSerializer.Serialize(words), draft.DepartmentId);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException e) when (database.IsConflict(e))
        {
            return "wrong.shop-taken";
        }

        await catalog.RenewAsync(ct);
        return null;
    }

    public async Task RemoveAsync(Guid id, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        await db.Shops.Where(s => s.Id == id).ExecuteDeleteAsync(ct);
        await catalog.RenewAsync(ct);
    }
}
