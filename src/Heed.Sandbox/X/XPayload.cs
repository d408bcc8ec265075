using System.Globalization;
using System.Text.Json.Nodes;
using Heed.Sandbox.Accounts;

namespace Heed.Sandbox.X;

/// <summary>The JSON of X: objects of API v2 and the envelope of the Activity API. Empty fields are left out, never null.</summary>
internal static class XPayload
{
    public static JsonObject Post(XPost post, Func<string, XUser?> userByName)
    {
        var node = new JsonObject
        {
            ["id"] = post.Id,
            ["text"] = XText.Escape(post.Text),
            ["edit_history_tweet_ids"] = Strings(post.History),
            ["author_id"] = post.AuthorId,
            ["created_at"] = Time(post.CreatedAt),
            ["conversation_id"] = post.ConversationId,
            ["lang"] = post.Lang,
            ["reply_settings"] = "everyone",
            ["possibly_sensitive"] = false,
            ["edit_controls"] = new JsonObject
            {
                ["is_edit_eligible"] = post.RepliedTo is null,
                ["edits_remaining"] = Math.Max(0, 6 - post.History.Count),
                ["editable_until"] = Time(post.CreatedAt.AddHours(1)),
            },
            ["public_metrics"] = new JsonObject
            {
                ["like_count"] = 0,
                ["reply_count"] = 0,
                ["retweet_count"] = 0,
                ["quote_count"] = 0,
                ["bookmark_count"] = 0,
                ["impression_count"] = 0,
            },
        };
        if (post.RepliedToUser is not null) node["in_reply_to_user_id"] = post.RepliedToUser;
        if (References(post) is { Count: > 0 } references) node["referenced_tweets"] = references;
        if (Entities(post, userByName) is { Count: > 0 } entities) node["entities"] = entities;
        if (post.MediaKeys.Count > 0) node["attachments"] = new JsonObject { ["media_keys"] = Strings(post.MediaKeys) };
        if (post.Place is not null) node["geo"] = new JsonObject { ["place_id"] = PlaceId(post.Place) };
        return node;
    }

    public static JsonObject User(XUser user)
    {
        var node = new JsonObject
        {
            ["id"] = user.Id,
            ["name"] = user.Name,
            ["username"] = user.Username,
            ["created_at"] = Time(user.CreatedAt),
            ["protected"] = false,
            ["verified"] = false,
            ["verified_type"] = "none",
            ["receives_your_dm"] = true,
            ["public_metrics"] = new JsonObject
            {
                ["followers_count"] = user.Followers,
                ["following_count"] = user.Followers / 3,
                ["tweet_count"] = user.Followers * 2,
                ["listed_count"] = 0,
            },
        };
        if (user.Location is not null) node["location"] = user.Location;
        return node;
    }

    public static JsonObject Place(string name) => new() { ["id"] = PlaceId(name), ["full_name"] = name, ["place_type"] = "poi" };

    public static JsonObject Message(XMessage message)
    {
        var node = new JsonObject
        {
            ["id"] = message.Id,
            ["event_type"] = "MessageCreate",
            ["text"] = XText.Escape(message.Text),
            ["sender_id"] = message.SenderId,
            ["dm_conversation_id"] = message.ConversationId,
            ["created_at"] = Time(message.At),
        };
        if (message.MediaKeys.Count > 0) node["attachments"] = new JsonObject { ["media_keys"] = Strings(message.MediaKeys) };
        return node;
    }

