using System.CommandLine;
using System.Globalization;
using Heed.Server.Settings;
using Heed.Storage.Settings;
using Spectre.Console;

namespace Heed.Server.Cli;

/// <summary><c>heed channel list</c>: what is connected, and how it is.</summary>
internal static class ChannelListCommand
{
    public static Command Create(CommonOptions common)
    {
        var json = JsonOut.Option();
        var command = new Command("list", "Show the channel accounts and their state.") { json };
        command.Run(common, async (run, parsed, ct) =>
        {
            await using var work = await Workplace.OpenAsync(common, run, ct);
            var accounts = await work.Get<ChannelAdmin>().ListAsync(ct);
            var words = work.Get<ChannelWords>();
            if (parsed.GetValue(json))
            {
                JsonOut.Write(common.Shell.Out, accounts.Select(a => new
                {
                    a.Id,
                    a.Network,
                    a.Name,
                    a.Brand,
                    a.ExternalId,
                    a.Handle,
                    State = StateOf(a),
                    Reason = words.Tell(a.StateReason, ChannelWords.English),
                    ReasonCode = ChannelWords.CodeOf(a.StateReason),
                    a.PolledAt,
                    PollFailure = words.Tell(a.PollFailure, ChannelWords.English),
                    PollFailureCode = ChannelWords.CodeOf(a.PollFailure),
                    Webhook = a.State == ChannelAccountState.Archive ? null : ChannelCommand.WebhookAddress(run.Options, a.Network, a.Name),
                }));
            }
            else if (accounts.Count == 0)
            {
                await common.Shell.Out.WriteLineAsync("No channel is connected yet. Add one: heed channel add x --help");
            }
            else
            {
                common.Shell.Tables().Write(TableOf(accounts, words));
            }

            return ExitCode.Ok;
        });
        return command;
    }

    /// <summary>The word of the API for a state.</summary>
    public static string StateOf(ChannelAccountRow account) => account.State switch
    {
        ChannelAccountState.Connected => "connected",
        ChannelAccountState.Disconnected => "disconnected",
        ChannelAccountState.Removed => "removed",
        ChannelAccountState.Archive => "archive",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static Table TableOf(IReadOnlyList<ChannelAccountRow> accounts, ChannelWords words)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("Network", "Account", "Handle", "Brand", "State", "Last look", "Trouble");
        foreach (var a in accounts)
        {
            table.AddRow(new[]
            {
                a.Network, a.Name, a.Handle, a.Brand, StateOf(a),
                a.PolledAt?.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) ?? "", words.Tell(a.StateReason ?? a.PollFailure, ChannelWords.English) ?? "",
            }.Select(Markup.Escape).ToArray());
        }

        return table;
    }
}
