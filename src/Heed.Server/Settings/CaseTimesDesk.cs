using Heed.Storage;
using Heed.Storage.Settings;

namespace Heed.Server.Settings;

/// <summary>Changes <see cref="CaseTimes"/>.</summary>
internal sealed class CaseTimesDesk(Database database, ChannelCatalog catalog)
{
    /// <returns>What is wrong: the key of a text; null when it was saved, and holds for what comes in from now on.</returns>
    public async Task<string?> SaveAsync(CaseTimes times, CancellationToken ct)
    {
        if (times.Fault is { } fault)
            return fault;
        await using (var session = await database.BeginWriteAsync(durable: true, ct))
        {
            await SettingStore.SaveAsync(session, CaseTimes.Key, times.Write(), ct);
            await session.CommitAsync(ct);
        }

        await catalog.RenewAsync(ct);
        return null;
    }
}
