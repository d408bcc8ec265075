using System.Globalization;
using System.Text.Json.Nodes;
using Heed.Sandbox.Accounts;

namespace Heed.Sandbox.X;

/// <summary>The JSON of X's older Account Activity API: version 1.1 objects, everything of one account in one envelope.</summary>
internal static class XOldPayload
{
    /// <summary>Beyond this many characters the text is cut, and stands whole in <c>extended_tweet</c>.</summary>
    private const int ShortText = 140;

    public static JsonObject Envelope(BrandAccount account, string kind, JsonObject one) =>
        new() { ["for_user_id"] = account.ExternalId, [kind] = new JsonArray(one) };

    public static JsonObject Post(XPost post, Func<string, XUser?> userById, Func<string, XUser?> userByName, Func<string, XPost?> postById)
    {
        var text = XText.Escape(post.Text);
        var whole = XText.CodePoints(post.Text, post.Text.Length) <= ShortText;
        var node = new JsonObject
        {
            ["created_at"] = post.CreatedAt.UtcDateTime.ToString("ddd MMM dd HH:mm:ss '+0000' yyyy", CultureInfo.InvariantCulture),
            ["id"] = Number(post.Id),
            ["id_str"] = post.Id,
            ["text"] = whole ? text : XText.Escape(Cut(post.Text)) + "…",
            ["source"] = "<a href=\"https://mobile.x.com\" rel=\"nofollow\">X Web App</a>",
            ["truncated"] = !whole,
            ["in_reply_to_status_id"] = post.RepliedTo is { } replied ? Number(replied) : null,
            ["in_reply_to_status_id_str"] = post.RepliedTo,
            ["in_reply_to_user_id"] = post.RepliedToUser is { } user ? Number(user) : null,
            ["in_reply_to_user_id_str"] = post.RepliedToUser,
            ["in_reply_to_screen_name"] = post.RepliedToUser is { } to ? userById(to)?.Username : null,
            ["user"] = userById(post.AuthorId) is { } author ? User(author) : null,
            ["geo"] = null,
            ["coordinates"] = null,
            ["place"] = post.Place is { } place ? new JsonObject { ["full_name"] = place, ["place_type"] = "poi" } : null,
            ["is_quote_status"] = post.Quoted is not null,
            ["entities"] = Entities(post, userByName),
            ["favorited"] = false,
            ["retweeted"] = false,
            ["lang"] = post.Lang,
            ["timestamp_ms"] = Milliseconds(post.CreatedAt),
        };
        if (!whole) node["extended_tweet"] = new JsonObject { ["full_text"] = text, ["entities"] = Entities(post, userByName) };
        if (post.History.Count > 1)
            node["edit_history"] = new JsonObject { ["initial_tweet_id"] = post.History[0], ["edit_tweet_ids"] = new JsonArray([.. post.History.Select(h => JsonValue.Create(h))]) };
        if (post.Quoted is { } quoted)
        {
            node["quoted_status_id"] = Number(quoted);
            node["quoted_status_id_str"] = quoted;
            if (postById(quoted) is { } other) node["quoted_status"] = Post(other with { Quoted = null }, userById, userByName, postById);
        }

        return node;
    }

    public static JsonObject Removed(XPost post, DateTimeOffset at) =>
        new() { ["status"] = new JsonObject { ["id"] = post.Id, ["user_id"] = post.AuthorId }, ["timestamp_ms"] = Milliseconds(at) };

    public static JsonObject User(XUser user) => new()
    {
        ["id"] = Number(user.Id),
        ["id_str"] = user.Id,
        ["name"] = user.Name,
        ["screen_name"] = user.Username,
        ["location"] = user.Location,
        ["verified"] = false,
        ["followers_count"] = user.Followers,
        ["friends_count"] = user.Followers / 3,
    };

    /// <summary>Direct messages name their people beside them, by id.</summary>
    public static JsonObject Users(params IEnumerable<XUser?> users) => new(users.OfType<XUser>().Select(u => KeyValuePair.Create(u.Id, (JsonNode?)new JsonObject
    {
        ["id"] = u.Id,
        ["created_timestamp"] = Milliseconds(u.CreatedAt),
        ["name"] = u.Name,
        ["screen_name"] = u.Username,
        ["protected"] = false,
        ["verified"] = false,
        ["followers_count"] = u.Followers,
    })));

    private static JsonObject Entities(XPost post, Func<string, XUser?> userByName) => new()
    {
        ["hashtags"] = new JsonArray(),
        ["urls"] = new JsonArray([.. post.Links.Select(link => (JsonNode)new JsonObject
        {
            ["url"] = link.Short,
            ["expanded_url"] = link.Expanded,
            ["display_url"] = link.Expanded.Replace("https://", "", StringComparison.OrdinalIgnoreCase),
            ["indices"] = Indices(post.Text, post.Text.IndexOf(link.Short, StringComparison.Ordinal), link.Short.Length),
        })]),
        ["user_mentions"] = new JsonArray([.. XText.MentionsIn(post.Text).Select(m => (Mention: m, User: userByName(m.Username))).Where(m => m.User is not null).Select(m => (JsonNode)new JsonObject
        {
            ["screen_name"] = m.User!.Username, // just checked
            ["name"] = m.User.Name,
            ["id"] = Number(m.User.Id),
            ["id_str"] = m.User.Id,
            ["indices"] = new JsonArray(m.Mention.Start, m.Mention.End),
        })]),
        ["symbols"] = new JsonArray(),
    };

    private static JsonArray Indices(string text, int at, int length) =>
        at < 0 ? [] : new JsonArray(XText.CodePoints(text, at), XText.CodePoints(text, at) + length);

    private static string Cut(string text)
    {
        var runes = text.EnumerateRunes().Take(ShortText - 1);
        return string.Concat(runes.Select(r => r.ToString()));
    }

    // As X writes ids: a number that JavaScript rounds, which is why the text beside it exists.
    private static JsonNode? Number(string id) => long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? JsonValue.Create(number) : JsonValue.Create(id);

    private static string Milliseconds(DateTimeOffset at) => at.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
}
