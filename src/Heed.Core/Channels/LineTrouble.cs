using System.Globalization;
using System.Resources;

namespace Heed.Core.Channels;

/// <summary>What can go wrong on the way to any network. The words stand in LineTexts.resx.</summary>
public enum LineTrouble
{
    NameUnknown,
    NoTls,
    ProxyRefused,
    NoConnection,
    NoAnswer,
    ConnectionBroke,
    AnswerTooLong,

    /// <summary>The address that was set is no web address; said: the address.</summary>
    BadAddress,

    /// <summary>The provider's token server cannot renew the access now; said: its HTTP status.</summary>
    TokenServer,

    /// <summary>Whoever was sending stopped in the middle of it.</summary>
    Interrupted,

    /// <summary>The network was asked and cannot say yet.</summary>
    NoWord,

    /// <summary>Heed itself failed while it was sending.</summary>
    BrokeOff,
}

/// <summary>Words for what is the same on every network.</summary>
public static class LineTexts
{
    public const string Family = "line";

    private static readonly ResourceManager Texts = new("Heed.Core.Channels.LineTexts", typeof(LineTexts).Assembly);

    public static Trouble As(this LineTrouble what, string? said = null) => Trouble.Of(Family, what, said);

    public static string? Words(string key, CultureInfo language) => Texts.GetString(key, language);
}
