using Heed.Core.Channels;
using Heed.Server.Settings;
using Heed.Storage;
using Heed.Storage.Settings;
using Microsoft.EntityFrameworkCore;

namespace Heed.Server.Figures.Import;

/// <summary>The channel accounts an imported history belongs to: one per brand, created when its first tweet is met, and nothing is ever sent by them.</summary>
internal sealed class ArchiveAccounts(IDbContextFactory<HeedDb> contexts, Database database, ChannelSecrets secrets, ChannelCatalog catalog, TimeProvider clock)
{
    /// <summary>Handles of all accounts on X, archived or live: who is named in a tweet may be one of them.</summary>
    public async Task<IReadOnlyList<string>> HandlesAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var accounts = await db.ChannelAccounts.AsNoTracking().Where(a => a.Network == Network.X && a.State == ChannelAccountState.Archive).ToListAsync(ct);
        return [.. accounts.Select(a => a.ExternalId)];
    }

    /// <summary>The archive of this handle; made when there is none.</summary>
    public async Task<ChannelAccount> OpenAsync(string handle, CancellationToken ct)
    {
        var name = handle.ToLowerInvariant();
        await using var db = await contexts.CreateDbContextAsync(ct);
        // The live account of the same handle keeps its name; its history stands beside it, under the same brand.
        var same = await db.ChannelAccounts.AsNoTracking().Where(a => a.Network == Network.X && (a.Name == name || a.Name == name + "-archive")).ToListAsync(ct);
        if (same.Find(a => a.State == ChannelAccountState.Archive) is { } known)
            return secrets.Open(known);

        var live = same.Find(a => a.Name == name);
        var row = new ChannelAccountRow
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()),
            Network = Network.X,
            Name = live is null ? name : name + "-archive",
            Brand = live?.Brand ?? handle,
            ExternalId = handle,
            Handle = "@" + handle,
            Settings = "{}",
            Secrets = "",
            State = ChannelAccountState.Archive,
            AddedAt = clock.GetUtcNow(),
            ChangedAt = clock.GetUtcNow(),
        };
        db.ChannelAccounts.Add(row);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException e) when (database.IsConflict(e))
        {
            await using var again = await contexts.CreateDbContextAsync(ct);
            return secrets.Open(await again.ChannelAccounts.AsNoTracking().SingleAsync(a => a.Network == row.Network && a.Name == row.Name, ct));
        }

        await catalog.RenewAsync(ct);
        return secrets.Open(row);
    }
}
