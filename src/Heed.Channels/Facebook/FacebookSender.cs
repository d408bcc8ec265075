using System.Diagnostics;
using Heed.Core.Channels;
using Heed.Core.Messages;

namespace Heed.Channels.Facebook;

/// <summary>Sends an answer by its mode: under a comment, in Messenger, or as the one private reply; hides and deletes comments.</summary>
internal sealed class FacebookSender(ChannelAccount account, FacebookHttp graph)
{
    private readonly FacebookUpload upload = new(account, graph);

    public async Task<SendOutcome> SendAsync(OutboundMessage message, CancellationToken ct)
    {
        if (Impossible(message) is { } refused) return refused;
        var (file, failure) = await FileAsync(message, ct);
        if (failure is not null) return failure;
        return message.Mode switch
        {
            FacebookModes.Comment => Ended(
                await graph.PostAsync($"{message.TargetExternalId}/comments", Comment(message.Text, file), ct), "id"),
            FacebookModes.Message => Ended(
                await MessageAsync(new { recipient = new { id = message.Recipient }, messaging_type = "RESPONSE", message = Content(message, file) }, ct), "message_id"),
            FacebookModes.MessageHumanAgent => Ended(
                await MessageAsync(new { recipient = new { id = message.Recipient }, messaging_type = "MESSAGE_TAG", tag = "HUMAN_AGENT", message = Content(message, file) }, ct), "message_id"),
            FacebookModes.PrivateReply => Ended(
                await MessageAsync(new { recipient = PrivateReplyTo(message), message = Content(message, file) }, ct), "message_id", message.Recipient),
            _ => throw new UnreachableException(), // Impossible() let no other mode through
        };
    }

    /// <summary>Hiding twice is hiding once: what may have worked is simply tried again.</summary>
    public async Task<SendOutcome> ModerateAsync(ModerationRequest request, CancellationToken ct)
    {
        if (!FacebookHttp.IsPlain(request.ExternalId)) return NoTarget;
        var reply = request.Action switch
        {
            ModerationAction.Hide => await graph.RepeatableAsync(HttpMethod.Post, request.ExternalId, new { is_hidden = true }, ct),
            ModerationAction.Unhide => await graph.RepeatableAsync(HttpMethod.Post, request.ExternalId, new { is_hidden = false }, ct),
            ModerationAction.Delete => await graph.RepeatableAsync(HttpMethod.Delete, request.ExternalId, body: null, ct),
            _ => throw new UnreachableException(),
        };
        if (reply.Failure is not null) return reply.Failure;
        SendOutcome done = reply.Root.Member("success") is { ValueKind: System.Text.Json.JsonValueKind.False }
            ? new SendOutcome.Refused(FacebookTrouble.NoSuccess.As())
            : new SendOutcome.Sent(request.ExternalId);
        return done with { Rate = reply.Rate };
    }

    private static SendOutcome.Refused NoTarget => new(FacebookTrouble.NoTarget.As());

    // A file with its bytes is brought first; one that lies on the web Facebook fetches itself.
    private async Task<(SentFile? File, SendOutcome? Failure)> FileAsync(OutboundMessage message, CancellationToken ct)
    {
        if (message.Attachments is not [var file]) return (null, null);
        if (file.Content is null) return (new SentFile(FacebookUpload.TypeOf(file), null, file.Url), null);
        var (id, failure) = message.Mode == FacebookModes.Comment
            ? await upload.PhotoAsync(message, file, ct)
            : await upload.MessageAsync(message, file, ct);
        return (id is null ? null : new SentFile(FacebookUpload.TypeOf(file), id, null), failure);
    }

    private SendOutcome.Refused? Impossible(OutboundMessage message)
    {
        var toMessenger = message.Mode is FacebookModes.Message or FacebookModes.MessageHumanAgent or FacebookModes.PrivateReply;
        if (!toMessenger && message.Mode != FacebookModes.Comment)
            return new SendOutcome.Refused(FacebookTrouble.NoSuchMode.As(message.Mode));
        if (message.Mode is FacebookModes.Comment or FacebookModes.PrivateReply && !FacebookHttp.IsPlain(message.TargetExternalId)) return NoTarget;
        if (toMessenger && !FacebookHttp.IsPlain(account.ExternalId)) return new SendOutcome.Refused(FacebookTrouble.BadPageId.As(account.ExternalId));
        if (message.Mode is FacebookModes.Message or FacebookModes.MessageHumanAgent && FacebookKeys.IsStandIn(message.Recipient))
            return new SendOutcome.Refused(FacebookTrouble.NoRecipient.As());

        if (message.Text.Length == 0 && message.Attachments.Count == 0) return new SendOutcome.Refused(FacebookTrouble.Empty.As());
        if (message.Attachments.Count > 1) return new SendOutcome.Refused(FacebookTrouble.OneFileOnly.As());
        if (message.Attachments is [{ Content: null or { Length: 0 } } file] && FacebookAttachments.Web(file.Url) is null)
            return new SendOutcome.Refused(FacebookTrouble.FileLost.As(file.Name));
        if (message is { Mode: FacebookModes.PrivateReply, Attachments.Count: > 0 }) return new SendOutcome.Refused(FacebookTrouble.TextOrFile.As());
        if (toMessenger && message is { Text.Length: > 0, Attachments.Count: > 0 })
            return new SendOutcome.Refused(FacebookTrouble.TextOrFile.As());
        return null;
    }

    private Task<FacebookReply> MessageAsync(object body, CancellationToken ct) => graph.PostAsync($"{account.ExternalId}/messages", body, ct);

    private static object Comment(string text, SentFile? file) => file switch
    {
        null => new { message = text },
        { Id: { } id } => new { message = text, attachment_id = id },
        _ => new { message = text, attachment_url = file.Url },
    };

    // The own key comes back in the echo: the one thing that tells for certain that an unknown send arrived.
    private static object Content(OutboundMessage message, SentFile? file) => file switch
    {
        null => new { text = message.Text, metadata = message.OwnKey },
        { Id: { } id } => new { attachment = new { type = file.Type, payload = new { attachment_id = id } }, metadata = message.OwnKey },
        _ => new { attachment = new { type = file.Type, payload = new { url = file.Url } }, metadata = message.OwnKey },
    };

    /// <summary>A file as the send names it: by the id its upload got, or by its address.</summary>
    private sealed record SentFile(string Type, string? Id, string? Url);

    // Comments and posts have ids of the same shape; the thread tells them apart, else the Page's own prefix does.
    private object PrivateReplyTo(OutboundMessage message)
    {
        var target = message.TargetExternalId;
        var isPost = message.ThreadKey.StartsWith(FacebookKeys.Post, StringComparison.Ordinal)
            ? message.ThreadKey == FacebookKeys.Post + target
            : target!.StartsWith($"{account.ExternalId}_", StringComparison.Ordinal); // Impossible() checked the target
        return isPost ? new { post_id = target } : new { comment_id = target };
    }

    private static SendOutcome Ended(FacebookReply reply, string idName, string? knownAs = null)
    {
        if (reply.Failure is not null) return reply.Failure;
        var alias = knownAs is null || reply.Root.Id("recipient_id") == knownAs ? null : reply.Root.Id("recipient_id");
        SendOutcome end = reply.Root.Id(idName) is { } id
            ? new SendOutcome.Sent(id, alias)
            : new SendOutcome.Unknown(FacebookTrouble.NoIdGiven.As());
        return end with { Rate = reply.Rate };
    }
}
