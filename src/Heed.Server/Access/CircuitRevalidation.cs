using System.Security.Claims;
using Heed.Storage;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Heed.Server.Access;

/// <summary>A screen held open asks no cookie: looks once a minute whether its person may still be here.</summary>
internal sealed class CircuitRevalidation(ILoggerFactory logger, IDbContextFactory<HeedDb> databases, IOptions<IdentityOptions> options, TimeProvider clock)
    : RevalidatingServerAuthenticationStateProvider(logger)
{
    protected override TimeSpan RevalidationInterval => TimeSpan.FromMinutes(1);

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken)
    {
        var principal = authenticationState.User;
        if (!Guid.TryParse(principal.FindFirstValue(ClaimTypes.NameIdentifier), out var id))
            return false;
        var stamp = principal.FindFirstValue(options.Value.ClaimsIdentity.SecurityStampClaimType);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var now = clock.GetUtcNow();
        return await db.Users.Where(u => u.Id == id && !u.Disabled && u.SecurityStamp == stamp)
            .ExecuteUpdateAsync(set => set.SetProperty(u => u.LastSeenAt, now), cancellationToken) == 1;
    }
}
