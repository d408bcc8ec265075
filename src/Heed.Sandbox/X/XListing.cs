using System.Globalization;
using System.Text.Json.Nodes;

namespace Heed.Sandbox.X;

/// <summary>Lists of X: newest first, cut into pages, and with those fields only that were asked for.</summary>
internal static class XListing
{
    private static readonly string[] PostDefaults = ["id", "text", "edit_history_tweet_ids"];
    private static readonly string[] MessageDefaults = ["id", "text", "event_type"];
    private static readonly TimeSpan MessagesKept = TimeSpan.FromDays(30);

    public static XAnswer Posts(HttpContext context, XWorld world, XNetwork network, IReadOnlyList<XPost> posts)
    {
        var query = context.Request.Query;
        if (!Size(query["max_results"].ToString(), 5, 100, 10, out var size)) return XAnswer.Invalid("The `max_results` query parameter value is not between 5 and 100");
        var since = query["since_id"].ToString();
        var until = query["until_id"].ToString();
        var token = query["pagination_token"].ToString();
        if (!Moment(query["start_time"].ToString(), DateTimeOffset.MinValue, out var from)) return XAnswer.Invalid("The `start_time` query parameter value is not a time like 2026-01-31T08:00:00Z");
        if (!Moment(query["end_time"].ToString(), DateTimeOffset.MaxValue, out var end)) return XAnswer.Invalid("The `end_time` query parameter value is not a time like 2026-01-31T08:00:00Z");
        var left = posts.Where(p => p.CreatedAt >= from && p.CreatedAt < end
            && (since.Length == 0 || Newer(p.Id, since)) && (until.Length == 0 || Newer(until, p.Id)) && (token.Length == 0 || Newer(token, p.Id))).ToList();
        var page = left.Take(size).ToList();
        var body = new JsonObject();
        var meta = new JsonObject { ["result_count"] = page.Count };
        if (page.Count > 0)
        {
            body["data"] = Array(page.Select(p => Cut(XPayload.Post(p, network.UserByName), Fields(query, PostDefaults, "tweet.fields", "post.fields"))));
            if (Includes(query, world, page) is { Count: > 0 } includes) body["includes"] = includes;
            (meta["newest_id"], meta["oldest_id"]) = (page[0].Id, page[^1].Id);
            if (left.Count > page.Count) meta["next_token"] = page[^1].Id;
        }

        body["meta"] = meta;
        return new XAnswer(200, body);
    }

    public static XAnswer Lookup(HttpContext context, XWorld world, XNetwork network, IReadOnlyList<string> ids)
    {
        if (ids.Count is 0 or > 100) return XAnswer.Invalid("The number of values in the `ids` query parameter list is not between 1 and 100");
        var found = ids.Select(world.Post).OfType<XPost>().ToList();
        var body = new JsonObject();
        if (found.Count > 0)
        {
            body["data"] = Array(found.Select(p => Cut(XPayload.Post(p, network.UserByName), Fields(context.Request.Query, PostDefaults, "tweet.fields", "post.fields"))));
            if (Includes(context.Request.Query, world, found) is { Count: > 0 } includes) body["includes"] = includes;
        }

        var missing = ids.Where(id => found.All(p => p.Id != id)).Select(id => XPayload.Missing("tweet", "ids", id)).ToList();
        if (missing.Count > 0) body["errors"] = Array(missing);
        return new XAnswer(200, body);
    }

    public static XAnswer One(HttpContext context, XWorld world, XNetwork network, string id)
    {
        var many = Lookup(context, world, network, [id]);
        if (many.Body["data"] is JsonArray { Count: 1 } data) many.Body["data"] = data[0]!.DeepClone(); // One element, just counted.
        return many;
    }

    public static XAnswer Messages(HttpContext context, XWorld world, IReadOnlyList<XMessage> messages)
    {
        var query = context.Request.Query;
        if (!Size(query["max_results"].ToString(), 1, 100, 100, out var size)) return XAnswer.Invalid("The `max_results` query parameter value is not between 1 and 100");
        var token = query["pagination_token"].ToString();
        var oldest = messages.Count == 0 ? default : messages.Max(m => m.At) - MessagesKept;
        var left = messages.Where(m => m.At >= oldest && (token.Length == 0 || Newer(token, m.Id))).ToList();
        var page = left.Take(size).ToList();
        var body = new JsonObject();
        if (page.Count > 0) body["data"] = Array(page.Select(m => Cut(XPayload.Message(m), Fields(query, MessageDefaults, "dm_event.fields"))));
        if (query["expansions"].ToString().Contains("sender_id", StringComparison.Ordinal) && page.Count > 0)
            body["includes"] = new JsonObject { ["users"] = Array(page.Select(m => m.SenderId).Distinct().Select(world.User).OfType<XUser>().Select(XPayload.User)) };
        var meta = new JsonObject { ["result_count"] = page.Count };
        if (left.Count > page.Count) meta["next_token"] = page[^1].Id;
        body["meta"] = meta;
        return new XAnswer(200, body);
    }

    private static JsonObject Includes(IQueryCollection query, XWorld world, IEnumerable<XPost> posts)
    {
        var expansions = query["expansions"].ToString();
        var includes = new JsonObject();
        if (expansions.Contains("author_id", StringComparison.Ordinal))
            includes["users"] = Array(posts.Select(p => p.AuthorId).Distinct().Select(world.User).OfType<XUser>().Select(XPayload.User));
        if (expansions.Contains("geo.place_id", StringComparison.Ordinal) && posts.Any(p => p.Place is not null))
            includes["places"] = Array(posts.Select(p => p.Place).OfType<string>().Distinct().Select(XPayload.Place));
        return includes;
    }

    /// <summary>X gives three fields unasked; a connector that forgets to ask must notice here, not in production.</summary>
    private static HashSet<string> Fields(IQueryCollection query, IEnumerable<string> always, params IEnumerable<string> names) =>
        [.. always, .. names.SelectMany(n => query[n].ToString().Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];

    private static JsonObject Cut(JsonObject node, HashSet<string> fields)
    {
        foreach (var name in node.Select(p => p.Key).Where(n => !fields.Contains(n)).ToList()) node.Remove(name);
        return node;
    }

    private static JsonArray Array(IEnumerable<JsonNode> nodes) => new([.. nodes]);

    // X takes whole seconds and UTC only.
    private static bool Moment(string given, DateTimeOffset usual, out DateTimeOffset at)
    {
        at = usual;
        return given.Length == 0
            || DateTimeOffset.TryParseExact(given, "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out at);
    }

    private static bool Newer(string a, string b) => a.Length != b.Length ? a.Length > b.Length : string.CompareOrdinal(a, b) > 0;

    private static bool Size(string given, int least, int most, int usual, out int size)
    {
        size = usual;
        return given.Length == 0 || (int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out size) && size >= least && size <= most);
    }
}
