using Heed.Core.Channels;
using MailKit;
using MailKit.Net.Imap;

namespace Heed.Channels.Mail;

/// <summary>Waits for new mail with IMAP IDLE on INBOX (RFC 2177).</summary>
internal sealed class MailIdle(TimeProvider clock, MailLines lines)
{
    // Servers end an IDLE at 30 minutes, routers forget a silent line after ten.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(9);
    private static readonly TimeSpan WithoutIdle = TimeSpan.FromSeconds(45);

    // A mail that came between the last poll and now wakes nobody: one this young ends the wait, after a pause that keeps polls apart.
    private static readonly TimeSpan Gap = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Apart = TimeSpan.FromSeconds(2);

    public async Task WaitAsync(ChannelAccount account, TimeSpan atMost, HttpClient http, CancellationToken ct)
    {
        var settings = new MailSettings(account);
        if (settings.Imap is not { } endpoint)
        {
            await Task.Delay(atMost, clock, ct);
            return;
        }

        var wait = atMost < Longest ? atMost : Longest;
        using var limit = MailFolders.Limit(wait + MailLines.Patience, ct);
        try
        {
            using var client = await lines.OpenImapAsync(settings, endpoint, http, limit.Token);
            await client.Inbox!.OpenAsync(FolderAccess.ReadOnly, limit.Token); // signed in, so there is an inbox
            if (await IsYoungAsync(client.Inbox, limit.Token))
            {
                await Task.Delay(wait < Apart ? wait : Apart, clock, limit.Token);
            }
            else if (client.Capabilities.HasFlag(ImapCapabilities.Idle))
            {
                await IdleAsync(client, wait, limit.Token);
            }
            else
            {
                await Task.Delay(wait < WithoutIdle ? wait : WithoutIdle, clock, limit.Token);
            }
        }
        catch (Exception e) when (!ct.IsCancellationRequested && (MailErrors.IsLine(e) || e is MailKit.Security.AuthenticationException or CommandException))
        {
            // The poll that follows meets the same trouble and reports it.
        }
    }

    private static async Task IdleAsync(ImapClient client, TimeSpan wait, CancellationToken ct)
    {
        using var done = new CancellationTokenSource(wait);
        void Wake(object? sender, EventArgs e) => done.Cancel();
        client.Inbox!.CountChanged += Wake;
        try
        {
            await client.IdleAsync(done.Token, ct);
        }
        finally
        {
            client.Inbox.CountChanged -= Wake;
        }
    }

    private async Task<bool> IsYoungAsync(IMailFolder inbox, CancellationToken ct)
    {
        if (inbox.Count == 0)
        {
            return false;
        }

        var newest = await inbox.FetchAsync(inbox.Count - 1, -1, MessageSummaryItems.InternalDate, ct);
        return newest.LastOrDefault()?.InternalDate is { } at && (clock.GetUtcNow() - at).Duration() < Gap;
    }
}
