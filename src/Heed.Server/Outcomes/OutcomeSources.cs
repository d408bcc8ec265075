using System.Text;
using Heed.Core.Outcomes;
using Heed.Storage;
using Heed.Storage.Outcomes;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace Heed.Server.Outcomes;

/// <summary>A system whose signature is to be checked, with its secret open.</summary>
internal sealed record OpenSource(string Name, byte[] Secret, KeySpace KeySpace, string? Currency);

/// <summary>The systems that send outcomes by signed webhook.</summary>
internal sealed class OutcomeSources(IDbContextFactory<HeedDb> contexts, IDataProtectionProvider provider, TimeProvider clock)
{
    private const int LongestName = 40;
    private readonly IDataProtector protector = provider.CreateProtector("heed.outcome-sources.v1");

    public async Task<IReadOnlyList<OutcomeSource>> ListAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.OutcomeSources.AsNoTracking().OrderBy(s => s.Name).ToListAsync(ct);
    }

    /// <summary>Adds a system, or gives it a new secret. The secret is told once.</summary>
    /// <returns>The secret, or the code of what is wrong: <c>name</c>, <c>currency</c>.</returns>
    public async Task<(string? Secret, string? Wrong)> AddAsync(string name, KeySpace space, string? currency, CancellationToken ct)
    {
        name = name.Trim().ToLowerInvariant();
        if (name.Length is 0 or > LongestName || !name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'))
            return (null, "name");
        currency = string.IsNullOrWhiteSpace(currency) ? null : currency.Trim().ToUpperInvariant();
        if (currency is not null && (currency.Length != 3 || !currency.All(char.IsAsciiLetterUpper)))
            return (null, "currency");
        var secret = Access.Secret.New();
        await using var db = await contexts.CreateDbContextAsync(ct);
        if (await db.OutcomeSources.FindAsync([name], ct) is { } known)
            (known.Secret, known.KeySpace, known.Currency) = (protector.Protect(secret), space, currency);
        else
            db.OutcomeSources.Add(new OutcomeSource { Name = name, Secret = protector.Protect(secret), KeySpace = space, Currency = currency, AddedAt = clock.GetUtcNow() });
        await db.SaveChangesAsync(ct);
        return (secret, null);
    }

    /// <summary>What it sent stays.</summary>
    public async Task RemoveAsync(string name, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        await db.OutcomeSources.Where(s => s.Name == name).ExecuteDeleteAsync(ct);
    }

    public async Task<OpenSource?> OpenAsync(string name, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.OutcomeSources.AsNoTracking().FirstOrDefaultAsync(s => s.Name == name, ct) is { } found
            ? new OpenSource(found.Name, Encoding.UTF8.GetBytes(protector.Unprotect(found.Secret)), found.KeySpace, found.Currency)
            : null;
    }
}
