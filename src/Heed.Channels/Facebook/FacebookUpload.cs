using System.Net.Http.Headers;
using System.Text.Json;
using Heed.Core.Channels;
using Heed.Core.Messages;

namespace Heed.Channels.Facebook;

/// <summary>Hands a file to Facebook before the message that shows it. Nobody sees it until then: whatever fails here was certainly not sent, and may be tried again.</summary>
/// <remarks>https://developers.facebook.com/docs/messenger-platform/reference/attachment-upload-api and /docs/graph-api/reference/page/photos</remarks>
internal sealed class FacebookUpload(ChannelAccount account, FacebookHttp graph)
{
    /// <summary>For Messenger.</summary>
    /// <returns>The <c>attachment_id</c>, or how it failed.</returns>
    public Task<(string? Id, SendOutcome? Failure)> MessageAsync(OutboundMessage message, Attachment file, CancellationToken ct)
    {
        var told = JsonSerializer.Serialize(new { attachment = new { type = TypeOf(file), payload = new { is_reusable = true } } });
        return BringAsync("message_attachments", () => Form(file, "filedata", ("message", told)), "attachment_id", message, ct);
    }

    /// <summary>For a comment: a photo that stands on the Page for nobody until the comment names it.</summary>
    public Task<(string? Id, SendOutcome? Failure)> PhotoAsync(OutboundMessage message, Attachment file, CancellationToken ct) =>
        BringAsync("photos", () => Form(file, "source", ("published", "false"), ("temporary", "true")), "id", message, ct);

    public static string TypeOf(Attachment file) => file.ContentType.Split('/')[0] is var type and ("image" or "audio" or "video") ? type : "file";

    private async Task<(string? Id, SendOutcome? Failure)> BringAsync(string edge, Func<HttpContent> content, string idName, OutboundMessage message, CancellationToken ct)
    {
        var reply = await graph.UploadAsync($"{account.ExternalId}/{edge}", content, message.UploadTime, ct);
        // The limits of uploads are those of the account all the same: the pacing learns from them.
        if (reply.Failure is not null) return (null, reply.Failure);
        return reply.Root.Id(idName) is { } id && FacebookHttp.IsPlain(id)
            ? (id, null)
            : (null, new SendOutcome.Retry(TimeSpan.FromSeconds(30), FacebookTrouble.UnreadableAnswer.As()) { Rate = reply.Rate });
    }

    private static MultipartFormDataContent Form(Attachment file, string fileField, params ReadOnlySpan<(string Name, string Value)> fields)
    {
        var form = new MultipartFormDataContent();
        foreach (var (name, value) in fields) form.Add(new StringContent(value), name);
        var bytes = new ByteArrayContent(file.Content!); // the sender looked
        bytes.Headers.ContentType = MediaTypeHeaderValue.TryParse(file.ContentType, out var type) ? type : new MediaTypeHeaderValue("application/octet-stream");
        form.Add(bytes, fileField, file.Name);
        return form;
    }
}
