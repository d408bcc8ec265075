using System.Globalization;
using System.Text.Json.Nodes;
using Heed.Sandbox.Accounts;
using Heed.Sandbox.Ledger;

namespace Heed.Sandbox.Meta;

/// <summary>The JSON of Meta: values of webhooks, objects of the Graph API, error bodies.</summary>
internal static class MetaPayload
{
    public const long AppId = 590133500000001;

    public static JsonObject Feed(MetaItem item, string verb, MetaItem? post)
    {
        var value = new JsonObject
        {
            ["item"] = item.Kind == "comment" ? "comment" : "post",
            ["verb"] = verb,
            ["post_id"] = item.PostId,
            ["created_time"] = item.CreatedAt.ToUnixTimeSeconds(),
        };
        if (item.FromId.Length > 0) value["from"] = new JsonObject { ["id"] = item.FromId, ["name"] = item.FromName };
        if (item.Kind == "comment") (value["comment_id"], value["parent_id"]) = (item.Id, item.ParentId);
        if (verb != "remove" && item.Message.Length > 0) value["message"] = item.Message;
        if (verb != "remove" && item.Photo is { } photo) value["photo"] = Link(photo);
        if (verb == "edited" && item.EditedAt is { } edited) value["edited_time"] = edited.ToUnixTimeSeconds();
        if (verb is "hide" or "unhide") value["is_hidden"] = item.Hidden;
        if (post is not null)
            value["post"] = new JsonObject { ["id"] = post.Id, ["status_type"] = "mobile_status_update", ["is_published"] = true, ["permalink_url"] = Permalink(post.Id) };
        return value;
    }

    public static JsonObject Rating(MetaItem story, string recommendation) => new()
    {
        ["item"] = "rating",
        ["verb"] = "add",
        ["recommendation_type"] = recommendation,
        ["review_text"] = story.Message,
        ["reviewer_id"] = story.FromId,
        ["reviewer_name"] = story.FromName,
        ["open_graph_story_id"] = story.Id,
        ["created_time"] = story.CreatedAt.ToUnixTimeSeconds(),
    };

    public static JsonObject Message(BrandAccount account, string psid, string mid, string text, DateTimeOffset at) =>
        Messaging(psid, account.ExternalId, at, "message", new JsonObject { ["mid"] = mid, ["text"] = text });

    public static JsonObject MessageEdit(BrandAccount account, string psid, MetaMessage message, DateTimeOffset at) =>
        Messaging(psid, account.ExternalId, at, "message_edit", new JsonObject { ["mid"] = message.Mid, ["text"] = message.Text, ["num_edit"] = message.Edits });

    public static JsonObject Echo(BrandAccount account, string psid, MetaMessage message)
    {
        var echo = new JsonObject { ["mid"] = message.Mid, ["is_echo"] = true, ["app_id"] = AppId };
        if (message.Text.Length > 0) echo["text"] = message.Text;
        if (message.File is { } file) echo["attachments"] = new JsonArray(new JsonObject { ["type"] = Sort(file), ["payload"] = new JsonObject { ["url"] = Link(file) } });
        if (message.Metadata is not null) echo["metadata"] = message.Metadata;
        return Messaging(account.ExternalId, psid, message.At, "message", echo);
    }

    public static JsonObject Delivered(BrandAccount account, string psid, MetaMessage message, DateTimeOffset at) =>
        Messaging(psid, account.ExternalId, at, "delivery", new JsonObject { ["mids"] = new JsonArray(message.Mid), ["watermark"] = message.At.ToUnixTimeMilliseconds() });

    public static JsonObject Item(MetaItem item, bool byPage, DateTimeOffset now)
    {
        var node = new JsonObject
        {
            ["id"] = item.Id,
            ["created_time"] = Time(item.CreatedAt),
            ["message"] = item.Message,
            ["from"] = new JsonObject { ["id"] = item.FromId, ["name"] = item.FromName },
            ["is_hidden"] = item.Hidden,
            ["permalink_url"] = Permalink(item.Id),
            ["can_reply_privately"] = !byPage && !item.AnsweredPrivately && now - item.CreatedAt < MetaRules.PrivateReplyWithin,
            ["can_hide"] = !byPage,
            ["can_remove"] = true,
            ["like_count"] = 0,
        };
        if (item.Photo is { } photo) node["attachment"] = new JsonObject { ["type"] = "photo", ["media"] = new JsonObject { ["image"] = new JsonObject { ["src"] = Link(photo) } } };
        if (item.EditedAt is { } edited) node["updated_time"] = Time(edited);
        if (item.Kind == "comment" && item.ParentId != item.PostId) node["parent"] = new JsonObject { ["id"] = item.ParentId };
        return node;
    }

    public static JsonObject Thread(MetaThread thread, BrandAccount account, DateTimeOffset now) => new()
    {
        ["id"] = thread.Id,
        ["updated_time"] = Time(thread.Messages.Count == 0 ? now : thread.Messages[^1].At),
        ["can_reply"] = thread.LastFromPerson is { } last && now - last < MetaRules.Window,
        ["unread_count"] = thread.Messages.Reverse().TakeWhile(m => !m.FromPage).Count(),
        ["participants"] = new JsonObject { ["data"] = new JsonArray(Person(thread.Psid, thread.Name), Person(account.ExternalId, account.DisplayName)) },
        ["senders"] = new JsonObject { ["data"] = new JsonArray(Person(thread.Psid, thread.Name), Person(account.ExternalId, account.DisplayName)) },
    };

    public static JsonObject History(MetaMessage message, MetaThread thread, BrandAccount account)
    {
        var (from, to) = message.FromPage
            ? (Person(account.ExternalId, account.DisplayName), Person(thread.Psid, thread.Name))
            : (Person(thread.Psid, thread.Name), Person(account.ExternalId, account.DisplayName));
        var node = new JsonObject { ["id"] = message.Mid, ["created_time"] = Time(message.At), ["from"] = from, ["to"] = new JsonObject { ["data"] = new JsonArray(to) }, ["message"] = message.Text };
        if (message.File is { } file)
        {
            node["attachments"] = new JsonObject
            {
                ["data"] = new JsonArray(new JsonObject { ["id"] = file.Sha256[..16], ["mime_type"] = file.ContentType, ["name"] = file.Name, ["size"] = file.Size, ["file_url"] = Link(file) }),
            };
        }

        return node;
    }

    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'+0000'", CultureInfo.InvariantCulture);

    private static JsonObject Person(string id, string name) => new() { ["id"] = id, ["name"] = name };

    // Nobody can fetch it: a sandbox keeps no bytes.
    private static string Link(SentFile file) => $"https://cdn.sandbox.example/{file.Sha256}/{Uri.EscapeDataString(file.Name)}";

    private static string Sort(SentFile file) => file.ContentType.Split('/')[0] is var sort and ("image" or "audio" or "video") ? sort : "file";

    private static string Permalink(string id) => $"https://www.facebook.com/{id}";

    private static JsonObject Messaging(string sender, string recipient, DateTimeOffset at, string member, JsonObject value) => new()
    {
        ["sender"] = new JsonObject { ["id"] = sender },
        ["recipient"] = new JsonObject { ["id"] = recipient },
        ["timestamp"] = at.ToUnixTimeMilliseconds(),
        [member] = value,
    };
}
