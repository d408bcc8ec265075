using Heed.Storage.Access;
using Microsoft.AspNetCore.Identity;

namespace Heed.Server.Access;

/// <summary>ASP.NET Core Identity over Heed's own database.</summary>
internal static class IdentitySetup
{
    public static void AddHeedIdentity(this IServiceCollection services, HeedOptions options)
    {
        services
            .AddIdentityCore<User>(identity =>
            {
                identity.User.RequireUniqueEmail = true;
                identity.User.AllowedUserNameCharacters = ""; // the name is a mail address: any character one may have
                identity.Password.RequiredLength = 1; // PasswordRules decides
                identity.Password.RequireDigit = identity.Password.RequireLowercase = identity.Password.RequireUppercase = identity.Password.RequireNonAlphanumeric = false;
                identity.Password.RequiredUniqueChars = 0;
                identity.Lockout.MaxFailedAccessAttempts = 5;
                identity.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(10);
                identity.Lockout.AllowedForNewUsers = true;
                identity.Stores.SchemaVersion = IdentitySchemaVersions.Version3;
            })
            .AddUserStore<UserStore>()
            .AddSignInManager<SignIn>()
            .AddClaimsPrincipalFactory<HeedClaims>()
            .AddPasswordValidator<PasswordRules>()
            .AddDefaultTokenProviders();

        services.AddScoped(provider => (SignIn)provider.GetRequiredService<SignInManager<User>>());
        services.Configure<IdentityPasskeyOptions>(passkey =>
        {
            passkey.UserVerificationRequirement = "required"; // a passkey stands for password and second factor: the device must know its owner
            passkey.ResidentKeyRequirement = "required"; // nobody types a name
            if (Uri.TryCreate(options.PublicUrl, UriKind.Absolute, out var url))
                passkey.ServerDomain = url.Host;
        });
        services.AddAntiforgery(antiforgery =>
        {
            Schemes.Bake(antiforgery.Cookie, "heed-form", options);
            antiforgery.Cookie.SameSite = SameSiteMode.Strict;
            antiforgery.HeaderName = "X-Heed-Form";
            antiforgery.SuppressXFrameOptionsHeader = true; // SecurityHeaders sets it on every answer
        });
    }
}
