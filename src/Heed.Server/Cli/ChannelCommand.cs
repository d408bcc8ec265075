using System.CommandLine;
using Heed.Server.Settings;

namespace Heed.Server.Cli;

/// <summary><c>heed channel …</c>: the brand's addresses on the networks.</summary>
internal static class ChannelCommand
{
    public static Command Create(CommonOptions common) => new("channel", "Connect, list, try and remove channel accounts.")
    {
        ChannelAddCommand.Create(common),
        ChannelListCommand.Create(common),
        ChannelTestCommand.Create(common),
        ChannelRemoveCommand.Create(common),
    };

    private static Argument<string> Network() => new("network") { Description = string.Join(", ", Core.Channels.Network.All) + "." };

    public static Option<string> Account() => new("--account") { Required = true, HelpName = "NAME", Description = "Name of the account, as in its webhook address." };

    /// <summary>A command about one account that is there.</summary>
    /// <param name="act">Does it to the network and name given; null when there is no such account.</param>
    public static Command OfAccount(CommonOptions common, string name, string description, Func<ChannelAdmin, string, string, CancellationToken, Task<int?>> act)
    {
        var network = Network();
        var account = Account();
        var command = new Command(name, description) { network, account };
        command.Run(common, async (run, parsed, ct) =>
        {
            var (net, called) = (parsed.GetValue(network)!, parsed.GetValue(account)!); // both required
            await using var work = await Workplace.OpenAsync(common, run, ct);
            var admin = work.Get<ChannelAdmin>();
            return await act(admin, net, called, ct) ?? throw NotThere(net, called, await admin.ListAsync(ct));
        });
        return command;
    }

    /// <summary>Where the platform has to send to.</summary>
    public static string WebhookAddress(HeedOptions options, string network, string account) =>
        $"{(options.PublicUrl ?? options.Urls.Split(';')[0]).TrimEnd('/')}/webhooks/{network}/{account}";

    private static Problem NotThere(string network, string account, IEnumerable<Storage.Settings.ChannelAccountRow> known) => Problem.NotFound(
        $"There is no {network} account '{account}'.",
        known.Select(a => $"{a.Network}/{a.Name}").ToList() is { Count: > 0 } names ? $"Accounts: {string.Join(", ", names)}" : $"Add it: heed channel add {network} --account {account} …");
}
