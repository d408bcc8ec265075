using System.Collections.Concurrent;
using System.Text.Json;

namespace Heed.Sandbox.Accounts;

/// <summary>The brand accounts known to the imitation. They are kept beside the ledger, so that a restart still knows them.</summary>
internal sealed class BrandAccounts
{
    private readonly ConcurrentDictionary<(string Network, string Account), BrandAccount> _accounts = new();
    private readonly Lock _file = new();
    private readonly string _path;

    public BrandAccounts(SandboxOptions options)
    {
        Directory.CreateDirectory(options.Data);
        _path = Path.Combine(options.Data, "accounts.json");
        foreach (var file in new[] { _path, options.Config })
            if (file is not null && (file != _path || File.Exists(file)))
                foreach (var account in JsonSerializer.Deserialize<BrandAccount[]>(File.ReadAllText(file), JsonSerializerOptions.Web) ?? [])
                    Keep(account);
    }

    public IEnumerable<BrandAccount> All => _accounts.Values.OrderBy(a => a.Network, StringComparer.Ordinal).ThenBy(a => a.Account, StringComparer.Ordinal);

    public IEnumerable<BrandAccount> Of(string network) => All.Where(a => a.Network == network);

    public BrandAccount? Find(string network, string account) => _accounts.GetValueOrDefault((network, account));

    public BrandAccount? FindById(string network, string externalId) =>
        _accounts.Values.FirstOrDefault(a => a.Network == network && a.ExternalId == externalId);

    /// <exception cref="BadHttpRequestException">There is no such account.</exception>
    public BrandAccount Get(string network, string account) => Find(network, account)
        ?? throw new BadHttpRequestException($"No {network} account '{account}': register it with POST /_sandbox/accounts.", StatusCodes.Status404NotFound);

    public void Register(BrandAccount account)
    {
        Keep(account);
        lock (_file) File.WriteAllText(_path, JsonSerializer.Serialize(All, JsonSerializerOptions.Web));
    }

    private void Keep(BrandAccount account)
    {
        if (account.Network is not ("x" or "facebook" or "mail"))
            throw new BadHttpRequestException($"Network '{account.Network}' is not imitated: x, facebook and mail are.");
        if (account.Webhooks is not ("activity" or "account-activity" or "both"))
            throw new BadHttpRequestException($"Webhooks '{account.Webhooks}' are not imitated: activity, account-activity and both are.");
        _accounts[(account.Network, account.Account)] = account;
    }
}
