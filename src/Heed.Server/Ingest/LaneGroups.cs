using Heed.Storage;

namespace Heed.Server.Ingest;

/// <summary>Neighbouring lanes with one owner.</summary>
internal readonly record struct LaneGroup(int First, int Last);

/// <summary>
/// How many owners the lanes have. Lanes are for ever, owners are not: SQLite has one writer, so one owner that commits much at a time
/// is quicker than eight that queue for it; PostgreSQL takes several at once, on any node.
/// </summary>
internal sealed class LaneGroups(Database database)
{
    public int Count { get; } = database.Dialect.Name == "sqlite" ? 1 : 2;

    /// <summary>
    /// How long an owner lets deliveries gather in a rush. SQLite writes every touched page of an index whole, once for all that share
    /// a commit, and keeps everybody else from writing meanwhile: fewer, larger commits are quicker. PostgreSQL gains nothing by it.
    /// </summary>
    public TimeSpan Gather { get; } = TimeSpan.FromMilliseconds(database.Dialect.Name == "sqlite" ? 60 : 0);

    public int Of(int lane) => lane * Count / LaneOf.Count;

    public LaneGroup this[int group] => new(group * LaneOf.Count / Count, (group + 1) * LaneOf.Count / Count - 1);
}
