using Heed.Core.Messages;
using Heed.Server.Inbox;
using Heed.Server.Media;
using Heed.Server.Settings;
using Heed.Storage;
using Microsoft.EntityFrameworkCore;

namespace Heed.Server.Api;

/// <summary>Which messages the API is asked for; what is null does not narrow.</summary>
internal sealed record MessageAsk(Guid? CaseId = null, Direction? Direction = null, Guid? Account = null, string? ExternalId = null, DateTimeOffset? Since = null);

/// <summary>Messages for programs: oldest first, by the network's own time.</summary>
internal sealed class MessageReads(IDbContextFactory<HeedDb> contexts, ChannelWords words)
{
    public async Task<Listing<MessageJson>> ListAsync(MessageAsk ask, (long Key, Guid Id)? after, int limit, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var messages = Narrow(db, ask);
        if (after is var (key, id))
        {
            // The first half alone is a range of the index; the second only breaks ties.
            var at = DateTimeOffset.FromUnixTimeMilliseconds(key);
            messages = messages.Where(m => m.At >= at && (m.At > at || m.Id > id));
        }

        var rows = await messages.OrderBy(m => m.At).ThenBy(m => m.Id).Take(limit + 1).ToListAsync(ct);
        return Listing<MessageJson>.Of(await ViewAsync(db, rows, ct), limit, m => PageCursor.Place(m.At.ToUnixTimeMilliseconds(), m.Id));
    }

    /// <summary>One message; null when there is none.</summary>
    public async Task<MessageJson?> FindAsync(Guid id, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await ViewAsync(db, await db.Messages.AsNoTracking().Where(m => m.Id == id).ToListAsync(ct), ct) is [var found] ? found : null;
    }

    private static IQueryable<Message> Narrow(HeedDb db, MessageAsk ask)
    {
        var messages = db.Messages.AsNoTracking();
        if (ask.CaseId is { } caseId)
            messages = messages.Where(m => m.CaseId == caseId);
        if (ask.Direction is { } direction)
            messages = messages.Where(m => m.Direction == direction);
        if (ask.Account is { } account)
            messages = messages.Where(m => m.AccountId == account);
        if (ask.ExternalId is { } external)
            // Every edit of a post on X has an id of its own: each of them finds the one message.
            messages = messages.Where(m => m.ExternalId == external || m.LatestId == external
                || db.MessageAliases.Any(a => a.MessageId == m.Id && a.AccountId == m.AccountId && a.ExternalId == external));
        if (ask.Since is { } since)
            messages = messages.Where(m => m.At >= since);
        return messages;
    }

    private async Task<IReadOnlyList<MessageJson>> ViewAsync(HeedDb db, List<Message> rows, CancellationToken ct)
    {
        var withFiles = rows.Where(m => m.AttachmentCount > 0).Select(m => m.Id).ToList();
        var files = await InboxQueries.FilesAsync(db, withFiles, ct);
        return [.. rows.Select(m => View(m, files[m.Id]))];
    }

    private MessageJson View(Message m, IEnumerable<AttachmentView> files) => new()
    {
        Id = m.Id,
        CaseId = m.CaseId,
        Direction = m.Direction,
        Visibility = m.Visibility,
        Channel = m.Network,
        Account = m.AccountId,
        ExternalId = m.ExternalId,
        Kind = m.Kind,
        Text = m.Text,
        Language = m.Language,
        State = m.State,
        Failure = words.Tell(m.Failure, ChannelWords.English),
        FailureCode = ChannelWords.CodeOf(m.Failure),
        At = m.At,
        ReceivedAt = m.ReceivedAt,
        Author = new Author(m.AuthorName, m.AgentId, m.IdentityId),
        InReplyTo = m.InReplyTo,
        EditedAt = m.EditedAt,
        DeletedAt = m.DeletedAt,
        Hidden = m.Hidden,
        Automatic = m.Automatic,
        Reaction = m.Reaction,
        Attachments =
        [
            .. files.Where(f => !BlockedPictures.Is(f.ContentId)).Select(f => new AttachmentJson(f.Id, f.Name, f.ContentType, f.Size, f.Inline, f.Ready ? $"/attachments/{f.Id}" : null, f.Failure)),
        ],
    };
}
