using System.Globalization;
using Heed.Core.Channels;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Search;
using MailKit.Security;

namespace Heed.Channels.Mail;

/// <summary>Fetches what is new in the mailbox's folders. Reads only: no mail is marked, moved or deleted.</summary>
internal sealed class MailPoller(TimeProvider clock, MailLines lines)
{
    private const int BatchMails = 50;

    // A batch is held in memory until it is stored.
    private const long BatchBytes = 32 * 1024 * 1024;

    private static readonly TimeSpan MaxPoll = TimeSpan.FromMinutes(5);

    public async Task<PollResult> PollAsync(ChannelAccount account, string? cursor, HttpClient http, CancellationToken ct)
    {
        var settings = new MailSettings(account);
        if (settings.Imap is not { } endpoint)
        {
            return new PollResult([], cursor, false, settings.HasImap ? MailTrouble.ImapUnreadable.As() : null);
        }

        var batch = new Batch(MailCursor.Read(cursor));
        using var limit = MailFolders.Limit(MaxPoll, ct);
        try
        {
            using var client = await lines.OpenImapAsync(settings, endpoint, http, limit.Token);
            foreach (var name in settings.Folders)
            {
                await ReadFolderAsync(client, settings, name, batch, limit.Token);
            }

            await client.DisconnectAsync(true, limit.Token);
        }
        catch (MailGrantException e)
        {
            return batch.Result(e.Why, disconnected: e.Dead);
        }
        catch (AuthenticationException e)
        {
            return batch.Result(MailTrouble.SignInFailed.As($"{endpoint}: {MailStrings.OneLine(e.Message, 200)}"), disconnected: !MailErrors.IsPassing(e));
        }
        catch (Exception e) when (!ct.IsCancellationRequested && (MailErrors.IsLine(e) || e is CommandException))
        {
            // What was read before the line broke stands, and so does the cursor that goes with it.
            return batch.Result(MailTrouble.LineBroke.As($"{endpoint}, {e.GetType().Name}"));
        }

        return batch.Result(null);
    }

    private async Task ReadFolderAsync(ImapClient client, MailSettings settings, string name, Batch batch, CancellationToken ct)
    {
        IMailFolder folder;
        try
        {
            folder = await client.GetFolderAsync(name, ct);
            await folder.OpenAsync(FolderAccess.ReadOnly, ct);
        }
        catch (Exception e) when (e is FolderNotFoundException or ImapCommandException)
        {
            // Its neighbours are still read.
            batch.ClosedFolders.Add(name);
            return;
        }

        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var known = batch.Cursors.GetValueOrDefault(name);
        var since = known?.Since ?? today.AddDays(-settings.HistoryDays);
        var fresh = known is null || known.UidValidity != folder.UidValidity;
        var last = fresh ? 0 : known!.LastUid; // not null: fresh would be true
        var uids = await NewUidsAsync(folder, last, fresh ? since : null, ct);

        // A folder read for the first time starts below the first mail that is young enough, or behind everything when none is.
        var end = !fresh ? last : uids.Count > 0 ? uids[0].Id - 1 : (folder.UidNext?.Id ?? 1) - 1;
        var taken = uids.Take(BatchMails).ToList();
        var complete = true;
        foreach (var summary in await SummariesAsync(folder, taken, ct))
        {
            if (batch.IsFull)
            {
                complete = false;
                break;
            }

            batch.Add(await FetchAsync(folder, name, summary, ct), summary.Size ?? 0);
            end = summary.UniqueId.Id;
            batch.Cursors[name] = new FolderCursor(folder.UidValidity, end, since);
        }

        // A mail that vanished between the search and the fetch has no summary; it must not hold up the cursor.
        end = complete && taken.Count > 0 ? taken[^1].Id : end;
        batch.Cursors[name] = new FolderCursor(folder.UidValidity, end, since);
        batch.More |= uids.Count > 0 && uids[^1].Id > end;
    }

    // "n:*" names the highest mail even when it is below n (RFC 9051 §9, seq-range), hence the filter.
    private static async Task<List<UniqueId>> NewUidsAsync(IMailFolder folder, uint last, DateOnly? since, CancellationToken ct)
    {
        if (folder.Count == 0 || last == uint.MaxValue)
        {
            return [];
        }

        var range = new UniqueIdRange(new UniqueId(last + 1), UniqueId.MaxValue);
        SearchQuery query = since is { } day ? SearchQuery.DeliveredAfter(day.ToDateTime(TimeOnly.MinValue)) : SearchQuery.Uids(range);
        return [.. (await folder.SearchAsync(query, ct)).Where(u => u.Id > last).OrderBy(u => u.Id)];
    }

    private static async Task<IEnumerable<IMessageSummary>> SummariesAsync(IMailFolder folder, List<UniqueId> uids, CancellationToken ct) =>
        uids.Count == 0 ? [] : (await folder.FetchAsync(uids, MessageSummaryItems.UniqueId | MessageSummaryItems.Size | MessageSummaryItems.InternalDate, ct)).OrderBy(s => s.UniqueId.Id);

    private static async Task<RawDelivery> FetchAsync(IMailFolder folder, string name, IMessageSummary summary, CancellationToken ct)
    {
        var headers = new Dictionary<string, string> { [MailDelivery.Folder] = name };
        if (summary.InternalDate is { } received)
        {
            headers[MailDelivery.Received] = received.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        }

        var where = string.Create(CultureInfo.InvariantCulture, $"it stays in the folder '{name}' as uid {summary.UniqueId.Id}");
        if (summary.Size > MailSettings.MaxBytes)
        {
            headers[MailDelivery.Unfetched] = string.Create(CultureInfo.InvariantCulture, $"a mail of at most {MailSettings.MaxBytes} bytes was expected, this one has {summary.Size}; {where}");
            return new RawDelivery(ReadOnlyMemory<byte>.Empty, "message/rfc822", headers);
        }

        try
        {
            // BODY.PEEK[]: the customer's mail stays unread for whoever else looks into the mailbox.
            await using var stream = await folder.GetStreamAsync(summary.UniqueId, ct);
            using var bytes = new MemoryStream();
            await stream.CopyToAsync(bytes, ct);
            return new RawDelivery(bytes.ToArray(), "message/rfc822", headers);
        }
        catch (Exception e) when (e is CommandException or MessageNotFoundException)
        {
            headers[MailDelivery.Unfetched] = $"the mail server could not give this mail out; {where}";
            return new RawDelivery(ReadOnlyMemory<byte>.Empty, "message/rfc822", headers);
        }
    }

    /// <summary>What one poll has gathered.</summary>
    private sealed class Batch(Dictionary<string, FolderCursor> cursors)
    {
        private readonly List<RawDelivery> _deliveries = [];
        private long _bytes;

        public Dictionary<string, FolderCursor> Cursors => cursors;

        public List<string> ClosedFolders { get; } = [];

        public bool More { get; set; }

        public bool IsFull => _deliveries.Count >= BatchMails || _bytes >= BatchBytes;

        public void Add(RawDelivery delivery, long bytes)
        {
            _deliveries.Add(delivery);
            _bytes += bytes;
        }

        public PollResult Result(Trouble? failure, bool disconnected = false)
        {
            var more = More && failure is null;
            failure ??= ClosedFolders.Count == 0 ? null : MailTrouble.FolderClosed.As(string.Join(", ", ClosedFolders));
            return new PollResult(_deliveries, MailCursor.Write(cursors), more, failure, disconnected);
        }
    }
}
