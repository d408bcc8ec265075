using System.Text.Json;
using System.Text.Json.Nodes;
using Heed.Sandbox.Accounts;
using Heed.Sandbox.Webhooks;

namespace Heed.Sandbox.X;

/// <summary>API v2 of X, as far as customer care needs it.</summary>
internal sealed class XApi(XWorld world, XNetwork network, XUploads uploads, XGate gate, XGrants grants)
{
    public void Map(IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/2");
        api.MapPost("/oauth2/token", (Delegate)((HttpContext c) => grants.RenewAsync(c)));
        api.MapPost("/tweets", (Delegate)((HttpContext c) => gate.WriteAsync(c, XEndpoints.Post, null, a => WriteAsync(c, a))));
        api.MapPost("/media/upload/initialize", (Delegate)((HttpContext c) => gate.WriteAsync(c, XEndpoints.Media, null, a => uploads.InitializeAsync(c, a))));
        api.MapPost("/media/upload/{id}/append", (HttpContext c, string id) => gate.WriteAsync(c, XEndpoints.Media, null, a => uploads.AppendAsync(c, a, id)));
        api.MapPost("/media/upload/{id}/finalize", (HttpContext c, string id) => gate.WriteAsync(c, XEndpoints.Media, null, a => Task.FromResult(uploads.Finish(a, id))));
        api.MapGet("/media/upload", (Delegate)((HttpContext c) => gate.ReadAsync(c, XEndpoints.Media, null, a => uploads.Status(a, c.Request.Query["media_id"].ToString()))));
        api.MapDelete("/tweets/{id}", (HttpContext c, string id) => gate.WriteAsync(c, XEndpoints.Delete, null, a => DeleteAsync(a, id)));
        api.MapPut("/tweets/{id}/hidden", (HttpContext c, string id) => gate.WriteAsync(c, XEndpoints.Hide, null, a => HideAsync(c, a, id)));
        api.MapPost("/dm_conversations/with/{id}/messages", (HttpContext c, string id) => gate.WriteAsync(c, XEndpoints.Message, null, a => MessageAsync(c, a, id)));

        api.MapGet("/tweets", (Delegate)((HttpContext c) => gate.ReadAsync(c, XEndpoints.Lookup, null, a => XListing.Lookup(c, world, network, (c.Request.Query["ids"].ToString()).Split(',', StringSplitOptions.RemoveEmptyEntries)))));
        api.MapGet("/tweets/{id}", (HttpContext c, string id) => gate.ReadAsync(c, XEndpoints.Lookup, null, a => XListing.One(c, world, network, id)));
        api.MapGet("/users/me", (Delegate)((HttpContext c) => gate.ReadAsync(c, XEndpoints.User, null, a => User(a.ExternalId))));
        api.MapGet("/users/{id}", (HttpContext c, string id) => gate.ReadAsync(c, XEndpoints.User, id, _ => User(id)));
        api.MapGet("/users/{id}/mentions", (HttpContext c, string id) => gate.ReadAsync(c, XEndpoints.Mentions, id, a => XListing.Posts(c, world, network, world.Mentioning(a.ExternalId))));
        api.MapGet("/users/{id}/tweets", (HttpContext c, string id) => gate.ReadAsync(c, XEndpoints.Timeline, id, a => XListing.Posts(c, world, network, world.PostsBy(a.ExternalId))));
        api.MapGet("/dm_events", (Delegate)((HttpContext c) => gate.ReadAsync(c, XEndpoints.MessageRead, null, a => XListing.Messages(c, world, world.MessagesOf(a.ExternalId)))));
        api.MapGet("/dm_conversations/with/{id}/dm_events", (HttpContext c, string id) => gate.ReadAsync(c, XEndpoints.MessageRead, null, a =>
            XListing.Messages(c, world, [.. world.MessagesOf(a.ExternalId).Where(m => m.SenderId == id || m.RecipientId == id)])));
    }

