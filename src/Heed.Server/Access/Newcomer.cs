using System.Text.Json;
using Heed.Storage;
using Heed.Storage.Access;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Heed.Server.Access;

/// <summary>What someone tells about themselves when they take up an invitation.</summary>
internal sealed record Introduction(string Email, string Name, string? Language);

/// <summary>How taking up a link ended.</summary>
internal abstract record Arrival
{
    private Arrival() { }

    public sealed record In(User User) : Arrival;

    /// <summary>Used, expired or never made: one answer, so that guessing tells nothing.</summary>
    public sealed record LinkGone : Arrival;

    /// <param name="Codes">What is wrong, as codes of Identity or <see cref="PasswordRules"/>.</param>
    public sealed record Refused(IReadOnlyList<string> Codes) : Arrival;
}

/// <summary>Takes up links: uses one and makes or finds its person in one transaction, so that a refused password does not burn the link.</summary>
internal sealed class Newcomer(HeedDb db, UserManager<User> users, AccessLinks links, TimeProvider clock)
{
    public static User Make(Guid id, string email, string name, Role role, DateTimeOffset now) =>
        new() { Id = id, UserName = email, Email = email, EmailConfirmed = true, Name = name, Role = role, CreatedAt = now, LockoutEnabled = true };

    public async Task<Arrival> SignInAsync(string secret, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await links.TakeAsync(db, secret, ct) is not { Kind: AccessLinkKind.SignIn, UserId: { } userId })
            return new Arrival.LinkGone();
        if (await users.FindByIdAsync(userId.ToString()) is not { Disabled: false } user)
            return new Arrival.LinkGone();
        await transaction.CommitAsync(ct);
        return new Arrival.In(user);
    }

    /// <param name="id">The id a passkey was made for; null: chosen here.</param>
    public async Task<Arrival> JoinAsync(string secret, Guid? id, Introduction introduction, string? password, UserPasskeyInfo? passkey, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await links.TakeAsync(db, secret, ct) is not { Kind: AccessLinkKind.Invitation } link)
            return new Arrival.LinkGone();

        // An invitation is for one address; only the first administrator's leaves it open.
        var now = clock.GetUtcNow();
        var user = Make(id ?? Guid.CreateVersion7(now), link.Email ?? introduction.Email.Trim(), introduction.Name.Trim(), link.Role, now);
        user.Language = string.IsNullOrEmpty(introduction.Language) ? null : introduction.Language;
        var made = password is null ? await users.CreateAsync(user) : await users.CreateAsync(user, password);
        if (made.Succeeded && passkey is not null)
            made = await users.AddOrUpdatePasskeyAsync(user, passkey);
        if (!made.Succeeded)
            return new Arrival.Refused([.. made.Errors.Select(e => e.Code)]);

        var wanted = JsonSerializer.Deserialize<Guid[]>(link.Departments) ?? [];
        var departments = await db.Departments.Where(d => wanted.Contains(d.Id)).Select(d => d.Id).ToListAsync(ct);
        db.UserDepartments.AddRange(departments.Select(d => new UserDepartment { UserId = user.Id, DepartmentId = d }));
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return new Arrival.In(user);
    }
}
