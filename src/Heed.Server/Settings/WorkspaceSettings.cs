using Heed.Storage;
using Heed.Storage.Settings;

namespace Heed.Server.Settings;

/// <summary>Writes what an administrator decides. It holds at once on this node, within two seconds on others.</summary>
internal sealed class WorkspaceSettings(Database database, ChannelCatalog catalog)
{
    public async Task SaveAsync(string key, string value, CancellationToken ct)
    {
        await using (var session = await database.BeginWriteAsync(durable: true, ct))
        {
            await SettingStore.SaveAsync(session, key, value, ct);
            await session.CommitAsync(ct);
        }

        await catalog.RenewAsync(ct);
    }
}
