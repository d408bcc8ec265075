using System.Text.Json;
using Heed.Core.Channels;
using Heed.Storage;
using Heed.Storage.Settings;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace Heed.Server.Settings;

/// <summary>Seals a channel's secrets before they are stored and opens them for the channel. The keys lie in the data folder, not in the database.</summary>
internal sealed class ChannelSecrets(IDataProtectionProvider provider, IDbContextFactory<HeedDb> contexts, TimeProvider clock)
{
    private readonly IDataProtector protector = provider.CreateProtector("heed.channel-secrets.v1");

    public string Seal(IReadOnlyDictionary<string, string> secrets) => protector.Protect(JsonSerializer.Serialize(secrets));

    /// <summary>Keeps secrets the platform renewed (single-use refresh tokens): until this is done the account must not use them.</summary>
    public async Task RotateAsync(ChannelAccount account, IReadOnlyDictionary<string, string> renewed, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var row = await db.ChannelAccounts.FirstAsync(a => a.Id == account.Id, ct);
        var secrets = new Dictionary<string, string>(Open(row).Secrets);
        foreach (var (key, value) in renewed)
            secrets[key] = value;
        row.Secrets = Seal(secrets);
        row.ChangedAt = clock.GetUtcNow();
        await db.SaveChangesAsync(ct);
    }

    /// <exception cref="InvalidOperationException">The keys do not fit the database; the message says what to do.</exception>
    public ChannelAccount Open(ChannelAccountRow row)
    {
        try
        {
            return new ChannelAccount(
                row.Id, row.Network, row.Name, row.Brand, row.ExternalId, row.Handle, row.DepartmentId,
                JsonSerializer.Deserialize<Dictionary<string, string>>(row.Settings) ?? [],
                row.Secrets.Length == 0 ? [] : JsonSerializer.Deserialize<Dictionary<string, string>>(protector.Unprotect(row.Secrets)) ?? []);
        }
        catch (System.Security.Cryptography.CryptographicException e)
        {
            throw new InvalidOperationException(
                $"The secrets of the {row.Network} account '{row.Name}' cannot be opened with the keys in this data folder. Restore the 'keys' folder that belongs to this database, or add the channel again.", e);
        }
    }
}
