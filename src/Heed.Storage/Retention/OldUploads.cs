using Heed.Storage.Blobs;

namespace Heed.Storage.Retention;

/// <summary>Files that were brought and never sent. Those of an answer that waits for a second reader stay, however long it waits.</summary>
public sealed class OldUploads(Database database)
{
    /// <returns>How many were swept.</returns>
    public async Task<int> SweepAsync(DateTimeOffset before, CancellationToken ct)
    {
        await using var session = await database.BeginWriteAsync(durable: true, ct);
        await UnusedBlobs.HoldAsync(session, database, ct);
        var hashes = new List<string>();
        await using (var delete = session.Command("delete from uploads where at < @before and owner not like 'look:%' returning sha256"))
        await using (var reader = await delete.Add("before", before.ToUnixTimeMilliseconds()).ReadAsync(ct))
        {
            while (await reader.ReadAsync(ct))
                hashes.Add(reader.GetString(0));
        }

        await UnusedBlobs.DropAsync(session, hashes, ct);
        await session.CommitAsync(ct);
        return hashes.Count;
    }
}
