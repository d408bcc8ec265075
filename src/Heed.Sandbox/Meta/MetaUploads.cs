using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Heed.Sandbox.Accounts;
using Heed.Sandbox.Ledger;

namespace Heed.Sandbox.Meta;

/// <summary>A file as it came in a form.</summary>
internal sealed record MetaFile(string Name, string ContentType, byte[] Bytes);

/// <summary>Files brought to the imitated Facebook before a message or a comment names them: <c>message_attachments</c>, and <c>photos</c> nobody sees.</summary>
internal sealed class MetaUploads(IdMint ids)
{
    private readonly ConcurrentDictionary<(string Page, string Id), (string Kind, SentFile File)> _files = new();

    public MetaAnswer Attachment(BrandAccount account, MetaCall call)
    {
        var type = call.Object("message")?["attachment"]?["type"]?.ToString();
        if (type is not ("image" or "audio" or "video" or "file")) return MetaAnswer.Error(400, 100, "(#100) The parameter message is required");
        if (!call.Files.TryGetValue("filedata", out var file)) return MetaAnswer.Error(400, 100, "(#100) Upload attachment failure.", 2018047);
        if (file.Bytes.LongLength > MetaRules.AttachmentBytes) return MetaAnswer.Error(400, 100, "(#100) Attachment size exceeds allowable limit", 2018047);
        if (type != "file" && file.ContentType.Split('/')[0] != type)
            return MetaAnswer.Error(400, 100, "(#100) Upload attachment failure. A common way to trigger this error is that the provided media type does not match type of file provided in the URL", 2018047);
        return Kept(account, "message", file, "attachment_id");
    }

    public MetaAnswer Photo(BrandAccount account, MetaCall call)
    {
        if (!call.Files.TryGetValue("source", out var file)) return MetaAnswer.Error(400, 324, "(#324) Requires upload file");
        if (call.Text("published") != "false") return MetaAnswer.Error(403, 200, "(#200) If posting to a page, requires pages_manage_posts");
        if (file.Bytes.LongLength > MetaRules.PhotoBytes || file.ContentType.Split('/')[0] != "image")
            return MetaAnswer.Error(400, 100, "Your photos couldn't be uploaded. Photos should be less than 4 MB and saved as JPG, PNG, GIF, TIFF, HEIF or WebP files.", 1366046);
        return Kept(account, "photo", file, "id");
    }

    /// <summary>Null when there is none of this kind under this id.</summary>
    /// <param name="kind"><c>message</c> or <c>photo</c>.</param>
    public SentFile? Find(BrandAccount account, string id, string kind) =>
        _files.TryGetValue((account.ExternalId, id), out var found) && found.Kind == kind ? found.File : null;

    private MetaAnswer Kept(BrandAccount account, string kind, MetaFile file, string idName)
    {
        var id = ids.Next();
        _files[(account.ExternalId, id)] = (kind, SentFile.Of(file.Name, file.ContentType, file.Bytes));
        return MetaAnswer.Ok(new JsonObject { [idName] = id });
    }
}
