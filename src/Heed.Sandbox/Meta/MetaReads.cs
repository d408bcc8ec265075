using System.Globalization;
using System.Text.Json.Nodes;
using Heed.Sandbox.Accounts;

namespace Heed.Sandbox.Meta;

/// <summary>GET on the Graph API: Pages, people, posts, comments, conversations and their edges.</summary>
internal sealed class MetaReads(MetaWorld world, TimeProvider clock)
{
    private const string SubscribedFields = "feed,mention,ratings,messages,message_echoes,message_edits,message_reactions,message_reads,message_deliveries";

    public bool Knows(BrandAccount account, string id) =>
        world.Item(id)?.PageId == account.ExternalId || world.Thread(account.ExternalId, id.StartsWith("t_", StringComparison.Ordinal) ? id[2..] : id) is not null;

    public MetaAnswer Answer(BrandAccount account, MetaCall call)
    {
        if (call.Path.Count == 0) return MetaAnswer.Error(400, 100, "(#100) Unsupported get request.");
        var id = call.Path[0] == "me" ? account.ExternalId : call.Path[0];
        return call.Path.Count == 1 ? Node(account, call, id) : Edge(account, call, id, call.Path[1]);
    }

    private MetaAnswer Node(BrandAccount account, MetaCall call, string id)
    {
        if (id == "debug_token")
            return MetaAnswer.Ok(new JsonObject { ["data"] = new JsonObject { ["is_valid"] = true, ["type"] = "PAGE", ["profile_id"] = account.ExternalId, ["expires_at"] = 0, ["scopes"] = new JsonArray("pages_messaging", "pages_manage_engagement", "pages_read_engagement", "pages_read_user_content", "pages_manage_metadata") } });
        if (id == account.ExternalId) return MetaAnswer.Ok(Cut(new JsonObject { ["id"] = id, ["name"] = account.DisplayName, ["link"] = $"https://www.facebook.com/{id}" }, call, "name"));
        if (world.Item(id) is { } item && item.PageId == account.ExternalId) return MetaAnswer.Ok(Cut(Show(item, account), call, "message", "created_time", "from"));
        if (id.StartsWith("t_", StringComparison.Ordinal) && world.Thread(account.ExternalId, id[2..]) is { } thread) return MetaAnswer.Ok(ShowThread(thread, account, call));
        if (world.Message(account.ExternalId, id) is { } found) return MetaAnswer.Ok(Cut(MetaPayload.History(found.Message, found.Thread, account), call, "created_time"));
        return world.Thread(account.ExternalId, id) is { } person ? MetaAnswer.Ok(Profile(person, call)) : MetaAnswer.Gone(id);
    }

    private MetaAnswer Edge(BrandAccount account, MetaCall call, string id, string edge)
    {
        var page = id == account.ExternalId;
        var items = (edge, page) switch
        {
            ("feed" or "posts", true) => world.Under(id).Where(i => i.Kind == "post" && (edge == "feed" || i.FromId == id)).Reverse(),
            ("visitor_posts", true) => world.Under(id).Where(i => i.Kind == "post" && i.FromId != id).Reverse(),
            ("tagged", true) => [],
            ("comments", false) when world.Item(id) is not null => Comments(call, id),
            _ => null,
        };
        if (items is not null) return Page(Since(items, call, i => i.CreatedAt).Select(i => Cut(Show(i, account), call, "message", "created_time", "from")), call);

        return (edge, page) switch
        {
            ("ratings", true) => Page(world.Under(id).Where(i => i.Kind == "rating").Reverse().Select(r => new JsonObject
            {
                ["open_graph_story"] = new JsonObject { ["id"] = r.Id },
                ["reviewer"] = new JsonObject { ["id"] = r.FromId, ["name"] = r.FromName },
                ["review_text"] = r.Message,
                ["created_time"] = MetaPayload.Time(r.CreatedAt),
            }), call),
            ("subscribed_apps", true) => MetaAnswer.Ok(new JsonObject
            {
                ["data"] = new JsonArray(new JsonObject
                {
                    ["id"] = MetaPayload.AppId.ToString(CultureInfo.InvariantCulture),
                    ["name"] = "Heed",
                    ["subscribed_fields"] = new JsonArray([.. SubscribedFields.Split(',').Select(f => JsonValue.Create(f))]),
                }),
            }),
            ("conversations", true) => Page(Conversations(id, call).Select(t => ShowThread(t, account, call)), call),
            ("messages", false) when id.StartsWith("t_", StringComparison.Ordinal) && world.Thread(account.ExternalId, id[2..]) is { } thread =>
                Page(Since(thread.Messages.Reverse(), call, m => m.At).Select(m => Cut(MetaPayload.History(m, thread, account), call, "created_time")), call),
            _ => MetaAnswer.Gone(id),
        };
    }

