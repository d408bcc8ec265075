namespace Heed.Storage;

/// <summary>What differs between the two databases, as words to put into SQL.</summary>
/// <param name="Name"><c>sqlite</c> or <c>postgres</c>.</param>
/// <param name="MigrationLock">Statement that lets one migrating process in at a time.</param>
/// <param name="Words">Placeholders of the migrations and what they become.</param>
public sealed record Dialect(string Name, string MigrationLock, IReadOnlyDictionary<string, string> Words)
{
    /// <summary>Fills the placeholders of a migration.</summary>
    public string Fill(string sql)
    {
        foreach (var (word, value) in Words)
            sql = sql.Replace("{" + word + "}", value, StringComparison.Ordinal);
        return sql;
    }
}
