using Heed.Core.Channels;
using MailKit;
using MailKit.Search;
using MailKit.Security;

namespace Heed.Channels.Mail;

/// <summary>Looks in the mailbox for a mail whose sending ended without a word.</summary>
/// <remarks>
/// Finding it proves it was sent: either the server files what it sends, or we filed it after the server took it. Not finding it proves
/// nothing, because many servers file nothing. Then the answer is "cannot say", and whoever decides to send again may do so with the same
/// key: the Message-ID is the same, and receivers show one of two mails with the same Message-ID.
/// </remarks>
internal sealed class MailReconciler(MailLines lines)
{
    private static readonly TimeSpan AtMost = TimeSpan.FromMinutes(2);

    public async Task<SendOutcome?> ReconcileAsync(ChannelAccount account, OutboundMessage message, HttpClient http, CancellationToken ct)
    {
        var settings = new MailSettings(account);
        if (settings.Imap is not { } endpoint)
        {
            return null;
        }

        var id = MailIds.For(message.OwnKey, settings.Domain);

        // Some providers give a mail an id of their own; our mark stays.
        var query = SearchQuery.HeaderContains("Message-ID", id).Or(SearchQuery.HeaderContains(MailSignature.LoopHeader, message.OwnKey));
        using var limit = MailFolders.Limit(AtMost, ct);
        try
        {
            using var client = await lines.OpenImapAsync(settings, endpoint, http, limit.Token);
            List<IMailFolder?> folders = [await MailFolders.SentAsync(client, settings, limit.Token)];
            foreach (var name in settings.Folders)
            {
                folders.Add(await client.GetFolderAsync(name, limit.Token));
            }

            foreach (var folder in folders.OfType<IMailFolder>().DistinctBy(f => f.FullName))
            {
                await folder.OpenAsync(FolderAccess.ReadOnly, limit.Token);
                if (await HoldsAsync(folder, settings, query, limit.Token))
                {
                    return new SendOutcome.Sent(id);
                }
            }

            await client.DisconnectAsync(true, limit.Token);
            return null;
        }
        catch (Exception e) when (!ct.IsCancellationRequested && (MailErrors.IsLine(e) || e is AuthenticationException or CommandException or FolderNotFoundException))
        {
            return null;
        }
    }

    // A bounce or an answer quotes our id in other headers or parts; only a mail From us under it is the mail itself.
    private static async Task<bool> HoldsAsync(IMailFolder folder, MailSettings settings, SearchQuery query, CancellationToken ct)
    {
        var found = await folder.SearchAsync(query, ct);
        return found.Count > 0
            && (await folder.FetchAsync(found, MessageSummaryItems.Envelope, ct)).Any(s => MailAddresses.In(s.Envelope?.From).Any(f => settings.IsOwn(f.Address)));
    }
}
