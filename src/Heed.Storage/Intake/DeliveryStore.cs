using Heed.Storage.Sqlite;

namespace Heed.Storage.Intake;

/// <summary>A genuine delivery and the lanes that have to read it.</summary>
public sealed record IncomingDelivery(Delivery Delivery, IReadOnlyCollection<int> Lanes);

/// <summary>The intake log. Many deliveries are appended in one durable commit; one that is there already is a success.</summary>
public sealed partial class DeliveryStore(Database database)
{
    /// <returns>For each delivery whether it was new.</returns>
    public async Task<bool[]> AppendAsync(IReadOnlyList<IncomingDelivery> incoming, Func<WriteSession, CancellationToken, Task>? alsoInTransaction, CancellationToken ct)
    {
        var fresh = new bool[incoming.Count];
        await using var session = await database.BeginWriteAsync(durable: true, ct);
        if (database.Dialect.Name == "postgres")
            await AppendToPostgresAsync(session, incoming, fresh, ct);
        else
            AppendToSqlite((SqliteWriteSession)session, incoming, fresh);
        if (alsoInTransaction is not null)
            await alsoInTransaction(session, ct);
        await session.CommitAsync(ct);
        return fresh;
    }
}
