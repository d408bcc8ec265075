namespace Heed.Channels.Mail;

/// <summary>Headers that travel beside a raw mail, from the door or the fetch to the parser; a mail cannot set them.</summary>
public static class MailDelivery
{
    /// <summary>When it reached us: Unix milliseconds. The door adds it; the fetch takes the server's INTERNALDATE.</summary>
    public const string Received = "x-heed-received";

    /// <summary>The IMAP folder it was fetched from.</summary>
    internal const string Folder = "x-heed-folder";

    /// <summary>In place of a mail that could not be fetched: why.</summary>
    internal const string Unfetched = "x-heed-unfetched";
}
