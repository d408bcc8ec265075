using System.Text.Json;
using Heed.Core.Channels;
using Heed.Core.Messages;

namespace Heed.Channels.X;

/// <summary>What a post, a direct message, a deletion or a receipt means for the brand, whichever shape told it.</summary>
internal sealed partial class XParser
{
    /// <param name="activity">The Activity API's event name; it knows of a mention or quote that the object may not show.</param>
    private Verdict PostVerdict(XPost? post, string? activity, JsonElement source)
    {
        if (post is null)
            return new Verdict.SetAside($"Expected a post with id and author (author_id, or user in v1.1); found {source.ValueKind} with {MemberNames(source)}.");
        if (post.IsRepost)
            return new Verdict.Ignored("repost");

        var own = IsOwn(post.AuthorId);
        if (own && AddresseeOf(post) is null)
            return new Verdict.Ignored("own-post");

        var mentions = MentionsUs(post) || activity == "post.mention.create";
        var quotesUs = activity == "post.quote.create" || (post.QuotesUser is { } quoted && IsOwn(quoted));
        var author = users.Find(post.AuthorId, post.AuthorHandle);
        return new Verdict.Understood(new MessageWritten
        {
            Customer = own ? AddresseeOf(post)! : author, // own posts without one left above
            At = post.At ?? XPayload.SnowflakeTime(post.Id) ?? receivedAt,
            ExternalId = post.Id,
            Direction = own ? Direction.Outbound : Direction.Inbound,
            Visibility = Visibility.Public,
            Kind = KindOf(post, quotesUs, mentions, activity),
            ThreadKey = post.ConversationId ?? post.InReplyTo ?? post.Id,
            Text = post.Text,
            InReplyTo = post.InReplyTo,
            References = post.Quotes is null ? [] : [post.Quotes],
            Language = post.Language,
            Summons = !own && (mentions || quotesUs),
            Place = post.Place,
            Client = post.Client,
            Permalink = author.Handle is { } handle ? $"https://x.com/{handle}/status/{post.Id}" : $"https://x.com/i/status/{post.Id}",
            EarlierIds = [.. post.EditHistory.TakeWhile(id => id != post.Id)],
            Attachments = post.Attachments,
        });
    }

    private Verdict MessageVerdict(XDirectMessage? message, JsonElement source)
    {
        if (message is null)
            return new Verdict.SetAside($"Expected a direct message with id and sender; found {source.ValueKind} with {MemberNames(source)}.");

        var own = IsOwn(message.SenderId);
        if (own && (message.Recipient is null || IsOwn(message.Recipient)))
            return new Verdict.Ignored("own-post");
        if (!own && message.Recipient is { } to && !IsOwn(to))
            return new Verdict.SetAside($"A direct message between others: neither side is this account ({account.ExternalId}).");

        // In a talk of several people there is no one recipient; the talk keeps X's own id.
        var other = own ? message.Recipient! : message.SenderId;
        var conversation = message.Recipient is null && message.Conversation is { } group ? group : XDirectMessage.ConversationOf(account.ExternalId, other);
        return new Verdict.Understood(new MessageWritten
        {
            Customer = users.Find(other),
            At = message.At ?? XPayload.SnowflakeTime(message.Id) ?? receivedAt,
            ExternalId = XDirectMessage.IdPrefix + message.Id,
            Direction = own ? Direction.Outbound : Direction.Inbound,
            Visibility = Visibility.Private,
            Kind = "dm",
            ThreadKey = $"dm:{conversation}",
            Text = message.Text,
            Client = message.Client,
            Permalink = $"https://x.com/messages/{conversation}",
            Attachments = message.Attachments,
        });
    }

    private Verdict Deleted(string? id, string? author, DateTimeOffset? at) => id is null || author is null
        ? new Verdict.SetAside("Expected a deletion with the id of the post and of its author.")
        : new Verdict.Understood(new MessageDeleted { Customer = users.Find(author), At = at ?? receivedAt, ExternalId = id });

    private Verdict ReadReceipt(JsonElement read)
    {
        if (read.Id("sender_id") is not { } reader)
            return new Verdict.SetAside($"Expected a read receipt with sender_id; found {read.ValueKind} with {MemberNames(read)}.");
        if (IsOwn(reader))
            return new Verdict.Ignored("own-read");

        var at = read.Time("created_timestamp") ?? read.Time("created_at") ?? receivedAt;
        return new Verdict.Understood(new ReceiptArrived
        {
            Customer = users.Find(reader),
            At = at,
            ExternalIds = [],
            Watermark = at,
            State = MessageState.Read,
        });
    }

    /// <summary>Whom an own post speaks to; the brand's "2/2" answers itself and means the person it mentions.</summary>
    private Profile? AddresseeOf(XPost post)
    {
        if (post.InReplyToUser is not { } user)
            return null;
        var mention = post.Mentions.FirstOrDefault(m => m.Id is not null && (IsOwn(user) ? !IsOwn(m.Id) : m.Id == user));
        if (IsOwn(user))
            return mention.Id is null ? null : users.Find(mention.Id, mention.Handle);
        return users.Find(user, post.InReplyToHandle ?? mention.Handle);
    }

    private bool MentionsUs(XPost post)
    {
        var handle = account.Handle.TrimStart('@');
        if (post.Mentions.Any(m => IsOwn(m.Id) || (handle.Length > 0 && handle.Equals(m.Handle, StringComparison.OrdinalIgnoreCase))))
            return true;
        if (handle.Length > 0)
            return XWords.Mentions(post.Text, handle);

        // Without a known handle: a reply to us that begins with a mention begins with ours, because X puts it there.
        return post.Mentions.Count == 0 && IsOwn(post.InReplyToUser) && post.Text.StartsWith('@');
    }

    private static string KindOf(XPost post, bool quotesUs, bool mentions, string? activity) =>
        quotesUs ? "quote"
        : post.InReplyTo is not null || post.InReplyToUser is not null || activity == "post.reply.create" ? "reply"
        : mentions ? "mention"
        : post.Quotes is not null ? "quote"
        : "post";
}
