using System.Globalization;
using Heed.Storage.Intake;
using Heed.Storage.Settings;

namespace Heed.Storage.Retention;

/// <summary>
/// Takes the bytes out of deliveries that are done and old. The row stays: its hash still knows a redelivery. What is pending or set aside
/// keeps its bytes, however old, for they are the only copy.
/// </summary>
public sealed class OldDeliveries(Database database)
{
    private const int PageSize = 500;

    // Everything up to this number has been looked at and is empty: a daily run must not begin at the first delivery ever.
    private const string Mark = "purged-to";

    /// <param name="before">Deliveries received earlier than this.</param>
    /// <returns>How many were emptied.</returns>
    public async Task<int> PurgeAsync(DateTimeOffset before, DateTimeOffset now, CancellationToken ct)
    {
        var begin = await MarkAsync(ct);
        var (last, emptied, mark) = (begin, 0, (long?)null);
        while (true)
        {
            var page = await PageAsync(last, ct);
            var old = page.FindAll(d => d.ReceivedAt < before);
            emptied += await EmptyAsync(old.FindAll(d => d.CanGo), now, ct);
            // The first that keeps its bytes is where the next run begins.
            mark ??= page.Find(d => !d.IsEmpty && !(d.CanGo && d.ReceivedAt < before))?.Seq - 1;
            // Deliveries are numbered as they come: behind a page without an old one there are none.
            if (old.Count == 0 || page.Count < PageSize)
            {
                mark ??= page.Count > 0 ? page[^1].Seq : last;
                break;
            }

            last = page[^1].Seq;
        }

        if (mark > begin)
            await MarkAsync(mark.Value, ct);
        return emptied;
    }

    private sealed record Place(long Seq, DateTimeOffset ReceivedAt, bool IsEmpty, bool CanGo);

    private async Task<List<Place>> PageAsync(long after, CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
        var raw = connection.CreateCommand();
        raw.CommandText = $"""
            select d.seq, d.received_at, case when d.purged_at is not null then 0 when {SetAsideStore.IsPending} or {SetAsideStore.IsAside} then 2 else 1 end
              from deliveries d
             where d.seq > @after
             order by d.seq
             limit @limit
            """;
        await using var command = new SqlCommand(raw).Add("after", after).Add("limit", PageSize);
        await using var reader = await command.ReadAsync(ct);
        var page = new List<Place>();
        while (await reader.ReadAsync(ct))
        {
            var what = reader.GetInt32(2);
            page.Add(new Place(reader.GetInt64(0), DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(1)), what == 0, what == 1));
        }

        return page;
    }

    // Looked at again inside the transaction: somebody may have replayed it in between.
    private async Task<int> EmptyAsync(List<Place> deliveries, DateTimeOffset now, CancellationToken ct)
    {
        if (deliveries.Count == 0)
            return 0;
        await using var session = await database.BeginWriteAsync(durable: true, ct);
        var emptied = await session.ForEachAsync(
            $"update deliveries as d set body = @empty, headers = null, purged_at = @now where d.seq = @seq and d.purged_at is null and not {SetAsideStore.IsPending} and not {SetAsideStore.IsAside}",
            deliveries, (c, d) => c.Add("empty", Array.Empty<byte>()).Add("now", now.ToUnixTimeMilliseconds()).Add("seq", d.Seq), ct);
        await session.CommitAsync(ct);
        return emptied;
    }

    private async Task<long> MarkAsync(CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
        var raw = connection.CreateCommand();
        raw.CommandText = "select value from settings where key = @key";
        await using var command = new SqlCommand(raw).Add("key", Mark);
        return await command.ScalarAsync(ct) is string value && long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var seq) ? seq : 0;
    }

    private async Task MarkAsync(long seq, CancellationToken ct)
    {
        await using var session = await database.BeginWriteAsync(durable: true, ct);
        await SettingStore.SaveAsync(session, Mark, seq.ToString(CultureInfo.InvariantCulture), ct);
        await session.CommitAsync(ct);
    }
}
