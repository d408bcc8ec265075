using System.Globalization;
using System.Resources;
using Heed.Core.Channels;

namespace Heed.Channels.Facebook;

/// <summary>Everything that can stand in the way on Facebook. The words of each stand in FacebookTexts.resx as <c>trouble.window-closed</c>.</summary>
internal enum FacebookTrouble
{
    AppRemoved,
    PasswordChanged,
    TokenExpired,
    RoleLost,

    /// <summary>Said: Meta's own words.</summary>
    TokenRefused,

    /// <summary>Said: the setting that is missing.</summary>
    SettingMissing,
    WindowClosed,
    NoHumanAgent,
    Restricted,
    PersonUnreachable,
    PersonUnknown,
    Gone,
    PrivateReplyUsed,
    NoPrivateReply,
    Blocked,
    PostedAlready,

    /// <summary>Said: Meta's number.</summary>
    RateLimit,

    /// <summary>Said: Meta's number and words.</summary>
    Stumbled,

    /// <summary>Said: Meta's own words.</summary>
    PermissionMissing,

    /// <summary>Said: Meta's own words.</summary>
    Refused,

    /// <summary>Said: the HTTP status.</summary>
    RefusedSilently,

    /// <summary>Said: the HTTP status.</summary>
    NoVerdict,
    UnreadableAnswer,
    NoSuccess,
    NoTarget,

    /// <summary>Said: the way that does not exist.</summary>
    NoSuchMode,

    /// <summary>Said: what was set.</summary>
    BadPageId,
    NoRecipient,
    Empty,
    OneFileOnly,

    /// <summary>Said: the file's name.</summary>
    FileLost,

    /// <summary>Said: Meta's own words.</summary>
    FileRefused,
    TextOrFile,
    NoIdGiven,
    NotThere,
}

/// <summary>What Heed says about Facebook in English, French and Spanish.</summary>
internal static class FacebookTexts
{
    private static readonly ResourceManager Texts = new("Heed.Channels.Facebook.FacebookTexts", typeof(FacebookTexts).Assembly);

    public static Trouble As(this FacebookTrouble what, string? said = null) => Trouble.Of(Network.Facebook, what, said);

    public static string? Words(string key, CultureInfo language) => Texts.GetString(key, language);
}
