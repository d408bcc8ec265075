using Heed.Core.Channels;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;

namespace Heed.Channels.Mail;

/// <summary>Tries the mailbox's lines and says in plain words what is wrong.</summary>
internal sealed class MailCheck(MailLines lines)
{
    public async Task<ChannelCheck> RunAsync(ChannelAccount account, HttpClient http, CancellationToken ct)
    {
        var settings = new MailSettings(account);
        var found = new CheckLines(MailTexts.Words);
        if (MailAddresses.IsUsable(settings.Address))
        {
            found.Good("address", settings.Address);
        }
        else
        {
            found.Bad("no-address", settings.Address);
        }

        if (MailReplyAddress.Make(settings.Address, Guid.Empty, [1]) is null)
        {
            found.Bad("address-long");
        }

        await ImapAsync(settings, found, http, ct);
        await SmtpAsync(settings, found, http, ct);
        return found.Result;
    }

    private async Task ImapAsync(MailSettings settings, CheckLines found, HttpClient http, CancellationToken ct)
    {
        if (settings.Imap is not { } endpoint)
        {
            if (settings.HasImap)
            {
                found.Bad("url-unreadable", "imap", "imaps://user@host");
            }
            else
            {
                found.Good("no-imap");
            }

            return;
        }

        using var limit = MailFolders.Limit(MailLines.Patience, ct);
        try
        {
            using var client = await lines.OpenImapAsync(settings, endpoint, http, limit.Token);
            found.Good("imap", endpoint, endpoint.User);
            foreach (var name in settings.Folders)
            {
                await FolderAsync(client, name, found, limit.Token);
            }

            await client.DisconnectAsync(true, limit.Token);
        }
        catch (Exception e) when (!ct.IsCancellationRequested && IsExpected(e))
        {
            Failed(found, "IMAP", "imap", endpoint, e);
        }
    }

    private static async Task FolderAsync(MailKit.Net.Imap.ImapClient client, string name, CheckLines found, CancellationToken ct)
    {
        try
        {
            var folder = await client.GetFolderAsync(name, ct);
            await folder.OpenAsync(FolderAccess.ReadOnly, ct);
            found.Good("folder", name);
        }
        catch (Exception e) when (e is FolderNotFoundException or CommandException)
        {
            found.Bad("folder-closed", name);
        }
    }

    private async Task SmtpAsync(MailSettings settings, CheckLines found, HttpClient http, CancellationToken ct)
    {
        if (settings.Smtp is not { } endpoint)
        {
            if (settings.HasSmtp)
            {
                found.Bad("url-unreadable", "smtp", "smtps://user@host:465");
            }
            else
            {
                found.Bad("no-smtp");
            }

            return;
        }

        using var limit = MailFolders.Limit(MailLines.Patience, ct);
        try
        {
            using var client = new SmtpClient();
            await lines.OpenSmtpAsync(client, settings, endpoint, http, limit.Token);
            if (client.IsAuthenticated)
            {
                found.Good("smtp", endpoint, endpoint.User);
            }
            else
            {
                found.Good("smtp-open", endpoint);
            }

            await client.DisconnectAsync(true, limit.Token);
        }
        catch (Exception e) when (!ct.IsCancellationRequested && IsExpected(e))
        {
            Failed(found, "SMTP", "smtp", endpoint, e);
        }
    }

    private static bool IsExpected(Exception e) => MailErrors.IsLine(e) || e is AuthenticationException or CommandException;

    private static void Failed(CheckLines found, string protocol, string key, MailEndpoint endpoint, Exception e)
    {
        switch (e)
        {
            case MailGrantException grant: found.Bad("grant", protocol, endpoint, found.InWords(grant.Why)); break;
            case AuthenticationException: found.Bad("sign-in", protocol, endpoint, endpoint.User, MailStrings.OneLine(e.Message, 300), key); break;
            case SslHandshakeException: found.Bad("tls", protocol, endpoint, endpoint.Host); break;
            default: found.Bad("unreachable", protocol, endpoint, e.GetType().Name, key); break;
        }
    }
}
