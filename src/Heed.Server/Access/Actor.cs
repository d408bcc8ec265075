using System.Security.Claims;
using Heed.Storage.Access;

namespace Heed.Server.Access;

/// <summary>Who does something: a person, or an API token (no user id, the token's name).</summary>
internal sealed record Actor(Guid? UserId, string Name, Role Role)
{
    /// <summary>The person or token behind an authenticated request or circuit.</summary>
    /// <exception cref="InvalidOperationException">Nobody is signed in: the route lacks its policy.</exception>
    public static Actor Of(ClaimsPrincipal principal)
    {
        if (principal.Identity is not { IsAuthenticated: true } || !Enum.TryParse<Role>(principal.FindFirstValue(ClaimTypes.Role), out var role))
            throw new InvalidOperationException("Nobody is signed in here: the route lacks its policy.");

        var id = Guid.TryParse(principal.FindFirstValue(ClaimTypes.NameIdentifier), out var userId) ? userId : (Guid?)null;
        return new Actor(id, principal.FindFirstValue(ClaimTypes.Name) ?? "", role);
    }
}
