namespace Heed.Storage.Backups;

/// <summary>What a backup holds, so that it can be checked before and after it is restored.</summary>
/// <param name="Format">Version of this layout.</param>
/// <param name="Heed">Version of the program that wrote it.</param>
/// <param name="Database"><c>sqlite</c> or <c>postgres</c>.</param>
/// <param name="Schema">Number of the last migration.</param>
/// <param name="Rows">Rows by table, in an order in which foreign keys hold.</param>
/// <param name="Sha256">By entry, in hex; every entry but this one.</param>
public sealed record BackupManifest(
    int Format, string Heed, string Database, int Schema, DateTimeOffset MadeAt, IReadOnlyList<TableCount> Rows, IReadOnlyDictionary<string, string> Sha256)
{
    public const int CurrentFormat = 1;

    public long TotalRows => Rows.Sum(r => r.Rows);
}

/// <param name="Columns">PostgreSQL: the columns in the order they were written.</param>
public sealed record TableCount(string Table, long Rows, IReadOnlyList<string>? Columns = null);

/// <summary>The backup or its target is not as it must be; nothing was changed. The message is for the operator.</summary>
public sealed class BackupException(string message) : Exception(message);
