using System.Security.Claims;
using Heed.Server.Design;
using Heed.Storage.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Heed.Server.Access;

/// <summary>Every way into a session passes here: nobody disabled gets one, and a password alone gives none.</summary>
internal sealed class SignIn(
    UserManager<User> users,
    Authenticator authenticator,
    IHttpContextAccessor context,
    IUserClaimsPrincipalFactory<User> claims,
    IOptions<IdentityOptions> options,
    ILogger<SignInManager<User>> logger,
    IAuthenticationSchemeProvider schemes,
    IUserConfirmation<User> confirmation)
    : SignInManager<User>(users, context, claims, options, logger, schemes, confirmation)
{
    private const int LongestCredential = 64 * 1024;

    public override Task<bool> CanSignInAsync(User user) => Task.FromResult(!user.Disabled);

    public override async Task<bool> ValidateSecurityStampAsync(User? user, string? securityStamp) =>
        user is { Disabled: false } && await base.ValidateSecurityStampAsync(user, securityStamp);

    public override async Task SignInWithClaimsAsync(User user, AuthenticationProperties? authenticationProperties, IEnumerable<Claim> additionalClaims)
    {
        await Context.SignOutAsync(Schemes.SetUp);
        await base.SignInWithClaimsAsync(user, authenticationProperties, additionalClaims);
        if (user.Language is not null)
            ShowIn(user.Language);
    }

    /// <summary>Puts a person's language into this browser's cookie; null: as the browser says.</summary>
    public void ShowIn(string? language) => Preferences.Keep(Context, Preferences.CultureCookie, language);

    /// <summary>Tries a mail address and a password. An address nobody has takes as long to refuse as one that somebody has.</summary>
    public async Task<SignInResult> EnterAsync(string email, string password)
    {
        if (await UserManager.FindByNameAsync(email.Trim()) is { } user)
            return await PasswordSignInAsync(user, password, isPersistent: true, lockoutOnFailure: true);
        UserManager.PasswordHasher.HashPassword(Newcomer.Make(Guid.Empty, email, "", Role.Reader, DateTimeOffset.UnixEpoch), password);
        return SignInResult.Failed;
    }

    /// <summary>Tries a passkey: the answer of the browser's authenticator, as JSON.</summary>
    public async Task<SignInResult> EnterByPasskeyAsync(string? credential)
    {
        if (!await IsAskedAsync(credential))
            return SignInResult.Failed;
        return await PasskeySignInAsync(credential!); // IsAskedAsync saw it
    }

    /// <summary>Checks a passkey just made; null: not genuine, or nobody asked for one.</summary>
    public async Task<MadePasskey?> AttestAsync(string? credential)
    {
        if (!await IsAskedAsync(credential))
            return null;
        var made = await PerformPasskeyAttestationAsync(credential!); // IsAskedAsync saw it
        return made.Succeeded && Guid.TryParse(made.UserEntity.Id, out var id) ? new MadePasskey(id, made.Passkey) : null;
    }

    /// <summary>Lets someone whose password was right, and who has no authenticator, set one up.</summary>
    public async Task BeginSetUpAsync(User user)
    {
        // A new key changes the security stamp: first the key, then the cookie that holds the stamp.
        await authenticator.BeginAsync(user);
        var identity = new ClaimsIdentity(
            [new Claim(ClaimTypes.NameIdentifier, user.Id.ToString()), new Claim(Options.ClaimsIdentity.SecurityStampClaimType, await UserManager.GetSecurityStampAsync(user))],
            Schemes.SetUp);
        await Context.SignInAsync(Schemes.SetUp, new ClaimsPrincipal(identity));
    }

    /// <summary>Who is setting up an authenticator before their first session; null: nobody, or they have one by now.</summary>
    public async Task<User?> FindInSetUpAsync()
    {
        var step = await Context.AuthenticateAsync(Schemes.SetUp);
        if (step.Principal is null || await ValidateSecurityStampAsync(step.Principal) is not { TwoFactorEnabled: false } user)
            return null;
        return await CanSignInAsync(user) && !await UserManager.IsLockedOutAsync(user) ? user : null;
    }

    // Identity keeps the question in this cookie and throws when there is none: a form sent twice or too late is no bug.
    private async Task<bool> IsAskedAsync(string? credential) =>
        credential is { Length: > 0 and <= LongestCredential } && (await Context.AuthenticateAsync(IdentityConstants.TwoFactorUserIdScheme)).Succeeded;

    protected override async Task<SignInResult> SignInOrTwoFactorAsync(User user, bool isPersistent, string? loginProvider = null, bool bypassTwoFactor = false)
    {
        if (bypassTwoFactor || user.TwoFactorEnabled)
            return await base.SignInOrTwoFactorAsync(user, isPersistent, loginProvider, bypassTwoFactor);
        await BeginSetUpAsync(user);
        return NeedsSetUp.Instance;
    }

    /// <summary>The password was right; an authenticator has to be set up before anything else.</summary>
    public sealed class NeedsSetUp : SignInResult
    {
        private NeedsSetUp() => RequiresTwoFactor = true;

        public static NeedsSetUp Instance { get; } = new();
    }
}

/// <param name="UserId">Whom it was made for.</param>
internal sealed record MadePasskey(Guid UserId, UserPasskeyInfo Passkey);
