using Heed.Storage.Access;
using Microsoft.AspNetCore.Identity;

namespace Heed.Server.Access;

/// <summary>Long, and not what everybody chooses. No rules about digits and signs: they make passwords worse (NIST SP 800-63B, 3.1.1.2).</summary>
internal sealed class PasswordRules : IPasswordValidator<User>
{
    public const int ShortestLength = 12;
    public const int LongestLength = 256;

    public const string TooShort = nameof(TooShort);
    public const string TooLong = nameof(TooLong);
    public const string TooCommon = nameof(TooCommon);

    public Task<IdentityResult> ValidateAsync(UserManager<User> manager, User user, string? password) =>
        Task.FromResult(Fault(password ?? "", user.Email, user.Name) is { } fault
            ? IdentityResult.Failed(new IdentityError { Code = fault, Description = fault })
            : IdentityResult.Success);

    /// <summary>What is wrong with a password, as a code; null: nothing.</summary>
    public static string? Fault(string password, string? email, string? name)
    {
        if (password.Length < ShortestLength)
            return TooShort;
        if (password.Length > LongestLength)
            return TooLong;
        return CommonPasswords.Contains(password) || IsOwn(password, email) || IsOwn(password, name) ? TooCommon : null;
    }

    // The person's own name or address with a few characters around it.
    private static bool IsOwn(string password, string? own) =>
        own is { Length: >= 4 } && password.Length < own.Length + 6 && password.Contains(own, StringComparison.OrdinalIgnoreCase);
}
