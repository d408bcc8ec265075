namespace Heed.Storage.Blobs;

/// <summary>Takes bytes away that nothing names any more, neither a message nor a file that waits to be sent.</summary>
internal static class UnusedBlobs
{
    /// <summary>
    /// Somebody may be bringing the same bytes right now, and rely on finding them: on PostgreSQL such writers are waited for, and wait.
    /// Called first, before any row is touched, so that nobody waits for both.
    /// </summary>
    public static Task HoldAsync(WriteSession session, Database database, CancellationToken ct) =>
        database.Dialect.Name == "postgres" ? session.ExecuteAsync("lock table blobs in share row exclusive mode", ct) : Task.CompletedTask;

    /// <returns>How many went.</returns>
    public static Task<int> DropAsync(WriteSession session, IEnumerable<string> hashes, CancellationToken ct) => session.ForEachAsync(
        """
        delete from blobs
         where sha256 = @sha
           and not exists (select 1 from attachments a where a.sha256 = @sha)
           and not exists (select 1 from uploads u where u.sha256 = @sha)
        """,
        hashes.Distinct().ToList(), (c, sha) => c.Add("sha", sha), ct);
}
