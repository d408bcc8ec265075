using System.Text.Json;
using Heed.Storage;
using Heed.Storage.Access;
using Microsoft.EntityFrameworkCore;

namespace Heed.Server.Access;

/// <summary>A link just made. <see cref="Path"/> holds the secret and is shown once.</summary>
internal sealed record IssuedLink(Guid Id, string Path, DateTimeOffset ExpiresAt);

/// <summary>Invitations and sign-in links: they work once and expire.</summary>
internal sealed class AccessLinks(IDbContextFactory<HeedDb> databases, TimeProvider clock)
{
    public static readonly TimeSpan InvitationLifetime = TimeSpan.FromDays(7);
    public static readonly TimeSpan SignInLifetime = TimeSpan.FromHours(1);

    /// <summary>A link that makes a new person.</summary>
    /// <param name="createdBy">The administrator; null from the command line.</param>
    public Task<IssuedLink> CreateInvitationAsync(
        string email, string? name, Role role, IReadOnlyCollection<Guid> departments, Guid? createdBy, TimeSpan lifetime, CancellationToken ct) =>
        CreateAsync(
            (hash, now) => new AccessLink
            {
                Id = Guid.CreateVersion7(now),
                Kind = AccessLinkKind.Invitation,
                TokenHash = hash,
                Email = email,
                Name = name,
                Role = role,
                Departments = JsonSerializer.Serialize(departments),
                CreatedAt = now,
                CreatedBy = createdBy,
                ExpiresAt = now + lifetime,
            },
            ct);

    /// <summary>A link that signs an existing person in.</summary>
    public Task<IssuedLink> CreateSignInAsync(Guid userId, TimeSpan lifetime, CancellationToken ct) =>
        CreateAsync(
            (hash, now) => new AccessLink
            {
                Id = Guid.CreateVersion7(now),
                Kind = AccessLinkKind.SignIn,
                TokenHash = hash,
                UserId = userId,
                CreatedAt = now,
                ExpiresAt = now + lifetime,
            },
            ct);

    /// <summary>With nobody in the system yet: a link that makes the first administrator, replacing one made before. Else null.</summary>
    public async Task<IssuedLink?> EnsureFirstAdministratorLinkAsync(CancellationToken ct)
    {
        await using (var db = await databases.CreateDbContextAsync(ct))
        {
            if (await db.Users.AnyAsync(ct))
                return null;
            await db.AccessLinks.Where(l => l.Kind == AccessLinkKind.Invitation && l.CreatedBy == null && l.Email == null).ExecuteDeleteAsync(ct);
        }

        return await CreateAsync(
            (hash, now) => new AccessLink
            {
                Id = Guid.CreateVersion7(now),
                Kind = AccessLinkKind.Invitation,
                TokenHash = hash,
                Role = Role.Administrator,
                CreatedAt = now,
                ExpiresAt = now + InvitationLifetime,
            },
            ct);
    }

    /// <summary>The link behind a secret when it still works, without using it: previews and first looks do not burn it.</summary>
    public async Task<AccessLink?> LookAsync(string secret, CancellationToken ct)
    {
        if (Secret.Hash(secret) is not { } hash)
            return null;
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.AccessLinks.AsNoTracking().SingleOrDefaultAsync(l => l.TokenHash == hash && l.UsedAt == null && l.ExpiresAt > now, ct);
    }

    /// <summary>Uses the link in the caller's transaction. Of any number of callers at once, one gets it; the others null.</summary>
    public async Task<AccessLink?> TakeAsync(HeedDb db, string secret, CancellationToken ct)
    {
        if (Secret.Hash(secret) is not { } hash)
            return null;
        var now = clock.GetUtcNow();
        var taken = await db.AccessLinks
            .Where(l => l.TokenHash == hash && l.UsedAt == null && l.ExpiresAt > now)
            .ExecuteUpdateAsync(set => set.SetProperty(l => l.UsedAt, now), ct);
        return taken == 1 ? await db.AccessLinks.AsNoTracking().SingleAsync(l => l.TokenHash == hash, ct) : null;
    }

    /// <summary>Invitations that still work, newest first.</summary>
    public async Task<IReadOnlyList<AccessLink>> InvitationsAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.AccessLinks.AsNoTracking()
            .Where(l => l.Kind == AccessLinkKind.Invitation && l.UsedAt == null && l.ExpiresAt > now && l.Email != null)
            .OrderByDescending(l => l.CreatedAt)
            .ToListAsync(ct);
    }

    /// <summary>Takes an unused link back. False: it was used, or never was.</summary>
    public async Task<bool> WithdrawAsync(Guid id, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.AccessLinks.Where(l => l.Id == id && l.UsedAt == null).ExecuteDeleteAsync(ct) == 1;
    }

    private async Task<IssuedLink> CreateAsync(Func<byte[], DateTimeOffset, AccessLink> make, CancellationToken ct)
    {
        var secret = Secret.New();
        var link = make(Secret.Hash(secret)!, clock.GetUtcNow()); // our own secret has the right length
        await using var db = await databases.CreateDbContextAsync(ct);
        db.AccessLinks.Add(link);
        await db.SaveChangesAsync(ct);
        return new IssuedLink(link.Id, $"/access/link/{secret}", link.ExpiresAt);
    }
}
