using System.Text.Json;
using Heed.Core.Messages;

namespace Heed.Channels.Facebook;

/// <summary>Files that come with posts, comments and messages. Their addresses expire: whoever stores them fetches at once.</summary>
internal static class FacebookAttachments
{
    private const int LongestName = 100;

    /// <summary>Messenger: every file once. A sticker comes as an image, as a sticker, or (June to August 2026) as both.</summary>
    public static IReadOnlyList<Attachment> OfMessage(JsonElement message)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var files = new List<Attachment>();
        foreach (var attachment in message.Items("attachments"))
        {
            var type = attachment.Text("type") ?? "file";
            var payload = attachment.Object("payload");
            var url = payload?.Text("url") ?? attachment.Text("url");
            if (type is "template" or "location" or "fallback") continue; // They are words: FacebookParser.Described puts them into the text.

            var key = payload?.Id("sticker_id") ?? url;
            if (key is null || seen.Add(key)) files.Add(Of(type, url));
        }

        return files;
    }

    /// <summary>Webhooks of the feed: <c>photo</c>, <c>photos[]</c>, <c>video</c>, and the <c>link</c> that is the picture itself.</summary>
    public static IReadOnlyList<Attachment> OfFeed(JsonElement value, string item)
    {
        List<(string Type, string? Url)> found = [("image", value.Text("photo")), ("video", value.Text("video"))];
        foreach (var photo in value.Items("photos"))
            if (photo.ValueKind == JsonValueKind.String) found.Add(("image", photo.GetString()));
        if (item is "photo") found.Add(("image", value.Text("link")));
        if (item is "video") found.Add(("video", value.Text("link")));
        return [.. found.Where(f => Web(f.Url) is not null).DistinctBy(f => f.Url).Select(f => Of(f.Type, f.Url))];
    }

    /// <summary>The Graph API's <c>attachment</c> of a comment and <c>attachments</c> of a post or message.</summary>
    public static IReadOnlyList<Attachment> OfApi(JsonElement owner)
    {
        var all = owner.Edge("attachments").ToList();
        if (owner.Object("attachment") is { } one) all.Add(one);
        return [.. all.Select(OfApiOne).OfType<Attachment>().DistinctBy(a => a.Url)];
    }

    private static Attachment? OfApiOne(JsonElement attachment)
    {
        var image = attachment.Object("image_data")?.Text("url") ?? attachment.Object("media")?.Object("image")?.Text("src");
        var video = attachment.Object("video_data")?.Text("url");
        var url = video ?? image ?? attachment.Text("file_url");
        if (Web(url) is null) return null;
        var type = attachment.Text("mime_type");
        var file = Of(video is not null ? "video" : image is not null ? "image" : "file", url);
        return file with { Name = Named(attachment.Text("name")) ?? file.Name, ContentType = type ?? file.ContentType };
    }

    private static Attachment Of(string type, string? url)
    {
        var web = Web(url);
        var name = web is null ? null : Named(Uri.UnescapeDataString(web.Segments[^1]));
        var contentType = (type, Path.GetExtension(name)?.ToLowerInvariant()) switch
        {
            (_, ".jpg" or ".jpeg") => "image/jpeg",
            (_, ".png") => "image/png",
            (_, ".gif") => "image/gif",
            (_, ".webp") => "image/webp",
            (_, ".mp4") => "video/mp4",
            (_, ".pdf") => "application/pdf",
            ("image" or "sticker", _) => "image/*",
            ("audio", _) => "audio/*",
            ("video" or "reel" or "ig_reel", _) => "video/*",
            _ => "application/octet-stream",
        };
        return new Attachment(name ?? type, contentType, web?.AbsoluteUri);
    }

    /// <summary>Only web addresses are followed or shown; a <c>javascript:</c> or <c>file:</c> one is nobody's attachment.</summary>
    public static Uri? Web(string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp) ? uri : null;

    private static string? Named(string? name)
    {
        var last = name?.Split('/', '\\')[^1];
        if (last is null or "" || !last.Contains('.', StringComparison.Ordinal)) return null;
        var clean = string.Concat(last.Where(c => !char.IsControl(c)));
        return clean.Length > LongestName ? clean[^LongestName..] : clean;
    }
}
