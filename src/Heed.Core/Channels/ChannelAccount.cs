namespace Heed.Core.Channels;

/// <summary>One address of the brand on one network: an X handle, a Page with its Messenger, a mailbox.</summary>
/// <param name="Id">Version-7 GUID.</param>
/// <param name="Network">One of <see cref="Channels.Network"/>.</param>
/// <param name="Name">The <c>{account}</c> of the webhook address; unique within the network.</param>
/// <param name="Brand">Which brand the account speaks for; figures are told per brand.</param>
/// <param name="ExternalId">The platform's id of the account: X user id, Page id, mail address.</param>
/// <param name="Handle">What people see: <c>@acme</c>, <c>Acme</c>, <c>help@acme.example</c>.</param>
/// <param name="DepartmentId">The department cases go to when no rule says otherwise.</param>
/// <param name="Settings">What is not secret: base addresses, plan, folders. Keys are documented in the channel's README.</param>
/// <param name="Secrets">Decrypted for the holder of this value; encrypted in the database, never logged.</param>
public sealed record ChannelAccount(
    Guid Id,
    string Network,
    string Name,
    string Brand,
    string ExternalId,
    string Handle,
    Guid? DepartmentId,
    IReadOnlyDictionary<string, string> Settings,
    IReadOnlyDictionary<string, string> Secrets)
{
    /// <summary>A setting, or null when it was not given.</summary>
    public string? Setting(string key) => Settings.GetValueOrDefault(key);

    /// <summary>A secret that the channel cannot work without.</summary>
    /// <exception cref="InvalidOperationException">It was not given when the channel was added; the message names the knob.</exception>
    public string Secret(string key) => Secrets.GetValueOrDefault(key)
        ?? throw new InvalidOperationException($"The {Network} account '{Name}' has no '{key}'. Set it with: heed channel add {Network} --account {Name} --{key} @FILE");

    /// <summary>Names the account without its secrets: a record would print them.</summary>
    public override string ToString() => $"{Network}/{Name}";
}
