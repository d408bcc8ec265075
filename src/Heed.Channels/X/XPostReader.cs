using System.Text.Json;
using Heed.Core.Messages;

namespace Heed.Channels.X;

/// <summary>Reads posts in X's two layouts; null when the id or the author is missing.</summary>
internal static class XPostReader
{
    /// <summary>v2, with the field names before (tweet) and after (post) the renaming.</summary>
    public static XPost? ReadV2(JsonElement post, JsonElement includes)
    {
        if (post.Id("id") is not { } id || post.Id("author_id") is not { } author)
            return null;

        var note = post.Member("note_tweet", "note_post");
        var entities = note.Member("entities") is var own && own.Exists() ? own : post.Member("entities");
        var references = post.Member("referenced_tweets", "referenced_posts");
        var quoted = Reference(references, "quoted");
        return new XPost
        {
            Id = id,
            AuthorId = author,
            At = post.Time("created_at"),
            Text = XWords.Read(note.Text("text") ?? post.Text("text"), entities, post.Member("entities")),
            IsRepost = Reference(references, "retweeted") is not null || Reference(references, "reposted") is not null,
            ConversationId = post.Id("conversation_id"),
            InReplyTo = Reference(references, "replied_to"),
            InReplyToUser = post.Id("in_reply_to_user_id"),
            Quotes = quoted,
            QuotesUser = quoted is null ? null : AuthorOf(includes, quoted),
            Mentions = [.. entities.Member("mentions").Items().Select(m => (m.Id("id"), m.Text("username")))],
            EditHistory = [.. post.Member("edit_history_tweet_ids", "edit_history_post_ids").Items().Select(e => e.Id()).OfType<string>()],
            Language = Language(post.Text("lang")),
            Place = PlaceOf(post, includes),
            Client = XWords.ClientName(post.Text("source")),
            Attachments = XMedia.Of(post, includes),
        };
    }

    /// <summary>v1.1, as the Account Activity API sends it.</summary>
    public static XPost? ReadV1(JsonElement post)
    {
        var user = post.Member("user");
        if (post.IdTwice("id") is not { } id || user.IdTwice("id") is not { } author)
            return null;

        // A post beyond 140 characters carries its whole text and entities apart.
        var full = post.Member("extended_tweet");
        var entities = full.Member("entities") is var own && own.Exists() ? own : post.Member("entities");
        var media = full.Member("extended_entities") is var more && more.Exists() ? more : post.Member("extended_entities");
        return new XPost
        {
            Id = id,
            AuthorId = author,
            AuthorHandle = user.Text("screen_name"),
            At = post.Time("timestamp_ms") ?? post.Time("created_at"),
            Text = XWords.Read(full.Text("full_text") ?? post.Text("full_text") ?? post.Text("text"), entities, media),
            IsRepost = post.Member("retweeted_status").Exists(),
            InReplyTo = post.IdTwice("in_reply_to_status_id"),
            InReplyToUser = post.IdTwice("in_reply_to_user_id"),
            InReplyToHandle = post.Text("in_reply_to_screen_name"),
            Quotes = post.IdTwice("quoted_status_id"),
            QuotesUser = post.Member("quoted_status").Member("user").IdTwice("id"),
            Mentions = [.. entities.Member("user_mentions").Items().Select(m => (m.IdTwice("id"), m.Text("screen_name")))],
            EditHistory = [.. post.Member("edit_history").Member("edit_tweet_ids").Items().Select(e => e.Id()).OfType<string>()],
            Language = Language(post.Text("lang")),
            Place = NullIfEmpty(post.Member("place").Text("full_name")),
            Client = XWords.ClientName(post.Text("source")),
            Attachments = [.. media.Member("media").Items().Select(XMedia.Read).OfType<Attachment>()],
        };
    }

    private static string? Reference(JsonElement references, string type) =>
        references.Items().Where(r => r.Text("type") == type).Select(r => r.Id("id")).FirstOrDefault(id => id is not null);

    private static string? AuthorOf(JsonElement includes, string postId) => includes.Member("tweets", "posts").Items()
        .Select(t => t.Member("data") is { ValueKind: JsonValueKind.Object } wrapped ? wrapped : t)
        .Where(t => t.Id("id") == postId).Select(t => t.Id("author_id")).FirstOrDefault();

    private static string? PlaceOf(JsonElement post, JsonElement includes)
    {
        var id = post.Member("geo").Text("place_id");
        return id is null ? null : NullIfEmpty(includes.Member("places").Items().FirstOrDefault(p => p.Text("id") == id).Text("full_name"));
    }

    /// <summary>BCP 47; X's own codes for "no language" become null, and two codes withdrawn in 1989 their successors.</summary>
    private static string? Language(string? code) => code switch
    {
        null or "" or "und" or "zxx" or "qam" or "qct" or "qht" or "qme" or "qst" => null,
        "in" => "id",
        "iw" => "he",
        { Length: > 20 } => null,
        _ => code,
    };

    private static string? NullIfEmpty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
