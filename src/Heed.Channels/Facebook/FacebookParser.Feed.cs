using System.Text.Json;
using Heed.Core.Channels;
using Heed.Core.Messages;

namespace Heed.Channels.Facebook;

// The public side: visitor posts, comments at every depth, ratings, mentions, and what becomes of them.
internal sealed partial class FacebookParser
{
    private enum FeedField
    {
        Feed,
        Mention,
        Ratings,
    }

    /// <summary>What a change speaks of: a comment, a post or a rating, and where it hangs.</summary>
    private readonly record struct Subject(string Id, string Kind, string Thread, string? InReplyTo);

    private Verdict ReadFeed(JsonElement value, FeedField field, string where, DateTimeOffset? sent)
    {
        if (value.Text("item") is not { } item || value.Text("verb") is not { } verb)
            return new Verdict.SetAside($"{where} should have 'item' and 'verb'; its members are: {Members(value)}.");

        if (item is "reaction" or "like") return ReadFeedReaction(value, verb, where, sent);
        if (item is not ("comment" or "rating" or "mention" or "post" or "status" or "photo" or "video" or "link" or "share")) return Ignored(item);
        if (verb is not ("add" or "edit" or "edited" or "update" or "remove" or "delete" or "hide" or "unhide")) return Ignored($"{item}-{verb}");

        if (SubjectOf(value, item, field) is not { } subject)
            return new Verdict.SetAside($"{where} is a {item} without its id; its members are: {Members(value)}.");

        var (authorId, authorName) = AuthorOf(value);
        var own = authorId == _page;

        // What the brand publishes is nobody's case; its comments are. (Who removes or hides is named in the author's place: that may be a visitor's post.)
        if (own && subject.Kind == FacebookKinds.Post && verb is "add" or "edit" or "edited" or "update") return Ignored("own-post");
        if (verb == "add" && value.Number("published") == 0) return Ignored("unpublished");

        var created = value.Time("created_time");
        if ((created ?? sent) is not { } written) return new Verdict.SetAside($"{where} tells no time: neither created_time nor the entry's time.");

        // Changes carry their own time at best; else the time Meta sent them is nearer than the creation's.
        var changed = value.Time("edited_time") ?? sent ?? written;
        var customer = own ? Unknown(subject.InReplyTo ?? subject.Id)
            : authorId is null ? Unknown(subject.Id) with { Name = authorName }
            : Person(authorId, authorName);

        return verb switch
        {
            "add" => new Verdict.Understood(Written(value, item, subject, customer, own, field, written)),
            "edit" or "edited" or "update" when value.Member("message") is null && value.Member("review_text") is null =>
                Ignored($"{item}-edited-without-text"), // Without the permission Meta leaves the text out: nothing to show, nothing to blank.
            "edit" or "edited" or "update" => new Verdict.Understood(
                new MessageEdited { Customer = customer, At = changed, ExternalId = subject.Id, Text = TextOf(value, item) }),
            "remove" or "delete" => new Verdict.Understood(new MessageDeleted { Customer = customer, At = changed, ExternalId = subject.Id }),
            _ => new Verdict.Understood(
                new MessageHidden { Customer = customer, At = changed, ExternalId = subject.Id, Hidden = verb == "hide" }),
        };
    }

    private static MessageWritten Written(
        JsonElement value, string item, Subject subject, Profile customer, bool own, FeedField field, DateTimeOffset at) => new()
        {
            Customer = customer,
            At = at,
            ExternalId = subject.Id,
            Direction = own ? Direction.Outbound : Direction.Inbound,
            Visibility = Visibility.Public,
            Kind = subject.Kind,
            ThreadKey = subject.Thread,
            InReplyTo = subject.InReplyTo,
            Text = TextOf(value, item),
            Summons = field == FeedField.Mention,
            Rating = value.Id("rating") ?? value.Text("recommendation_type")?.ToLowerInvariant(),
            Permalink = FacebookAttachments.Web(value.Text("permalink_url") ?? value.Object("post")?.Text("permalink_url"))?.AbsoluteUri,
            Attachments = FacebookAttachments.OfFeed(value, item),
        };

    private Verdict ReadFeedReaction(JsonElement value, string verb, string where, DateTimeOffset? sent)
    {
        if (verb is not ("add" or "edit" or "edited" or "remove" or "delete")) return Ignored($"reaction-{verb}");
        if ((value.Id("comment_id") ?? value.Id("open_graph_story_id") ?? value.Id("post_id")) is not { } target) return Ignored("page-like");

        var (authorId, authorName) = AuthorOf(value);
        if (authorId == _page) return Ignored("own-reaction");

        var type = value.Text("reaction_type") ?? "like";
        var emoji = verb is "remove" or "delete" ? null : FacebookEmoji.Of(type);
        if (emoji is null && verb is "add" or "edit" or "edited") return Ignored($"reaction-{type}");
        if ((value.Time("created_time") ?? sent) is not { } at) return new Verdict.SetAside($"{where} tells no time: neither created_time nor the entry's time.");

        var customer = authorId is null ? Unknown(target) with { Name = authorName } : Person(authorId, authorName);
        return new Verdict.Understood(new MessageReacted { Customer = customer, At = at, ExternalId = target, Emoji = emoji });
    }

    private static Subject? SubjectOf(JsonElement value, string item, FeedField field)
    {
        var post = value.Id("post_id");
        var comment = value.Id("comment_id");
        var isComment = item == "comment" || (item == "mention" && comment is not null);
        if (field == FeedField.Ratings)
        {
            // A rating is known by its story; the post it shows as is {author}_{story}.
            var story = value.Id("open_graph_story_id") ?? post?[(post.LastIndexOf('_') + 1)..];
            if (!isComment) return story is null ? null : new Subject(story, FacebookKinds.Rating, FacebookKeys.Post + story, null);
            if (comment is null) return null;
            var above = value.Id("parent_id");
            return new Subject(comment, FacebookKinds.Comment, FacebookKeys.Post + (story ?? above ?? comment), above is null || above == post ? story : above);
        }

        if (isComment)
        {
            if (comment is null) return null;
            var parent = value.Id("parent_id") ?? post;
            var kind = field == FeedField.Mention ? FacebookKinds.Mention : FacebookKinds.Comment;
            return new Subject(comment, kind, FacebookKeys.Post + (post ?? parent ?? comment), parent);
        }

        if (item == "rating") return value.Id("open_graph_story_id") is { } id ? new Subject(id, FacebookKinds.Rating, FacebookKeys.Post + id, null) : null;
        return post is null ? null : new Subject(post, field == FeedField.Mention ? FacebookKinds.Mention : FacebookKinds.Post, FacebookKeys.Post + post, null);
    }

    // from{} since v3, sender_* before, reviewer_* for ratings; none without the permission to see who wrote.
    private static (string? Id, string? Name) AuthorOf(JsonElement value) => value.Object("from") is { } from
        ? (from.Id("id"), from.Text("name"))
        : (value.Id("sender_id") ?? value.Id("reviewer_id"), value.Text("sender_name") ?? value.Text("reviewer_name"));

    private static string TextOf(JsonElement value, string item)
    {
        var text = value.Text("message") ?? value.Text("review_text") ?? "";
        var link = item is "link" or "share" ? FacebookAttachments.Web(value.Text("link"))?.OriginalString : null;
        return link is null || text.Contains(link, StringComparison.Ordinal) ? text : text.Length == 0 ? link : $"{text}\n{link}";
    }
}
