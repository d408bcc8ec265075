using Heed.Storage;
using Heed.Storage.Access;
using Microsoft.EntityFrameworkCore;

namespace Heed.Server.Access;

/// <summary>How making a token ended.</summary>
internal abstract record TokenOutcome
{
    private TokenOutcome() { }

    /// <param name="Text">The token itself: shown once, never kept.</param>
    public sealed record Made(Guid Id, string Text) : TokenOutcome;

    public sealed record NameTaken : TokenOutcome;

    public sealed record NameMissing : TokenOutcome;
}

/// <summary>Bearer tokens of the API: only their hash is kept.</summary>
internal sealed class ApiTokens(IDbContextFactory<HeedDb> databases, Database database, TimeProvider clock)
{
    /// <summary>Lets secret scanners recognise a leaked token.</summary>
    public const string Prefix = "heed_";

    private const int LongestName = 80;

    public async Task<TokenOutcome> CreateAsync(string name, Role role, CancellationToken ct)
    {
        name = name.Trim();
        if (name.Length is 0 or > LongestName)
            return new TokenOutcome.NameMissing();

        var text = Prefix + Secret.New();
        var now = clock.GetUtcNow();
        var token = new ApiToken { Id = Guid.CreateVersion7(now), Name = name, Role = role, TokenHash = Secret.Hash(text)!, CreatedAt = now }; // our own: the right length
        await using var db = await databases.CreateDbContextAsync(ct);
        db.ApiTokens.Add(token);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException e) when (database.IsConflict(e))
        {
            return new TokenOutcome.NameTaken();
        }

        return new TokenOutcome.Made(token.Id, text);
    }

    /// <summary>The token that a request showed; null when unknown or revoked.</summary>
    public async Task<ApiToken?> FindAsync(string text, CancellationToken ct)
    {
        if (!text.StartsWith(Prefix, StringComparison.Ordinal) || Secret.Hash(text) is not { } hash)
            return null;
        await using var db = await databases.CreateDbContextAsync(ct);
        var token = await db.ApiTokens.AsNoTracking().SingleOrDefaultAsync(t => t.TokenHash == hash && t.RevokedAt == null, ct);
        if (token is not null)
            await MarkUsedAsync(db, token, ct);
        return token;
    }

    public async Task<IReadOnlyList<ApiToken>> ListAsync(CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.ApiTokens.AsNoTracking().OrderBy(t => t.RevokedAt != null).ThenBy(t => t.Name).ToListAsync(ct);
    }

    /// <summary>The next request with this token is refused. False: unknown or revoked before.</summary>
    public async Task<bool> RevokeAsync(Guid id, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.ApiTokens.Where(t => t.Id == id && t.RevokedAt == null).ExecuteUpdateAsync(set => set.SetProperty(t => t.RevokedAt, now), ct) == 1;
    }

    // Once a minute is precise enough to see which token is alive, and spares a write per request.
    private async Task MarkUsedAsync(HeedDb db, ApiToken token, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (now - token.LastUsedAt < TimeSpan.FromMinutes(1))
            return;
        await db.ApiTokens.Where(t => t.Id == token.Id).ExecuteUpdateAsync(set => set.SetProperty(t => t.LastUsedAt, now), ct);
    }
}
