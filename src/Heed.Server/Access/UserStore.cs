using System.Security.Cryptography;
using Heed.Storage;
using Heed.Storage.Access;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;

namespace Heed.Server.Access;

/// <summary>Identity's store, with authenticator keys and recovery codes encrypted: a copy of the database makes no codes.</summary>
internal sealed class UserStore(HeedDb db, IDataProtectionProvider protection, IdentityErrorDescriber errors)
    : UserOnlyStore<User, HeedDb, Guid, IdentityUserClaim<Guid>, IdentityUserLogin<Guid>, IdentityUserToken<Guid>, IdentityUserPasskey<Guid>>(db, errors)
{
    private readonly IDataProtector protector = protection.CreateProtector("heed.access.user-tokens");

    public override Task SetTokenAsync(User user, string loginProvider, string name, string? value, CancellationToken cancellationToken) =>
        base.SetTokenAsync(user, loginProvider, name, value is null ? null : protector.Protect(value), cancellationToken);

    public override async Task<string?> GetTokenAsync(User user, string loginProvider, string name, CancellationToken cancellationToken)
    {
        if (await base.GetTokenAsync(user, loginProvider, name, cancellationToken) is not { } stored)
            return null;
        try
        {
            return protector.Unprotect(stored);
        }
        catch (CryptographicException)
        {
            // The key folder was lost: as if never set up. A sign-in link and a new authenticator mend it.
            return null;
        }
    }
}
