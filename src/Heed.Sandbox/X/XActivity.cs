using System.Text.Json.Nodes;
using Heed.Sandbox.Accounts;
using Heed.Sandbox.Webhooks;

namespace Heed.Sandbox.X;

/// <summary>Tells the brand's webhook what happened, signed: by the X Activity API, by the older Account Activity API, or by both.</summary>
internal sealed class XActivity(XWorld world, DeliveryQueue queue, IdMint ids, TimeProvider clock)
{
    public async Task TellAsync(BrandAccount account, XPost post, string type, Func<string, XUser?> userByName)
    {
        var lane = post.RepliedToUser is { } to && post.AuthorId == account.ExternalId ? to : post.AuthorId;
        if (account.HasOldWebhooks)
            await queue.EnqueueAsync(Sign(account, lane, XOldPayload.Envelope(account, "tweet_create_events", XOldPayload.Post(post, world.User, userByName, world.Post)), post.Id));
        if (!account.HasNewWebhooks) return;

        JsonObject Body(string eventType)
        {
            var includes = new JsonObject { ["users"] = new JsonArray(new[] { world.User(post.AuthorId) }.OfType<XUser>().Select(u => (JsonNode)XPayload.User(u)).ToArray()) };
            if (post.Place is not null) includes["places"] = new JsonArray(XPayload.Place(post.Place));
            return XPayload.Envelope(account, ids.Next(), eventType, XPayload.Post(post, userByName), includes);
        }

        // An answer that also mentions the brand matches two subscriptions: then the repetition is another event about the same post.
        var again = type == "post.reply.create" && userByName(account.UserName) is not null ? Sign(account, post.AuthorId, Body("post.mention.create"), post.Id) : null;
        await queue.EnqueueAsync(Sign(account, lane, Body(type), post.Id), again);
    }

    public async Task TellAsync(BrandAccount account, XMessage message, string type)
    {
        XUser?[] people = [world.User(message.SenderId), world.User(message.RecipientId)];
        var payload = XPayload.MessagePayload(message, people);
        var customer = message.SenderId == account.ExternalId ? message.RecipientId : message.SenderId;
        if (account.HasOldWebhooks)
        {
            var old = new JsonObject
            {
                ["for_user_id"] = account.ExternalId,
                ["direct_message_events"] = payload["direct_message_events"]!.DeepClone(), // MessagePayload writes it
                ["users"] = XOldPayload.Users(people),
            };
            await queue.EnqueueAsync(Sign(account, customer, old, message.Id));
        }

        if (account.HasNewWebhooks)
            await queue.EnqueueAsync(Sign(account, customer, XPayload.Envelope(account, ids.Next(), type, payload, null), message.Id));
    }

    public async Task TellRemovedAsync(BrandAccount account, XPost post)
    {
        var lane = post.RepliedToUser ?? post.AuthorId;
        if (account.HasOldWebhooks)
            await queue.EnqueueAsync(Sign(account, lane, XOldPayload.Envelope(account, "tweet_delete_events", XOldPayload.Removed(post, clock.GetUtcNow()))));
        if (!account.HasNewWebhooks) return;

        var payload = new JsonObject { ["id"] = post.Id, ["author_id"] = post.AuthorId };
        // X's event ids may be negative; that they are strings is the only promise.
        await queue.EnqueueAsync(Sign(account, lane, XPayload.Envelope(account, "-" + ids.Next(), "post.delete", payload, null)));
    }

    private static Delivery Sign(BrandAccount account, string lane, JsonObject body, params string[] carries)
    {
        var bytes = WireJson.X(body);
        return new Delivery(account, lane, bytes, "application/json; charset=utf-8", [KeyValuePair.Create(Signatures.XHeader, Signatures.X(account.Secret, bytes))], carries);
    }
}
