using Heed.Core.Messages;
using Microsoft.EntityFrameworkCore;

namespace Heed.Storage.Blobs;

/// <summary>A file was removed, sent or swept between the look and the send.</summary>
public sealed class UploadGoneException : Exception;

/// <summary>Files that wait to be sent. Every question names their owner: an id alone opens nothing.</summary>
public sealed class UploadStore(Database database, IDbContextFactory<HeedDb> contexts, Tables tables)
{
    /// <summary>What someone has brought for a case and not sent, in the order it came.</summary>
    public async Task<IReadOnlyList<Upload>> OfAsync(Guid caseId, string owner, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Uploads.AsNoTracking().Where(u => u.CaseId == caseId && u.Owner == owner).OrderBy(u => u.At).ThenBy(u => u.Id).ToListAsync(ct);
    }

    /// <summary>Keeps the file and its bytes; durable when it returns.</summary>
    public async Task KeepAsync(Upload upload, byte[] content, CancellationToken ct)
    {
        await using var session = await database.BeginWriteAsync(durable: true, ct);
        await using (var blob = session.Command("insert into blobs (sha256, content) values (@sha, @content) on conflict (sha256) do nothing"))
            await blob.Add("sha", upload.Sha256).Add("content", content).RunAsync(ct);
        await session.InsertAsync(tables.Shapes.Uploads, [upload], ct);
        await session.CommitAsync(ct);
    }

    /// <returns>False when the owner has no such file there.</returns>
    public async Task<bool> RemoveAsync(Guid id, Guid caseId, string owner, CancellationToken ct)
    {
        await using var session = await database.BeginWriteAsync(durable: true, ct);
        await UnusedBlobs.HoldAsync(session, database, ct);
        string? hash;
        await using (var delete = session.Command("delete from uploads where id = @id and case_id = @case and owner = @owner returning sha256"))
            hash = await delete.Add("id", id).Add("case", caseId).Add("owner", owner).ScalarAsync(ct) as string;
        if (hash is null)
            return false;
        await UnusedBlobs.DropAsync(session, [hash], ct);
        await session.CommitAsync(ct);
        return true;
    }

    /// <summary>Ends their waiting, inside the transaction that makes them attachments of a message.</summary>
    /// <exception cref="UploadGoneException">One of them waits no more: nothing may be sent without it.</exception>
    public static async Task TakeAsync(WriteSession session, IReadOnlyList<Upload> uploads, CancellationToken ct)
    {
        var taken = await session.ForEachAsync(
            "delete from uploads where id = @id and owner = @owner", uploads, (c, u) => c.Add("id", u.Id).Add("owner", u.Owner), ct);
        if (taken != uploads.Count)
            throw new UploadGoneException();
    }

    /// <summary>The files of messages that were taken back wait again, beside the text that is in the box again.</summary>
    public async Task WaitAgainAsync(IReadOnlyList<Guid> messages, Guid caseId, Visibility visibility, string owner, DateTimeOffset now, CancellationToken ct)
    {
        List<AttachmentRow> files;
        await using (var db = await contexts.CreateDbContextAsync(ct))
            files = await db.Attachments.AsNoTracking().Where(a => messages.Contains(a.MessageId) && a.Sha256 != null).OrderBy(a => a.Id).ToListAsync(ct);
        if (files.Count == 0)
            return;
        await using var session = await database.BeginWriteAsync(durable: true, ct);
        await session.InsertAsync(tables.Shapes.Uploads, [.. files.Select((f, i) => Again(f, now.AddMilliseconds(i)))], ct);
        await session.CommitAsync(ct);

        Upload Again(AttachmentRow file, DateTimeOffset at) => new()
        {
            Id = Guid.CreateVersion7(at),
            CaseId = caseId,
            Owner = owner,
            Visibility = visibility,
            Name = file.Name,
            ContentType = file.ContentType,
            Size = file.Size ?? 0,
            Sha256 = file.Sha256!, // just asked for
            At = at,
        };
    }
}
