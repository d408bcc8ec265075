using System.Globalization;
using System.Text;
using Heed.Storage.Access;
using Microsoft.AspNetCore.Identity;
using QRCoder;

namespace Heed.Server.Access;

/// <summary>An authenticator app's key, as a person copies it and as a camera reads it.</summary>
/// <param name="Path">The dark modules as the data of one SVG path, one unit per module, quiet zone included.</param>
/// <param name="Size">Modules per side.</param>
public sealed record AuthenticatorKey(string Key, string Uri, string Path, int Size);

/// <summary>Setting up the time-based codes (RFC 6238).</summary>
internal sealed class Authenticator(UserManager<User> users)
{
    public const int RecoveryCodes = 10;

    /// <summary>Makes a new key and turns the codes off until it is confirmed. Ends the person's other sessions.</summary>
    public async Task BeginAsync(User user)
    {
        await users.SetTwoFactorEnabledAsync(user, false);
        await users.ResetAuthenticatorKeyAsync(user);
    }

    /// <summary>The key begun before; null: none.</summary>
    public async Task<AuthenticatorKey?> KeyAsync(User user)
    {
        if (await users.GetAuthenticatorKeyAsync(user) is not { Length: > 0 } key)
            return null;
        var uri = $"otpauth://totp/{System.Uri.EscapeDataString("Heed:" + user.Email)}?secret={key}&issuer=Heed&digits=6";
        using var generator = new QRCodeGenerator();
        using var code = generator.CreateQrCode(uri, QRCodeGenerator.ECCLevel.M);
        return new AuthenticatorKey(Grouped(key), uri, Draw(code), code.ModuleMatrix.Count);
    }

    /// <summary>Turns the codes on when the app shows the right one. Returns recovery codes, shown once; null: wrong code.</summary>
    public async Task<IReadOnlyList<string>?> ConfirmAsync(User user, string code)
    {
        if (!await users.VerifyTwoFactorTokenAsync(user, TokenOptions.DefaultAuthenticatorProvider, Digits(code)))
            return null;
        await users.SetTwoFactorEnabledAsync(user, true);
        return await NewRecoveryCodesAsync(user);
    }

    public async Task<IReadOnlyList<string>> NewRecoveryCodesAsync(User user) =>
        [.. await users.GenerateNewTwoFactorRecoveryCodesAsync(user, RecoveryCodes) ?? []];

    /// <summary>People type codes with the gaps their app shows.</summary>
    public static string Digits(string code) => string.Concat(code.Where(char.IsAsciiDigit));

    private static string Grouped(string key) => string.Join(' ', key.ToLowerInvariant().Chunk(4).Select(c => new string(c)));

    private static string Draw(QRCodeData code)
    {
        var path = new StringBuilder();
        for (var y = 0; y < code.ModuleMatrix.Count; y++)
        {
            for (var x = 0; x < code.ModuleMatrix.Count; x++)
            {
                if (code.ModuleMatrix[y][x])
                    path.Append(CultureInfo.InvariantCulture, $"M{x} {y}h1v1h-1z");
            }
        }

        return path.ToString();
    }
}