    private async Task<XAnswer> WriteAsync(HttpContext context, BrandAccount account)
    {
        if (await BodyAsync(context) is not { } body) return XAnswer.Invalid("The body is not a JSON object.");
        var text = body["text"]?.GetValue<string>() ?? "";
        if (uploads.Named(account, Strings(body["media"]?["media_ids"]), "tweet") is not { } media) return XAnswer.Invalid("Your media IDs are invalid.");
        if (text.Length == 0 && media.Count == 0)
            return XAnswer.Invalid("You must provide text, or media, in the body of the request.");
        var limit = account.LongText ? XText.LongLimit : XText.Limit;
        if (XText.WeightedLength(text) > limit)
            return XAnswer.Invalid("Your Tweet text is too long. For more information, please see the documentation on counting characters.");

        var repliedTo = body["reply"]?["in_reply_to_tweet_id"]?.GetValue<string>();
        XPost? target = null;
        if (repliedTo is not null)
        {
            target = world.Post(repliedTo);
            if (target is null)
                return new XAnswer(404, XPayload.Problem(404, "Not Found Error", "You attempted to reply to a Tweet that is deleted or not visible to you.", "https://api.twitter.com/2/problems/resource-not-found"));
            if (account.Plan == "self-serve" && !network.Summoned(account, target))
                return XAnswer.Forbidden("You may only reply to a post whose author mentioned you or quoted one of your posts.");
        }

        var shown = network.ShownText(target, text);
        var newest = world.PostsBy(account.ExternalId).Take(100);
        if (media.Count == 0 && newest.Any(p => Same(p, shown))) return XAnswer.Forbidden("You are not allowed to create a Tweet with duplicate content.");

        var post = await network.WriteAsync(account, text, repliedTo, native: false, media);
        return new XAnswer(201, new JsonObject
        {
            ["data"] = new JsonObject { ["edit_history_tweet_ids"] = new JsonArray(post.Id), ["id"] = post.Id, ["text"] = XText.Escape(post.Text) },
        });
    }

    private async Task<XAnswer> DeleteAsync(BrandAccount account, string id)
    {
        if (world.Post(id) is not { } post) return new XAnswer(200, new JsonObject { ["data"] = new JsonObject { ["deleted"] = true } });
        if (post.AuthorId != account.ExternalId) return XAnswer.Forbidden("You are not allowed to delete this Tweet.");
        await network.RemoveAsync(account, post);
        return new XAnswer(200, new JsonObject { ["data"] = new JsonObject { ["deleted"] = true } });
    }

    private async Task<XAnswer> HideAsync(HttpContext context, BrandAccount account, string id)
    {
        var body = await BodyAsync(context);
        if (body?["hidden"] is null) return XAnswer.Invalid("hidden must be true or false.");
        if (world.Post(id) is not { } post) return new XAnswer(404, XPayload.Problem(404, "Not Found Error", $"Could not find tweet with id: [{id}].", "https://api.twitter.com/2/problems/resource-not-found"));
        if (world.Post(post.ConversationId)?.AuthorId != account.ExternalId) return XAnswer.Forbidden("You may only hide replies in conversations you started.");
        var hidden = body["hidden"]!.GetValue<bool>(); // Checked two lines above.
        network.Hide(account, post, hidden);
        return new XAnswer(200, new JsonObject { ["data"] = new JsonObject { ["hidden"] = hidden } });
    }

    private async Task<XAnswer> MessageAsync(HttpContext context, BrandAccount account, string recipient)
    {
        if (await BodyAsync(context) is not { } body) return XAnswer.Invalid("The body is not a JSON object.");
        var text = body["text"]?.GetValue<string>() ?? "";
        if (uploads.Named(account, (body["attachments"] as JsonArray ?? []).Select(a => a?["media_id"]?.ToString() ?? ""), "dm") is not { } media) return XAnswer.Invalid("attachments: the media_id is invalid, or there are several.");
        if (text.Length == 0 && media.Count == 0) return XAnswer.Invalid("text or attachments is required.");
        if (text.Length > XText.MessageLimit) return XAnswer.Invalid("text must be 10000 characters or less.");
        if (world.User(recipient) is null) return XAnswer.Forbidden("You cannot send messages to this user.");
        var message = await network.MessageAsync(account, recipient, text, native: false, media);
        return new XAnswer(201, new JsonObject { ["data"] = new JsonObject { ["dm_conversation_id"] = message.ConversationId, ["dm_event_id"] = message.Id } });
    }

    private XAnswer User(string id) => world.User(id) is { } user
        ? new XAnswer(200, new JsonObject { ["data"] = XPayload.User(user) })
        : new XAnswer(200, new JsonObject { ["errors"] = new JsonArray(XPayload.Missing("user", "id", id)) });

    /// <summary>Compares as readers see both: links in the text stand there shortened, under an address made for each post.</summary>
    private static bool Same(XPost post, string shown)
    {
        var expanded = post.Links.Aggregate(post.Text, (text, link) => text.Replace(link.Short, link.Expanded, StringComparison.Ordinal));
        return expanded == shown || expanded == XText.ReplaceLinks(shown, u => u.Contains("://", StringComparison.Ordinal) ? u : $"http://{u}");
    }

    private static IEnumerable<string> Strings(JsonNode? list) => (list as JsonArray ?? []).Select(n => n?.ToString() ?? "");

    internal static async Task<JsonObject?> BodyAsync(HttpContext context)
    {
        try
        {
            return await JsonNode.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
