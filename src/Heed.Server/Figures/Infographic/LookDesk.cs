using Heed.Storage;
using Heed.Storage.Figures;
using Microsoft.EntityFrameworkCore;

namespace Heed.Server.Figures.Infographic;

/// <summary>How the page of a brand looks, ready to be drawn.</summary>
internal sealed record BrandLook(string Name, Palette Palette, Logo? Logo, string FirstColour, string SecondColour);

/// <summary>A look as someone types it in.</summary>
/// <param name="Logo">Null: none was brought.</param>
internal sealed record LookDraft(string Brand, string Name, string FirstColour, string SecondColour, byte[]? Logo, bool WithoutLogo);

/// <summary>Keeps how each brand's page looks. A brand without a look of its own has that of the workspace.</summary>
internal sealed class LookDesk(IDbContextFactory<HeedDb> contexts, TimeProvider clock)
{
    private const int LongestName = 80;

    /// <param name="brand">Null: all brands.</param>
    public async Task<BrandLook> OfAsync(string? brand, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var looks = await db.PageLooks.AsNoTracking().Where(l => l.Brand == "" || l.Brand == (brand ?? "")).ToListAsync(ct);
        var general = looks.Find(l => l.Brand.Length == 0);
        var own = looks.Find(l => l.Brand == (brand ?? ""));
        var first = Colour.Parse(own?.FirstColour ?? general?.FirstColour) ?? Palette.DefaultFirst;
        var second = Colour.Parse(own?.SecondColour ?? general?.SecondColour) ?? Palette.DefaultSecond;
        var logo = own?.Logo ?? general?.Logo;
        return new BrandLook(own?.Name ?? "", new Palette(first, second), logo is null ? null : LogoReader.Read(logo).Logo, first.Hex, second.Hex);
    }

    /// <returns>What is wrong: the key of a text, and its particular; null when it was saved.</returns>
    public async Task<(string Key, string Particular)?> SaveAsync(LookDraft draft, CancellationToken ct)
    {
        if (draft.Name.Trim().Length > LongestName)
            return ("look.name", "");
        if ((Wrong(draft.FirstColour) ?? Wrong(draft.SecondColour)) is { } colour)
            return ("look.colour", colour);
        byte[]? logo = null;
        if (draft.Logo is { } file)
        {
            var read = LogoReader.Read(file);
            if (read.Wrong is { } wrong)
                return (wrong, read.Particular);
            logo = read.Kept;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var row = await db.PageLooks.SingleOrDefaultAsync(l => l.Brand == draft.Brand, ct);
        if (row is null)
            db.PageLooks.Add(row = new PageLook { Brand = draft.Brand, ChangedAt = clock.GetUtcNow() });
        row.Name = draft.Name.Trim();
        row.FirstColour = Colour.Parse(draft.FirstColour)?.Hex;
        row.SecondColour = Colour.Parse(draft.SecondColour)?.Hex;
        row.Logo = draft.WithoutLogo ? null : logo ?? row.Logo;
        row.ChangedAt = clock.GetUtcNow();
        await db.SaveChangesAsync(ct);
        return null;
    }

    private static string? Wrong(string colour) => Colour.Parse(colour) is null ? colour.Trim() : null;
}
