using System.Text.Json;
using Heed.Core.Channels;
using Heed.Storage;
using Heed.Storage.Settings;
using Microsoft.EntityFrameworkCore;

namespace Heed.Server.Settings;

/// <summary>Adds, changes, tries and removes channel accounts: for the command line, the screens and the API alike.</summary>
internal sealed class ChannelAdmin(
    IDbContextFactory<HeedDb> contexts, Database database, ChannelCatalog catalog, ChannelSecrets secrets, IHttpClientFactory http, TimeProvider clock)
{
    /// <summary>The client every call to a network goes through.</summary>
    public const string HttpClientName = "channels";

    /// <summary>Adds the account, or changes what is given of the one that is there.</summary>
    public async Task<ChannelSaved> SaveAsync(ChannelDraft draft, CancellationToken ct)
    {
        if (catalog.FindChannel(draft.Network) is not { } channel)
            return new ChannelSaved.Refused($"There is no network '{draft.Network}'.", $"Known: {string.Join(", ", catalog.Channels.Select(c => c.Network))}", ChannelFault.NoSuchNetwork, [], draft.Network);
        draft = draft with { Name = draft.Name.Trim(), Values = draft.Values.ToDictionary(v => v.Key, v => v.Value.Trim()) };
        if (ChannelRules.Judge(draft, channel) is { } refused)
            return refused;

        while (true)
        {
            try
            {
                var saved = await StoreAsync(draft, channel, ct);
                if (saved is not ChannelSaved.Refused)
                    await catalog.RenewAsync(ct);
                return saved;
            }
            catch (DbUpdateException e) when (database.IsConflict(e))
            {
                // Somebody added the same account a moment ago: what is given here goes on top of it.
            }
        }
    }

    /// <summary>Everything that was not removed, by network and name.</summary>
    public async Task<IReadOnlyList<ChannelAccountRow>> ListAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.ChannelAccounts.AsNoTracking().Where(a => a.State != ChannelAccountState.Removed).OrderBy(a => a.Network).ThenBy(a => a.Name).ToListAsync(ct);
    }

    public async Task<ChannelAccountRow?> FindAsync(string network, string name, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.ChannelAccounts.AsNoTracking().SingleOrDefaultAsync(a => a.Network == network && a.Name == name && a.State != ChannelAccountState.Removed, ct);
    }

    /// <summary>Takes the account off and forgets its secrets; its history stays. False: there is none.</summary>
    public async Task<bool> RemoveAsync(string network, string name, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        if (await db.ChannelAccounts.SingleOrDefaultAsync(a => a.Network == network && a.Name == name && a.State != ChannelAccountState.Removed, ct) is not { } row)
            return false;
        (row.State, row.StateReason, row.Secrets, row.ChangedAt) = (ChannelAccountState.Removed, null, "", clock.GetUtcNow());
        await db.SaveChangesAsync(ct);
        await catalog.RenewAsync(ct);
        return true;
    }

    /// <summary>Tries the connection. Null: there is no such account.</summary>
    public async Task<ChannelCheck?> CheckAsync(string network, string name, CancellationToken ct)
    {
        if (await FindAsync(network, name, ct) is not { } row)
            return null;
        if (row.State == ChannelAccountState.Archive)
            return new ChannelCheck(true, [new ChannelCheckLine(true, "An imported history: there is nothing to connect to.", null)]);
        var account = secrets.Open(row);
        return await catalog.ChannelOf(account).CheckAsync(account, http.CreateClient(HttpClientName), ct);
    }

    private async Task<ChannelSaved> StoreAsync(ChannelDraft draft, IChannel channel, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var row = await db.ChannelAccounts.SingleOrDefaultAsync(a => a.Network == draft.Network && a.Name == draft.Name, ct);
        var before = row is null ? null : secrets.Open(row);
        var values = Merged(channel, before, draft);
        if (ChannelRules.Missing(channel, s => values.ContainsKey(s.Key)) is { } missing)
            return missing;

        Guid? department = row?.DepartmentId;
        if (draft.Department is { } name)
        {
            var departments = await db.Departments.AsNoTracking().OrderBy(d => d.Position).ThenBy(d => d.Name).ToListAsync(ct);
            if (departments.Find(d => string.Equals(d.Name, name.Trim(), StringComparison.OrdinalIgnoreCase)) is not { } found)
                return new ChannelSaved.Refused($"There is no department '{name}'.", $"Departments: {string.Join(", ", departments.Select(d => d.Name))}", ChannelFault.NoSuchDepartment, [], name);
            department = found.Id;
        }

        var external = values[channel.Settings.First(s => s.IsExternalId).Key];
        var handle = HandleOf(channel, draft, values, external);
        var brand = draft.Brand?.Trim() ?? row?.Brand ?? draft.Name;
        var settings = JsonSerializer.Serialize(Pick(channel, values, s => !s.Secret && !s.IsExternalId));
        var sealedSecrets = secrets.Seal(Pick(channel, values, s => s.Secret));
        var now = clock.GetUtcNow();
        if (row is null)
        {
            row = new ChannelAccountRow
            {
                Id = Guid.CreateVersion7(now),
                Network = draft.Network,
                Name = draft.Name,
                Brand = brand,
                ExternalId = external,
                Handle = handle,
                DepartmentId = department,
                Settings = settings,
                Secrets = sealedSecrets,
                AddedAt = now,
                ChangedAt = now,
            };
            db.ChannelAccounts.Add(row);
            await db.SaveChangesAsync(ct);
            return new ChannelSaved.Added(row.Id);
        }

        var changed = Differences(channel, before!, draft, values).ToList(); // an account that is there was read above
        if (brand != row.Brand) changed.Add("brand");
        if (department != row.DepartmentId) changed.Add("department");
        var gone = row.State is ChannelAccountState.Removed or ChannelAccountState.Archive;
        (row.Brand, row.ExternalId, row.Handle, row.DepartmentId, row.Settings, row.Secrets) = (brand, external, handle, department, settings, sealedSecrets);
        (row.State, row.StateReason, row.ChangedAt) = (ChannelAccountState.Connected, null, now);
        await db.SaveChangesAsync(ct);
        return gone ? new ChannelSaved.Reconnected(row.Id) : new ChannelSaved.Changed(row.Id, changed);
    }

    // What the account has, with what is given on top. An account that was removed has no secrets left.
    private static Dictionary<string, string> Merged(IChannel channel, ChannelAccount? before, ChannelDraft draft)
    {
        var values = new Dictionary<string, string>();
        foreach (var setting in channel.Settings)
        {
            var value = draft.Values.GetValueOrDefault(setting.Key) ?? Present(setting, before);
            if (value is { Length: > 0 })
                values[setting.Key] = value;
        }

        return values;
    }

    private static IEnumerable<string> Differences(IChannel channel, ChannelAccount before, ChannelDraft draft, Dictionary<string, string> values) =>
        channel.Settings.Where(s => draft.Values.ContainsKey(s.Key) && values[s.Key] != Present(s, before)).Select(s => s.Key);

    private static string? Present(ChannelSetting setting, ChannelAccount? account) => account is null ? null
        : setting.IsExternalId ? account.ExternalId
        : setting.Secret ? account.Secrets.GetValueOrDefault(setting.Key)
        : account.Setting(setting.Key);

    private static Dictionary<string, string> Pick(IChannel channel, Dictionary<string, string> values, Func<ChannelSetting, bool> which) =>
        channel.Settings.Where(which).Where(s => values.ContainsKey(s.Key)).ToDictionary(s => s.Key, s => values[s.Key]);

    // Where an account has no handle beside its id, the id is what people see: a mail address.
    private static string HandleOf(IChannel channel, ChannelDraft draft, Dictionary<string, string> values, string external) =>
        channel.Settings.Any(s => s.Key == "handle") ? Network.Handle(draft.Network, values.GetValueOrDefault("handle") ?? draft.Name) : external;
}
