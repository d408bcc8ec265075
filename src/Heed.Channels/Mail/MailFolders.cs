using MailKit;
using MailKit.Net.Imap;

namespace Heed.Channels.Mail;

/// <summary>Finding folders, and time limits on talking to them.</summary>
internal static class MailFolders
{
    /// <summary>The folder of sent mail, made when there is none.</summary>
    public static async Task<IMailFolder?> MakeSentAsync(ImapClient client, MailSettings settings, CancellationToken ct) =>
        await SentAsync(client, settings, ct)
        ?? (client.PersonalNamespaces.Count > 0 ? await client.GetFolder(client.PersonalNamespaces[0]).CreateAsync(settings.SentFolder, true, ct) : null);

    /// <summary>The folder of sent mail: the one named in the settings, else the one the server marks as such; null when there is none.</summary>
    public static async Task<IMailFolder?> SentAsync(ImapClient client, MailSettings settings, CancellationToken ct)
    {
        try
        {
            return await client.GetFolderAsync(settings.SentFolder, ct);
        }
        catch (FolderNotFoundException)
        {
            return client.Capabilities.HasFlag(ImapCapabilities.SpecialUse) || client.Capabilities.HasFlag(ImapCapabilities.XList)
                ? client.GetFolder(SpecialFolder.Sent)
                : null;
        }
    }

    /// <summary>Ends with the caller's token or after a time, whichever comes first.</summary>
    public static CancellationTokenSource Limit(TimeSpan atMost, CancellationToken ct)
    {
        var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(atMost);
        return limit;
    }
}
