using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Heed.Sandbox.Accounts;
using Heed.Sandbox.Ledger;

namespace Heed.Sandbox.X;

/// <summary>Media brought to the imitated X in pieces (<c>/2/media/upload/…</c>), to be named by a post or a direct message within a day.</summary>
internal sealed class XUploads(IdMint ids, TimeProvider clock)
{
    private const int LargestPiece = 5 * 1024 * 1024;
    private static readonly TimeSpan Kept = TimeSpan.FromDays(1);
    private static readonly Dictionary<string, long> Largest = new(StringComparer.Ordinal) { ["image"] = 5L << 20, ["gif"] = 15L << 20, ["video"] = 512L << 20 };

    private readonly ConcurrentDictionary<string, XMedium> _media = new(StringComparer.Ordinal);

    public async Task<XAnswer> InitializeAsync(HttpContext context, BrandAccount account)
    {
        if (await XApi.BodyAsync(context) is not { } body) return XAnswer.Invalid("The body is not a JSON object.");
        var (type, category) = (body["media_type"]?.ToString() ?? "", body["media_category"]?.ToString() ?? "");
        if (category.Split('_') is not ["tweet" or "dm", var sort] || !Largest.TryGetValue(sort, out var largest)) return XAnswer.Invalid($"media_category '{category}' is not one of the known ones.");
        if (body["total_bytes"]?.GetValue<long>() is not { } total || total <= 0) return XAnswer.Invalid("total_bytes is required.");
        if (total > largest) return XAnswer.Invalid($"File size exceeds {largest} bytes.");
        if (!Fits(type, sort)) return XAnswer.Invalid($"media_type '{type}' does not fit media_category '{category}'.");
        var medium = new XMedium(ids.Next(), account.Account, type, category, total, clock.GetUtcNow());
        _media[medium.Id] = medium;
        return Told(medium);
    }

    public async Task<XAnswer> AppendAsync(HttpContext context, BrandAccount account, string id)
    {
        if (Of(account, id) is not { Done: false } medium) return XAnswer.Invalid("Invalid or expired mediaId.");
        if (!context.Request.HasFormContentType) return XAnswer.Invalid("media is required.");
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        if (form.Files["media"] is not { } piece || piece.Length > LargestPiece || !int.TryParse(form["segment_index"], out var index)) return XAnswer.Invalid("media and segment_index are required; a segment has at most 5 MB.");
        using var bytes = new MemoryStream();
        await piece.CopyToAsync(bytes, context.RequestAborted);
        medium.Pieces[index] = bytes.ToArray();
        return new XAnswer(200, new JsonObject { ["data"] = new JsonObject { ["expires_at"] = (medium.At + Kept).ToUnixTimeSeconds() } });
    }

    public XAnswer Finish(BrandAccount account, string id)
    {
        if (Of(account, id) is not { } medium) return XAnswer.Invalid("Invalid or expired mediaId.");
        if (medium.Pieces.Values.Sum(p => p.LongLength) != medium.Total) return XAnswer.Invalid("Segments do not add up to provided total file size.");
        medium.Done = true;
        // Films and GIFs are looked at first: the first question finds them still under way.
        medium.LooksLeft = medium.Category.EndsWith("image", StringComparison.Ordinal) ? 0 : 1;
        return Told(medium);
    }

    public XAnswer Status(BrandAccount account, string id)
    {
        if (Of(account, id) is not { Done: true } medium) return XAnswer.Invalid("Invalid or expired mediaId.");
        if (medium.LooksLeft > 0) medium.LooksLeft--;
        return Told(medium, asked: true);
    }

    /// <summary>The files a post or a direct message names.</summary>
    /// <param name="kind"><c>tweet</c> or <c>dm</c>.</param>
    /// <returns>Null when one of them is not there, not ready, of the other kind, or they do not go together.</returns>
    public IReadOnlyList<XMedium>? Named(BrandAccount account, IEnumerable<string> named, string kind)
    {
        var found = named.Select(id => Of(account, id)).ToList();
        var all = found.OfType<XMedium>().Where(m => m is { Done: true, LooksLeft: 0 } && m.Category.StartsWith(kind + "_", StringComparison.Ordinal)).ToList();
        if (all.Count != found.Count) return null;
        var most = kind == "tweet" && all.All(m => m.Category == "tweet_image") ? 4 : 1;
        return all.Count <= most ? all : null;
    }

    private XMedium? Of(BrandAccount account, string id) =>
        _media.TryGetValue(id, out var medium) && medium.Account == account.Account && clock.GetUtcNow() - medium.At < Kept ? medium : null;

    private static bool Fits(string type, string sort) => sort switch
    {
        "gif" => type == "image/gif",
        "video" => type is "video/mp4" or "video/quicktime" or "video/webm",
        _ => type is "image/jpeg" or "image/png" or "image/webp",
    };

    private static XAnswer Told(XMedium medium, bool asked = false)
    {
        var data = new JsonObject { ["id"] = medium.Id, ["media_key"] = medium.Key, ["expires_after_secs"] = (int)Kept.TotalSeconds };
        if (medium.Done) data["size"] = medium.Total;
        if (medium.LooksLeft > 0) data["processing_info"] = new JsonObject { ["state"] = asked ? "in_progress" : "pending", ["check_after_secs"] = 1 };
        else if (asked) data["processing_info"] = new JsonObject { ["state"] = "succeeded", ["progress_percent"] = 100 };
        return new XAnswer(200, new JsonObject { ["data"] = data });
    }
}

/// <summary>One medium, as far as it has been brought.</summary>
internal sealed record XMedium(string Id, string Account, string Type, string Category, long Total, DateTimeOffset At)
{
    public ConcurrentDictionary<int, byte[]> Pieces { get; } = new();

    public bool Done { get; set; }

    public int LooksLeft { get; set; }

    /// <summary>3: a picture, 16: a GIF, 7: a film.</summary>
    public string Key => (Category.Split('_')[1] switch { "gif" => "16_", "video" => "7_", _ => "3_" }) + Id;

    /// <summary>X forgets the names of files.</summary>
    public SentFile Sent() => SentFile.Of(Key, Type, [.. Pieces.OrderBy(p => p.Key).SelectMany(p => p.Value)]);
}
