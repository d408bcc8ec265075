using System.Text.Json.Nodes;
using Heed.Sandbox.Accounts;

namespace Heed.Sandbox.Meta;

/// <summary>POST and DELETE on the Graph API: comments, private replies, messages, hiding, deleting.</summary>
internal sealed class MetaWrites(MetaWorld world, MetaNetwork network, MetaUploads uploads, TimeProvider clock)
{
    public async Task<MetaAnswer> AnswerAsync(BrandAccount account, MetaCall call)
    {
        if (call.Path.Count == 0) return MetaAnswer.Error(400, 100, "(#100) Unsupported post request.");
        var id = call.Path[0] == "me" ? account.ExternalId : call.Path[0];
        var edge = call.Path.Count > 1 ? call.Path[1] : null;
        if (HttpMethods.IsDelete(call.Method)) return edge is null ? await DeleteAsync(account, id) : MetaAnswer.Success();
        return edge switch
        {
            null => await ChangeAsync(account, call, id),
            "comments" => await CommentAsync(account, call, id),
            "messages" when id == account.ExternalId => await MessageAsync(account, call),
            "message_attachments" when id == account.ExternalId => uploads.Attachment(account, call),
            "photos" when id == account.ExternalId => uploads.Photo(account, call),
            "feed" when id == account.ExternalId && call.Text("message") is { Length: > 0 } text => Id((await network.PostAsync(account, text, null)).Id),
            "subscribed_apps" or "blocked" or "likes" or "take_thread_control" => MetaAnswer.Success(),
            _ => MetaAnswer.Gone(id),
        };
    }

    private async Task<MetaAnswer> CommentAsync(BrandAccount account, MetaCall call, string id)
    {
        if (Own(account, id) is not { } target) return MetaAnswer.Gone(id);
        var text = call.Text("message") ?? "";
        var photo = call.Text("attachment_id") is { } file ? uploads.Find(account, file, "photo") : null;
        if (photo is null && call.Text("attachment_id") is not null) return MetaAnswer.Error(400, 100, "(#100) Invalid attachment_id");
        if (text.Length == 0 && photo is null) return MetaAnswer.Error(400, 100, "(#100) Param message is required");
        if (text.Length > MetaRules.CommentLimit) return MetaAnswer.Error(400, 100, "(#100) Param message is too long");
        var newest = world.Under(target.Kind == "comment" && target.ParentId != target.PostId ? target.ParentId ?? target.Id : target.Id).LastOrDefault(c => c.FromId == account.ExternalId);
        if (photo is null && newest?.Message == text)
            return MetaAnswer.Error(400, 506, "(#506) Duplicate status message");
        return Id((await network.CommentAsync(account, target.Id, text, native: false, photo)).Id);
    }

    private async Task<MetaAnswer> ChangeAsync(BrandAccount account, MetaCall call, string id)
    {
        if (Own(account, id) is not { } item) return MetaAnswer.Gone(id);
        if (call.Text("is_hidden") is { } hidden)
        {
            if (item.FromId == account.ExternalId) return MetaAnswer.Error(403, 200, "(#200) A Page cannot hide its own comment");
            await network.HideAsync(account, item, hidden is "true" or "1");
            return MetaAnswer.Success();
        }

        if (call.Text("message") is not { Length: > 0 } text) return MetaAnswer.Error(400, 100, "(#100) Nothing to change");
        if (item.FromId != account.ExternalId) return MetaAnswer.Error(403, 200, "(#200) Permissions error");
        world.Put(item with { Message = text, EditedAt = clock.GetUtcNow() });
        network.Done(account, item, "edit", text);
        return MetaAnswer.Success();
    }

    private async Task<MetaAnswer> DeleteAsync(BrandAccount account, string id)
    {
        if (Own(account, id) is not { } item) return MetaAnswer.Gone(id);
        network.Done(account, item, "delete", "");
        await network.RemoveAsync(account, item);
        return MetaAnswer.Success();
    }

    private async Task<MetaAnswer> MessageAsync(BrandAccount account, MetaCall call)
    {
        var recipient = call.Object("recipient");
        if (call.Text("sender_action") is not null) return MetaAnswer.Ok(new JsonObject { ["recipient_id"] = recipient?["id"]?.ToString() });
        var message = call.Object("message");
        var text = message?["text"]?.ToString() ?? "";
        var attached = message?["attachment"]?["payload"]?["attachment_id"]?.ToString();
        var file = attached is null ? null : uploads.Find(account, attached, "message");
        if (attached is not null && file is null) return MetaAnswer.Error(400, 100, "(#100) Invalid data", 2018074);
        if ((text.Length == 0) == (file is null)) return MetaAnswer.Error(400, 100, "(#100) The parameter message is required: a text or an attachment");
        if (text.Length > MetaRules.MessageLimit) return MetaAnswer.Error(400, 100, "(#100) Length of param message[text] must be less than or equal to 2000");
        var metadata = message?["metadata"]?.ToString();

        var answered = recipient?["comment_id"]?.ToString() ?? recipient?["post_id"]?.ToString();
        if (answered is not null && file is not null) return MetaAnswer.Error(400, 100, "(#100) A private reply is a text here");
        if (answered is not null) return await ReplyPrivatelyAsync(account, answered, text, metadata);

        var psid = recipient?["id"]?.ToString() ?? "";
        if (world.Thread(account.ExternalId, psid) is not { } thread) return MetaAnswer.Error(400, 100, "(#100) No matching user found", 2018001);
        var tagged = call.Text("messaging_type") == "MESSAGE_TAG";
        if (tagged && call.Text("tag") != "HUMAN_AGENT") return MetaAnswer.Error(400, 100, "(#100) Tag is not supported");
        if (tagged && !account.HumanAgent) return MetaAnswer.Error(403, 10, "(#10) To use the HUMAN_AGENT tag, your app needs the Human Agent feature", 2018108);
        var window = tagged ? MetaRules.HumanAgentWindow : MetaRules.Window;
        if (thread.LastFromPerson is not { } last || clock.GetUtcNow() - last > window) return MetaAnswer.OutsideWindow();
        return Sent(psid, await network.MessageAsync(account, psid, null, text, metadata, "message", null, native: false, file));
    }

    /// <summary>One message into a person's Messenger per comment or post, within seven days; more only after an answer.</summary>
    private async Task<MetaAnswer> ReplyPrivatelyAsync(BrandAccount account, string id, string text, string? metadata)
    {
        if (Own(account, id) is not { } item) return MetaAnswer.Gone(id);
        if (item.FromId == account.ExternalId || clock.GetUtcNow() - item.CreatedAt > MetaRules.PrivateReplyWithin)
            return MetaAnswer.Error(400, 10903, "(#10903) This user cant reply to this activity");
        if (!world.UsePrivateReply(id)) return MetaAnswer.Error(400, 10900, "(#10900) Activity already replied to");
        var psid = network.Psid(account.ExternalId, item.FromId);
        return Sent(psid, await network.MessageAsync(account, psid, item.FromName, text, metadata, "private-reply", id, native: false));
    }

    private MetaItem? Own(BrandAccount account, string id) => world.Item(id) is { } item && item.PageId == account.ExternalId ? item : null;

    private static MetaAnswer Id(string id) => MetaAnswer.Ok(new JsonObject { ["id"] = id });

    private static MetaAnswer Sent(string psid, MetaMessage message) => MetaAnswer.Ok(new JsonObject { ["recipient_id"] = psid, ["message_id"] = message.Mid });
}
