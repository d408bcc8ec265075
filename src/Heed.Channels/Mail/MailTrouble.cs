using System.Globalization;
using System.Resources;
using Heed.Core.Channels;

namespace Heed.Channels.Mail;

/// <summary>Everything that can stand in the way of a mail. The words of each stand in MailTexts.resx as <c>trouble.too-large</c>.</summary>
internal enum MailTrouble
{
    /// <summary>Said: status and words of the server.</summary>
    TryLater,

    /// <summary>Said: status and words of the server.</summary>
    PasswordRefused,

    /// <summary>Said: the words of the OAuth provider.</summary>
    GrantRefused,

    /// <summary>Said: status and words of the server.</summary>
    TooLarge,

    /// <summary>Said: status and words of the server.</summary>
    Refused,

    /// <summary>Said: status and words of the server.</summary>
    OddAnswer,

    /// <summary>Said: the server, and its words.</summary>
    SignInFailed,
    NotSupported,
    BrokeInHandOver,
    Unreachable,
    NoSmtp,
    SmtpUnreadable,
    ImapUnreadable,

    /// <summary>Said: what stands in the address's place.</summary>
    BadAddress,

    /// <summary>Said: the file's name.</summary>
    FileEmpty,

    /// <summary>Said: the server.</summary>
    LineBroke,

    /// <summary>Said: the folder's name.</summary>
    FolderClosed,

    /// <summary>Said: the address, and the report's words.</summary>
    Bounced,
    NothingToModerate,
}

/// <summary>What Heed says about mail in English, French and Spanish.</summary>
internal static class MailTexts
{
    private static readonly ResourceManager Texts = new("Heed.Channels.Mail.MailTexts", typeof(MailTexts).Assembly);

    public static Trouble As(this MailTrouble what, string? said = null) => Trouble.Of(Network.Mail, what, said);

    public static string? Words(string key, CultureInfo language) => Texts.GetString(key, language);
}
