using System.Globalization;
using System.Resources;
using Heed.Core.Channels;

namespace Heed.Channels.X;

/// <summary>Everything that can stand in the way on X. The words of each stand in XTexts.resx as <c>trouble.not-summoned</c>.</summary>
internal enum XTrouble
{
    NotSummoned,
    TargetGone,
    DirectMessagesClosed,
    TooLong,
    Empty,
    WrongFiles,

    /// <summary>Said: the file's name.</summary>
    FileLost,

    /// <summary>Said: X's own words.</summary>
    FileRefused,

    /// <summary>Said: the HTTP status, or how far X got.</summary>
    FileStumbled,
    NoTarget,
    NoRecipient,

    /// <summary>Said: the way that does not exist.</summary>
    NoSuchMode,
    DeleteNotOffered,
    HideNotOffered,
    TokenRefused,
    NoCredits,
    CapReached,
    AccountLocked,
    Revoked,

    /// <summary>Said: X's own words.</summary>
    AppMayNotWrite,

    /// <summary>Said: which listing, and for how many seconds.</summary>
    RateLimit,
    Redirected,
    PostedAlready,

    /// <summary>Said: the HTTP status.</summary>
    Stumbled,

    /// <summary>Said: X's own words.</summary>
    Refused,
    RefusedSilently,
    NoIdGiven,
    NotThere,

    /// <summary>Said: which listing.</summary>
    UnreadableAnswer,
}

/// <summary>What Heed says about X in English, French and Spanish.</summary>
internal static class XTexts
{
    private static readonly ResourceManager Texts = new("Heed.Channels.X.XTexts", typeof(XTexts).Assembly);

    public static Trouble As(this XTrouble what, string? said = null) => Trouble.Of(Network.X, what, said);

    public static string? Words(string key, CultureInfo language) => Texts.GetString(key, language);
}
