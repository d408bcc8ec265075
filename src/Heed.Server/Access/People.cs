using System.Data;
using System.Net.Mail;
using Heed.Storage;
using Heed.Storage.Access;
using Microsoft.EntityFrameworkCore;

namespace Heed.Server.Access;

/// <summary>Who works here, for the settings screen and the command line. Needs no web server.</summary>
internal sealed class People(IDbContextFactory<HeedDb> databases, Database database, AccessLinks links, TimeProvider clock)
{
    public async Task<IReadOnlyList<Person>> ListAsync(CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var users = await db.Users.AsNoTracking().OrderBy(u => u.Disabled).ThenBy(u => u.Name).ToListAsync(ct);
        var departments = (await db.UserDepartments.AsNoTracking().ToListAsync(ct)).ToLookup(d => d.UserId, d => d.DepartmentId);
        var passkeys = await db.UserPasskeys.GroupBy(p => p.UserId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        var now = clock.GetUtcNow();
        return
        [
            .. users.Select(u => new Person(
                u.Id, u.Name, u.Email ?? "", u.Role, [.. departments[u.Id]], u.Disabled, u.PasswordHash is not null, u.TwoFactorEnabled,
                passkeys.GetValueOrDefault(u.Id), u.LockoutEnd > now ? u.LockoutEnd : null, u.LastSeenAt)),
        ];
    }

    public async Task<Guid?> FindAsync(string email, CancellationToken ct)
    {
        var normal = email.Trim().ToUpperInvariant();
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.Users.Where(u => u.NormalizedUserName == normal).Select(u => (Guid?)u.Id).SingleOrDefaultAsync(ct);
    }

    /// <summary>A link that lets someone in for the first time. They choose how to sign in; no password is ever set for them.</summary>
    /// <param name="createdBy">The administrator; null from the command line.</param>
    public async Task<Invited> InviteAsync(string email, string? name, Role role, IReadOnlyCollection<Guid> departments, Guid? createdBy, CancellationToken ct)
    {
        email = email.Trim();
        if (!IsAddress(email))
            return new Invited.NotAnAddress();
        if (await FindAsync(email, ct) is not null)
            return new Invited.AlreadyHere();
        return new Invited.Link(await links.CreateInvitationAsync(email, string.IsNullOrWhiteSpace(name) ? null : name.Trim(), role, departments, createdBy, AccessLinks.InvitationLifetime, ct));
    }

    /// <summary>Adds someone at once, without a way to sign in but <see cref="SignInLinkAsync"/>: for the demo and imported teams. Known already: their id.</summary>
    public async Task<Guid> AddAsync(string email, string name, Role role, IReadOnlyCollection<Guid> departments, CancellationToken ct)
    {
        if (await FindAsync(email, ct) is { } known)
            return known;
        var now = clock.GetUtcNow();
        var user = Newcomer.Make(Guid.CreateVersion7(now), email.Trim(), name.Trim(), role, now);
        user.NormalizedUserName = user.NormalizedEmail = user.Email!.ToUpperInvariant(); // Newcomer sets it
        user.SecurityStamp = Secret.New();
        user.LockoutEnabled = true;
        await using var db = await databases.CreateDbContextAsync(ct);
        db.Users.Add(user);
        db.UserDepartments.AddRange(departments.Distinct().Select(d => new UserDepartment { UserId = user.Id, DepartmentId = d }));
        await db.SaveChangesAsync(ct);
        return user.Id;
    }

    /// <summary>A one-time link into someone's account, to reset how they sign in; it also ends a lockout. Null: unknown or disabled.</summary>
    public async Task<IssuedLink?> SignInLinkAsync(Guid userId, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var found = await db.Users.Where(u => u.Id == userId && !u.Disabled)
            .ExecuteUpdateAsync(set => set.SetProperty(u => u.LockoutEnd, (DateTimeOffset?)null).SetProperty(u => u.AccessFailedCount, 0), ct);
        return found == 0 ? null : await links.CreateSignInAsync(userId, AccessLinks.SignInLifetime, ct);
    }

    /// <summary>Gives another role. Their sessions end: what a session may do is fixed when it begins.</summary>
    public Task<PersonChange> SetRoleAsync(Guid userId, Role role, CancellationToken ct) =>
        ChangeAsync(userId, leavesAdministration: role != Role.Administrator, user => user.Role = role, ct);

    /// <summary>Locks someone out and ends their sessions within a minute; their history stays.</summary>
    public async Task<PersonChange> DisableAsync(Guid userId, CancellationToken ct)
    {
        var change = await ChangeAsync(userId, leavesAdministration: true, user => user.Disabled = true, ct);
        await using var db = await databases.CreateDbContextAsync(ct);
        if (change == PersonChange.Done)
            await db.AccessLinks.Where(l => l.UserId == userId && l.UsedAt == null).ExecuteDeleteAsync(ct);
        return change;
    }

    public Task<PersonChange> EnableAsync(Guid userId, CancellationToken ct) =>
        ChangeAsync(userId, leavesAdministration: false, user => user.Disabled = false, ct);

    public async Task<PersonChange> SetDepartmentsAsync(Guid userId, IReadOnlyCollection<Guid> departments, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (!await db.Users.AnyAsync(u => u.Id == userId, ct))
            return PersonChange.NotFound;
        var existing = await db.Departments.Where(d => departments.Contains(d.Id)).Select(d => d.Id).ToListAsync(ct);
        await db.UserDepartments.Where(d => d.UserId == userId).ExecuteDeleteAsync(ct);
        db.UserDepartments.AddRange(existing.Select(d => new UserDepartment { UserId = userId, DepartmentId = d }));
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return PersonChange.Done;
    }

    public async Task SeenAsync(Guid userId, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(ct);
        await db.Users.Where(u => u.Id == userId).ExecuteUpdateAsync(set => set.SetProperty(u => u.LastSeenAt, now), ct);
    }

    public static bool IsAddress(string email) =>
        email.Length <= 254 && MailAddress.TryCreate(email, out var address) && address.Address == email && !email.Any(char.IsWhiteSpace);

    // Two administrators who demote each other at the same moment must not both succeed: whoever comes second waits, then sees what the
    // first has done. SQLite: serializable takes the write lock at once. PostgreSQL: read committed, after a lock that only writers of this
    // table wait for; serializable would end the second with an error instead of an answer.
    private async Task<PersonChange> ChangeAsync(Guid userId, bool leavesAdministration, Action<User> change, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var postgres = database.Dialect.Name == "postgres";
        await using var transaction = await db.Database.BeginTransactionAsync(postgres ? IsolationLevel.ReadCommitted : IsolationLevel.Serializable, ct);
        if (postgres)
            await db.Database.ExecuteSqlAsync($"lock table users in share row exclusive mode", ct);
        if (await db.Users.SingleOrDefaultAsync(u => u.Id == userId, ct) is not { } user)
            return PersonChange.NotFound;
        if (leavesAdministration && user is { Role: Role.Administrator, Disabled: false }
            && !await db.Users.AnyAsync(u => u.Id != userId && u.Role == Role.Administrator && !u.Disabled, ct))
            return PersonChange.LastAdministrator;

        change(user);
        user.SecurityStamp = Secret.New();
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return PersonChange.Done;
    }
}