    private IEnumerable<MetaThread> Conversations(string page, MetaCall call) =>
        call.Text("user_id") is { Length: > 0 } person ? world.Threads(page).Where(t => t.Psid == person) : world.Threads(page);

    private IEnumerable<MetaItem> Comments(MetaCall call, string id)
    {
        var comments = call.Text("filter") == "stream" ? world.Stream(id) : world.Under(id);
        return call.Text("order") == "reverse_chronological" ? comments.Reverse() : comments;
    }

    private JsonObject Show(MetaItem item, BrandAccount account)
    {
        var node = MetaPayload.Item(item, item.FromId == account.ExternalId, clock.GetUtcNow());
        if (item.Kind == "comment") node["comment_count"] = world.Under(item.Id).Count;
        return node;
    }

    private JsonObject ShowThread(MetaThread thread, BrandAccount account, MetaCall call)
    {
        var node = MetaPayload.Thread(thread, account, clock.GetUtcNow());
        // A connector may ask for the messages along with their conversation: messages.limit(10){id,message,…}.
        node["messages"] = new JsonObject { ["data"] = new JsonArray([.. thread.Messages.Reverse().Take(25).Select(m => MetaPayload.History(m, thread, account))]) };
        return Cut(node, call, "updated_time");
    }

    private static JsonObject Profile(MetaThread person, MetaCall call)
    {
        var names = person.Name.Split(' ', 2);
        return Cut(new JsonObject
        {
            ["id"] = person.Psid,
            ["first_name"] = names[0],
            ["last_name"] = names.Length > 1 ? names[1] : "",
            ["name"] = person.Name,
            ["profile_pic"] = $"https://platform-lookaside.example/{person.Psid}.jpg",
        }, call, "first_name", "last_name");
    }

    private static IEnumerable<T> Since<T>(IEnumerable<T> items, MetaCall call, Func<T, DateTimeOffset> at)
    {
        var since = long.TryParse(call.Text("since"), NumberStyles.None, CultureInfo.InvariantCulture, out var s) ? s : long.MinValue;
        var until = long.TryParse(call.Text("until"), NumberStyles.None, CultureInfo.InvariantCulture, out var u) ? u : long.MaxValue;
        return items.Where(i => at(i).ToUnixTimeSeconds() >= since && at(i).ToUnixTimeSeconds() <= until);
    }

    private static MetaAnswer Page(IEnumerable<JsonObject> items, MetaCall call)
    {
        var all = items.ToList();
        var limit = int.TryParse(call.Text("limit"), NumberStyles.None, CultureInfo.InvariantCulture, out var l) ? Math.Clamp(l, 1, 100) : 25;
        var from = call.Text("after") is { Length: > 0 } after ? all.FindIndex(i => Cursor(i) == after) + 1 : 0;
        var page = all.Skip(from).Take(limit).ToList();
        var body = new JsonObject { ["data"] = new JsonArray([.. page]) };
        if (page.Count == 0) return MetaAnswer.Ok(body);
        var paging = new JsonObject { ["cursors"] = new JsonObject { ["before"] = Cursor(page[0]), ["after"] = Cursor(page[^1]) } };
        if (from + page.Count < all.Count) paging["next"] = $"https://graph.facebook.com/next?after={Cursor(page[^1])}";
        body["paging"] = paging;
        return MetaAnswer.Ok(body);
    }

    private static string Cursor(JsonObject item) =>
        Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes((item["id"] ?? item["open_graph_story"]?["id"])?.ToString() ?? "")).TrimEnd('=');

    /// <summary>Graph gives few fields unasked; a connector that forgets to ask must notice here.</summary>
    private static JsonObject Cut(JsonObject node, MetaCall call, params IEnumerable<string> usual)
    {
        var fields = call.Text("fields") is { Length: > 0 } asked ? TopLevel(asked) : [.. usual];
        fields.Add("id");
        foreach (var name in node.Select(p => p.Key).Where(n => !fields.Contains(n)).ToList()) node.Remove(name);
        return node;
    }

    /// <summary><c>id,from{id,name},messages.limit(5){id}</c> → id, from, messages.</summary>
    private static HashSet<string> TopLevel(string fields)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var (depth, start) = (0, 0);
        for (var i = 0; i <= fields.Length; i++)
        {
            if (i < fields.Length && fields[i] is ('{' or '('))
            {
                depth++;
            }
            else if (i < fields.Length && fields[i] is ('}' or ')'))
            {
                depth--;
            }
            else if ((i == fields.Length || fields[i] == ',') && depth <= 0)
            {
                names.Add(fields[start..i].Split('{', '.', '(')[0].Trim());
                start = i + 1;
            }
        }

        return names;
    }
}
