using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;

namespace Heed.Server.Access;

/// <summary>How a request proves who it is: the session cookie, or a bearer token.</summary>
internal static class Schemes
{
    /// <summary>Looks at the request and picks one of the others.</summary>
    public const string Any = "any";

    /// <summary>A right password whose owner has no authenticator yet: good for setting one up and nothing else.</summary>
    public const string SetUp = "set-up";

    public static readonly TimeSpan SessionLength = TimeSpan.FromHours(12);

    private static readonly TimeSpan StepLength = TimeSpan.FromMinutes(15);

    public static void AddSchemes(this IServiceCollection services, HeedOptions options)
    {
        services
            .AddAuthentication(Any)
            .AddPolicyScheme(Any, null, any => any.ForwardDefaultSelector = context =>
                TokenScheme.Concerns(context.Request) ? TokenScheme.Name : IdentityConstants.ApplicationScheme)
            .AddScheme<AuthenticationSchemeOptions, TokenScheme>(TokenScheme.Name, null)
            .AddCookie(IdentityConstants.ApplicationScheme, cookie =>
            {
                Bake(cookie, "heed", SessionLength, options);
                cookie.SlidingExpiration = true;
                cookie.LoginPath = "/sign-in";
                cookie.Events.OnValidatePrincipal = ValidateAsync;
                cookie.Events.OnSigningIn = signing =>
                {
                    // A phone closes its browser between two customers; the twelve hours decide, not the browser.
                    signing.Properties.IsPersistent = true;
                    return Task.CompletedTask;
                };
                cookie.Events.OnRedirectToLogin = redirect => AnswerAsync(redirect, StatusCodes.Status401Unauthorized);
                cookie.Events.OnRedirectToAccessDenied = redirect =>
                {
                    redirect.Response.StatusCode = StatusCodes.Status403Forbidden;
                    return Task.CompletedTask;
                };
            })
            .AddCookie(IdentityConstants.TwoFactorUserIdScheme, cookie =>
            {
                Bake(cookie, "heed-step", StepLength, options);
                cookie.Events.OnRedirectToReturnUrl = _ => Task.CompletedTask;
            })
            .AddCookie(IdentityConstants.TwoFactorRememberMeScheme, cookie => Bake(cookie, "heed-device", StepLength, options)) // never issued; Identity signs it out with the rest
            .AddCookie(SetUp, cookie => Bake(cookie, "heed-set-up", StepLength, options));

        services.Configure<SecurityStampValidatorOptions>(stamp =>
        {
            stamp.ValidationInterval = TimeSpan.FromMinutes(1);
            stamp.OnRefreshingPrincipal = refreshing =>
            {
                // How somebody came in decides what they may reset; the fresh principal does not know it.
                if (refreshing.CurrentPrincipal?.FindFirst(ClaimTypes.AuthenticationMethod) is { } method)
                    refreshing.NewPrincipal?.Identities.First().AddClaim(method.Clone());
                return Task.CompletedTask;
            };
        });
    }

    /// <summary>Cookies that scripts cannot read, other sites cannot send, and (on https) no other host can set.</summary>
    public static void Bake(CookieBuilder cookie, string name, HeedOptions options)
    {
        cookie.Name = options.HttpsOnly ? "__Host-" + name : name;
        cookie.HttpOnly = true;
        cookie.SameSite = SameSiteMode.Lax;
        cookie.SecurePolicy = options.HttpsOnly ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
        cookie.Path = "/";
        cookie.IsEssential = true;
    }

    private static void Bake(CookieAuthenticationOptions cookie, string name, TimeSpan length, HeedOptions options)
    {
        Bake(cookie.Cookie, name, options);
        cookie.ExpireTimeSpan = length;
    }

    // Once a minute the stamp is compared with the database; that is also when somebody was last seen.
    private static async Task ValidateAsync(CookieValidatePrincipalContext validation)
    {
        await SecurityStampValidator.ValidatePrincipalAsync(validation);
        if (validation is { ShouldRenew: true, Principal: { } principal } && Actor.Of(principal).UserId is { } id)
            await validation.HttpContext.RequestServices.GetRequiredService<People>().SeenAsync(id, validation.HttpContext.RequestAborted);
    }

    // Programs get a status; only a page that a person opens leads to the sign-in page.
    private static Task AnswerAsync(RedirectContext<CookieAuthenticationOptions> redirect, int status)
    {
        var request = redirect.Request;
        var page = HttpMethods.IsGet(request.Method)
            && !request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
            && !request.Path.StartsWithSegments("/_blazor", StringComparison.OrdinalIgnoreCase)
            && !request.Path.StartsWithSegments("/metrics", StringComparison.OrdinalIgnoreCase);
        if (page)
            redirect.Response.Redirect(redirect.RedirectUri);
        else
            redirect.Response.StatusCode = status;
        return Task.CompletedTask;
    }
}
