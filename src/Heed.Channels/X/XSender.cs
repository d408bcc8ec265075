using System.Text.Json.Nodes;
using Heed.Channels.Http;
using Heed.Core.Channels;

namespace Heed.Channels.X;

/// <summary>Sends replies and direct messages, hides replies under the brand's posts.</summary>
internal sealed class XSender(TimeProvider clock, XApi api)
{
    private readonly XMediaUpload media = new(clock, api);

    public const string ReplyMode = "reply";
    public const string DirectMode = "dm";

    public Task<SendOutcome> SendAsync(ChannelAccount account, OutboundMessage message, HttpClient http, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(message.Text) && message.Attachments.Count == 0)
            return Refused(XTrouble.Empty.As());

        return message.Mode switch
        {
            ReplyMode => ReplyAsync(account, message, http, ct),
            DirectMode => DirectAsync(account, message, http, ct),
            _ => Refused(XTrouble.NoSuchMode.As(message.Mode)),
        };
    }

    public async Task<SendOutcome> ModerateAsync(ChannelAccount account, ModerationRequest request, HttpClient http, CancellationToken ct)
    {
        if (request.Action == ModerationAction.Delete)
            return new SendOutcome.Refused(XTrouble.DeleteNotOffered.As());
        if (request.ExternalId.StartsWith(XDirectMessage.IdPrefix, StringComparison.Ordinal))
            return new SendOutcome.Refused(XTrouble.HideNotOffered.As());

        var body = new JsonObject { ["hidden"] = request.Action == ModerationAction.Hide };
        var exchange = await api.CallAsync(account, HttpMethod.Put, $"/2/tweets/{Uri.EscapeDataString(request.ExternalId)}/hidden", XApi.Json(body), http, ct);
        return Outcome(exchange, static _ => "", _ => request.ExternalId);
    }

    private async Task<SendOutcome> ReplyAsync(ChannelAccount account, OutboundMessage message, HttpClient http, CancellationToken ct)
    {
        if (message.TargetExternalId is not { Length: > 0 } target || target.StartsWith(XDirectMessage.IdPrefix, StringComparison.Ordinal))
            return new SendOutcome.Refused(XTrouble.NoTarget.As());

        var (files, failure) = await media.BringAsync(account, message.Attachments, direct: false, http, ct);
        if (failure is not null)
            return failure;
        var body = Text(message);
        body["reply"] = new JsonObject { ["in_reply_to_tweet_id"] = target };
        if (files.Count > 0)
            body["media"] = new JsonObject { ["media_ids"] = new JsonArray([.. files.Select(f => JsonValue.Create(f))]) };
        var exchange = await api.CallAsync(account, HttpMethod.Post, "/2/tweets", XApi.Json(body), http, ct);
        return Outcome(exchange, static data => data.Id("id"), static id => id);
    }

    private async Task<SendOutcome> DirectAsync(ChannelAccount account, OutboundMessage message, HttpClient http, CancellationToken ct)
    {
        if (message.Recipient.Length == 0)
            return new SendOutcome.Refused(XTrouble.NoRecipient.As());

        if (message.Attachments.Count > 1)
            return new SendOutcome.Refused(XTrouble.WrongFiles.As());
        var (files, failure) = await media.BringAsync(account, message.Attachments, direct: true, http, ct);
        if (failure is not null)
            return failure;
        var body = Text(message);
        if (files.Count > 0)
            body["attachments"] = new JsonArray([.. files.Select(f => new JsonObject { ["media_id"] = f })]);
        var path = $"/2/dm_conversations/with/{Uri.EscapeDataString(message.Recipient)}/messages";
        var exchange = await api.CallAsync(account, HttpMethod.Post, path, XApi.Json(body), http, ct);
        return Outcome(exchange, static data => data.Id("dm_event_id"), static id => XDirectMessage.IdPrefix + id);
    }

    // With files X wants no text at all rather than an empty one.
    private static JsonObject Text(OutboundMessage message) => string.IsNullOrWhiteSpace(message.Text) ? [] : new JsonObject { ["text"] = message.Text };

    private SendOutcome Outcome(Exchange exchange, Func<System.Text.Json.JsonElement, string?> readId, Func<string, string> externalId)
    {
        var rate = XApi.Rate(exchange);
        if (exchange is not Exchange.Answered answer)
            return ChannelHttp.WithoutAnswer(exchange)!; // not answered is all it maps

        if (!answer.IsSuccess)
            return XErrors.Outcome(answer.Status, XProblem.Read(answer.Body), rate, clock.GetUtcNow()) with { Rate = rate };

        using var document = JsonAnswer.TryParse(answer.Body);
        return document is not null && readId(document.RootElement.Member("data")) is { } id
            ? new SendOutcome.Sent(externalId(id)) { Rate = rate }
            : new SendOutcome.Unknown(XTrouble.NoIdGiven.As()) { Rate = rate };
    }

    private static Task<SendOutcome> Refused(Trouble why) => Task.FromResult<SendOutcome>(new SendOutcome.Refused(why));
}