    /// <summary>The Activity API's <c>dm.received</c> and <c>dm.sent</c>: still the layout of version 1.1 inside.</summary>
    public static JsonObject MessagePayload(XMessage message, params IEnumerable<XUser?> users) => new()
    {
        ["direct_message_events"] = new JsonArray(new JsonObject
        {
            ["type"] = "message_create",
            ["id"] = message.Id,
            ["created_timestamp"] = message.At.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture),
            ["message_create"] = new JsonObject
            {
                ["target"] = new JsonObject { ["recipient_id"] = message.RecipientId },
                ["sender_id"] = message.SenderId,
                ["message_data"] = new JsonObject
                {
                    ["text"] = XText.Escape(message.Text),
                    ["entities"] = new JsonObject { ["urls"] = new JsonArray(), ["hashtags"] = new JsonArray(), ["symbols"] = new JsonArray(), ["user_mentions"] = new JsonArray() },
                },
            },
        }),
        ["users"] = new JsonObject(users.OfType<XUser>().Select(u => KeyValuePair.Create(u.Id, (JsonNode?)new JsonObject { ["data"] = User(u) }))),
    };

    public static JsonObject Envelope(BrandAccount account, string eventUuid, string type, JsonObject payload, JsonObject? includes)
    {
        var data = new JsonObject
        {
            ["event_uuid"] = eventUuid,
            ["filter"] = new JsonObject { ["user_id"] = account.ExternalId },
            ["event_type"] = type,
            ["tag"] = account.Account,
            ["payload"] = payload,
        };
        if (includes is not null) data["includes"] = includes;
        return new JsonObject { ["data"] = data };
    }

    /// <summary>RFC 7807 as X fills it in.</summary>
    public static JsonObject Problem(int status, string title, string detail, string type = "about:blank") =>
        new() { ["title"] = title, ["type"] = type, ["status"] = status, ["detail"] = detail };

    /// <summary>The entry of <c>errors[]</c> in an otherwise good answer, for an id that is gone.</summary>
    public static JsonObject Missing(string resource, string parameter, string id) => new()
    {
        ["value"] = id,
        ["detail"] = $"Could not find {resource} with {parameter}: [{id}].",
        ["title"] = "Not Found Error",
        ["resource_type"] = resource,
        ["parameter"] = parameter,
        ["resource_id"] = id,
        ["type"] = "https://api.twitter.com/2/problems/resource-not-found",
    };

    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static string PlaceId(string name) => Ledger.SandboxLedger.Hash(name)[..16];

    private static JsonArray Strings(IEnumerable<string> values) => new([.. values.Select(v => JsonValue.Create(v))]);

    private static JsonArray References(XPost post)
    {
        var references = new JsonArray();
        if (post.RepliedTo is not null) references.Add(new JsonObject { ["type"] = "replied_to", ["id"] = post.RepliedTo });
        if (post.Quoted is not null) references.Add(new JsonObject { ["type"] = "quoted", ["id"] = post.Quoted });
        return references;
    }

    private static JsonObject Entities(XPost post, Func<string, XUser?> userByName)
    {
        var entities = new JsonObject();
        var mentions = new JsonArray();
        foreach (var (name, start, end) in XText.MentionsIn(post.Text))
        {
            var mention = new JsonObject { ["start"] = start, ["end"] = end, ["username"] = userByName(name)?.Username ?? name };
            if (userByName(name) is { } user) mention["id"] = user.Id;
            mentions.Add(mention);
        }

        if (mentions.Count > 0) entities["mentions"] = mentions;
        var urls = new JsonArray();
        foreach (var link in post.Links)
        {
            var at = post.Text.IndexOf(link.Short, StringComparison.Ordinal);
            if (at < 0) continue;
            var url = new JsonObject
            {
                ["start"] = XText.CodePoints(post.Text, at),
                ["end"] = XText.CodePoints(post.Text, at) + link.Short.Length,
                ["url"] = link.Short,
                ["expanded_url"] = link.Expanded,
                ["display_url"] = link.Expanded.Replace("https://", "", StringComparison.OrdinalIgnoreCase),
            };
            if (link.MediaKey is not null) url["media_key"] = link.MediaKey;
            urls.Add(url);
        }

        if (urls.Count > 0) entities["urls"] = urls;
        return entities;
    }
}
