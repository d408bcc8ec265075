namespace Heed.Storage.Backups;

/// <summary>How a database goes into a backup and comes out of it: as its own file (SQLite), or table by table (PostgreSQL).</summary>
internal interface IDatabaseCopy
{
    /// <summary>Writes one consistent state, whatever a running server does meanwhile.</summary>
    Task<IReadOnlyList<TableCount>> SaveAsync(BackupArchive archive, string scratch, CancellationToken ct);

    /// <summary>Whether a server, or anything else, has the target open.</summary>
    Task<bool> IsInUseAsync(CancellationToken ct);

    /// <summary>Whether there is anything in the target that would be lost.</summary>
    Task<bool> IsEmptyAsync(CancellationToken ct);

    /// <summary>Puts the backup in the target's place and counts what arrived.</summary>
    /// <exception cref="BackupException">It cannot go in; the target is as it was.</exception>
    Task LoadAsync(BackupArchive archive, BackupManifest manifest, CancellationToken ct);
}
