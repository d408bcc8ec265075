using Heed.Server.Settings;
using Heed.Storage;
using Heed.Storage.Settings;

namespace Heed.Server.Guard;

/// <summary>Changes <see cref="CarePolicy"/>.</summary>
internal sealed class CareDesk(Database database, ChannelCatalog catalog)
{
    /// <returns>What is wrong: the key of a text; null when it was saved.</returns>
    public async Task<string?> SaveAsync(CarePolicy policy, CancellationToken ct)
    {
        if (policy.Fault is { } fault)
            return fault;
        await using (var session = await database.BeginWriteAsync(durable: true, ct))
        {
            await SettingStore.SaveAsync(session, CarePolicy.Key, policy.Write(), ct);
            await session.CommitAsync(ct);
        }

        await catalog.RenewAsync(ct);
        return null;
    }
}
