using System.Text.Json;
using Heed.Core.Messages;

namespace Heed.Channels.X;

/// <summary>Pictures and films of a post or a direct message, as addresses on X.</summary>
internal static class XMedia
{
    /// <summary>v2: keys in <c>attachments.media_keys</c>, objects in <c>includes.media</c>.</summary>
    public static IReadOnlyList<Attachment> Of(JsonElement owner, JsonElement includes)
    {
        var keys = owner.Member("attachments").Member("media_keys").Items().Select(k => k.Text()).OfType<string>().ToHashSet(StringComparer.Ordinal);
        return keys.Count == 0
            ? []
            : [.. includes.Member("media").Items().Where(m => m.Text("media_key") is { } key && keys.Contains(key)).Select(Read).OfType<Attachment>()];
    }

    /// <summary>A v2 or v1.1 media object; null when it has no address.</summary>
    public static Attachment? Read(JsonElement medium)
    {
        var type = medium.Text("type") ?? "photo";
        var film = BestVariant(medium.Member("variants")) ?? BestVariant(medium.Member("video_info").Member("variants"));
        var url = film ?? medium.WebAddress("url_https") ?? (medium.Member("media_url_https").Exists() ? medium.WebAddress("media_url_https") : medium.WebAddress("url"))
            ?? medium.WebAddress("media_url") ?? medium.WebAddress("preview_image_url");
        if (url is null)
            return null;

        var name = Path.GetFileName(new Uri(url).AbsolutePath);
        return new Attachment(name.Length == 0 ? type : name, ContentType(name, isFilm: film is not null), url);
    }

    private static string? BestVariant(JsonElement variants) => variants.Items()
        .Where(v => v.Text("content_type") == "video/mp4")
        .OrderByDescending(v => v.Count("bit_rate") ?? v.Count("bitrate") ?? 0)
        .Select(v => v.WebAddress("url")).FirstOrDefault(url => url is not null);

    private static string ContentType(string name, bool isFilm) => isFilm ? "video/mp4" : Path.GetExtension(name).ToUpperInvariant() switch
    {
        ".PNG" => "image/png",
        ".GIF" => "image/gif",
        ".WEBP" => "image/webp",
        ".MP4" => "video/mp4",
        _ => "image/jpeg",
    };
}
