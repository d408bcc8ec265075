using System.Security.Cryptography;
using Heed.Core.Channels;
using Heed.Core.Messages;
using Heed.Server.Media;
using Heed.Storage.Blobs;
using Microsoft.AspNetCore.StaticFiles;

namespace Heed.Server.Replies;

/// <summary>Files to go with a message, by their ids and who brought them.</summary>
internal sealed record Enclosed(string Owner, IReadOnlyList<Guid> Ids)
{
    public static Enclosed Nothing { get; } = new("", []);
}

/// <summary>How bringing a file ended.</summary>
/// <param name="Problem">Stable code of what stood in the way.</param>
internal sealed record Brought(Upload? Upload, string? Problem);

/// <summary>Files that agents and programs bring before they send: held against the rules of the box, kept until they are sent, removed or swept.</summary>
internal sealed class Uploads(UploadStore store, ReplyBoxes boxes, HeedOptions options, TimeProvider clock)
{
    private const int MostInNote = 10;

    private static readonly FileExtensionContentTypeProvider Types = new();

    /// <summary>Notes stay here: anything goes.</summary>
    public FileRules NoteRules => new([new FileSort([], options.MaxUploadBytes, MostInNote)]);

    public static string OwnerOf(Guid person) => $"user:{person}";

    public Task<IReadOnlyList<Upload>> OfAsync(Guid caseId, string owner, CancellationToken ct) => store.OfAsync(caseId, owner, ct);

    /// <summary>What the box takes, or the code of why it takes none.</summary>
    /// <param name="account">Null: the first open box of this visibility.</param>
    public async Task<(FileRules? Rules, string? Problem)> RulesAsync(Guid caseId, Visibility visibility, Guid? account, CancellationToken ct)
    {
        if (visibility == Visibility.Note)
            return (NoteRules, null);
        var ways = (await boxes.OfAsync(caseId, ct)).Where(b => b.Visibility == visibility && (account is null || b.Account.Id == account)).ToList();
        var way = ways.Find(b => b.Box.Open) ?? ways.FirstOrDefault();
        if (way is null)
            return (null, "no-box");
        if (!way.Box.Open)
            return (null, "closed:" + way.Box.Reason);
        return way.Box.Files is { } rules ? (rules, null) : (null, "no-files:" + way.Box.NoFiles);
    }

    /// <summary>Keeps a file for the box, if it may go there beside those that wait already.</summary>
    public async Task<Brought> BringAsync(Guid caseId, Visibility visibility, FileRules rules, string owner, string? name, byte[] content, CancellationToken ct)
    {
        if (content.Length == 0)
            return new Brought(null, "file-empty");
        var now = clock.GetUtcNow();
        var called = FileName.Clean(name);
        var upload = new Upload
        {
            Id = Guid.CreateVersion7(now),
            CaseId = caseId,
            Owner = owner,
            Visibility = visibility,
            Name = called,
            ContentType = TypeOf(called, content),
            Size = content.LongLength,
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(content)),
            At = now,
        };
        var waiting = (await store.OfAsync(caseId, owner, ct)).Where(u => u.Visibility == visibility);
        if (rules.Problem([.. waiting.Append(upload).Select(Facts)]) is { } problem)
            return new Brought(null, problem);
        await store.KeepAsync(upload, content, ct);
        return new Brought(upload, null);
    }

    public Task<bool> RemoveAsync(Guid id, Guid caseId, string owner, CancellationToken ct) => store.RemoveAsync(id, caseId, owner, ct);

    /// <summary>The files as they were named, each once.</summary>
    /// <returns>Null when one of them is not there, or is somebody else's: that is not told apart.</returns>
    public async Task<IReadOnlyList<Upload>?> FindAsync(Guid caseId, Enclosed enclosed, CancellationToken ct)
    {
        if (enclosed.Ids.Count == 0)
            return [];
        var asked = enclosed.Ids.Distinct().ToList();
        var mine = await store.OfAsync(caseId, enclosed.Owner, ct);
        var found = asked.Select(id => mine.FirstOrDefault(u => u.Id == id)).OfType<Upload>().ToList();
        return found.Count == asked.Count ? found : null;
    }

    /// <summary>The files of messages taken back are in the box again.</summary>
    public Task WaitAgainAsync(IReadOnlyList<Guid> messages, Guid caseId, Visibility visibility, string owner, CancellationToken ct) =>
        store.WaitAgainAsync(messages, caseId, visibility, owner, clock.GetUtcNow(), ct);

    public static FileFacts Facts(Upload upload) => new(upload.ContentType, upload.Size);

    // Ids of their own, in their order: of two messages that name one file, the loser must fail by the file being gone, not by its id.
    public static IEnumerable<AttachmentRow> RowsOf(Guid messageId, IReadOnlyList<Upload> uploads, DateTimeOffset now) => uploads.Select((u, i) => new AttachmentRow
    {
        Id = Guid.CreateVersion7(now.AddMilliseconds(i)),
        MessageId = messageId,
        Name = u.Name,
        ContentType = u.ContentType,
        Size = u.Size,
        Sha256 = u.Sha256,
    });

    // The bytes decide. Where they do not tell (a text, a document) the name does, but never that it is something networks show.
    private static string TypeOf(string name, byte[] content)
    {
        if (MediaType.Of(content) is var seen && seen != MediaType.Unknown)
            return seen;
        return Types.TryGetContentType(name, out var named) && named.Split('/')[0] is not ("image" or "video" or "audio") ? named : MediaType.Unknown;
    }
}
