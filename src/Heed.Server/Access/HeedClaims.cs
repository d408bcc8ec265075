using System.Security.Claims;
using Heed.Storage.Access;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Heed.Server.Access;

/// <summary>What a session knows about its person, so that no screen asks the database for it.</summary>
internal sealed class HeedClaims(UserManager<User> users, IOptions<IdentityOptions> options) : UserClaimsPrincipalFactory<User>(users, options)
{
    public const string TokenId = "heed:token";
    public const string Language = "heed:language";
    public const string TimeZone = "heed:time-zone";
    public const string Theme = "heed:theme";
    public const string Shortcuts = "heed:shortcuts";

    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(User user)
    {
        var identity = await base.GenerateClaimsAsync(user);

        // Identity puts the sign-in name (the mail address) where people expect to read a person's name.
        if (identity.FindFirst(ClaimTypes.Name) is { } signInName)
            identity.RemoveClaim(signInName);
        identity.AddClaim(new Claim(ClaimTypes.Name, user.Name));
        identity.AddClaim(new Claim(ClaimTypes.Role, user.Role.ToString()));
        identity.AddClaim(new Claim(Shortcuts, user.Shortcuts ? "on" : "off"));
        Add(Language, user.Language);
        Add(TimeZone, user.TimeZone);
        Add(Theme, user.Theme);
        return identity;

        void Add(string type, string? value)
        {
            if (value is not null)
                identity.AddClaim(new Claim(type, value));
        }
    }
}
