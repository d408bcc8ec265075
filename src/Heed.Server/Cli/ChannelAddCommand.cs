using System.CommandLine;
using Heed.Core.Channels;
using Heed.Server.Settings;

namespace Heed.Server.Cli;

/// <summary><c>heed channel add NETWORK --account NAME …</c>: one subcommand per network, with that network's own settings as options.</summary>
internal static class ChannelAddCommand
{
    public static Command Create(CommonOptions common)
    {
        var command = new Command("add", "Connect an account, or change one that is there. Any value may be @FILE, or come from HEED_CHANNEL_<KEY>.");
        // Only for their lists of settings; what talks to a network is made by the services.
        foreach (var connector in Connectors.All)
            command.Add(Of(connector(TimeProvider.System, null), common));
        return command;
    }

    private static Command Of(IChannel channel, CommonOptions common)
    {
        var account = ChannelCommand.Account();
        var brand = new Option<string?>("--brand") { HelpName = "NAME", Description = "Brand the account speaks for. [default: the account's name]" };
        var department = new Option<string?>("--department") { HelpName = "NAME", Description = "Department that takes its cases when no rule says otherwise." };
        var command = new Command(channel.Network, $"Connect {channel.About.Account}.") { account, brand, department };
        var settings = channel.Settings.ToDictionary(s => s, s => new Option<string?>("--" + s.Key)
        {
            HelpName = s.Secret ? "@FILE" : "VALUE",
            Description = (s.Required ? "Required. " : "") + ChannelWords.Help(channel, s, ChannelWords.English),
        });
        foreach (var option in settings.Values)
            command.Add(option);

        command.Run(common, async (run, parsed, ct) =>
        {
            var values = new Dictionary<string, string>();
            foreach (var (setting, option) in settings)
            {
                if (GivenValue.Of(setting, parsed.GetValue(option), common.Shell) is { } value)
                    values[setting.Key] = value;
            }

            var draft = new ChannelDraft(channel.Network, parsed.GetValue(account)!, parsed.GetValue(brand), parsed.GetValue(department), values); // required
            await using var work = await Workplace.OpenOrMakeAsync(common, run, ct);
            await TellAsync(await work.Get<ChannelAdmin>().SaveAsync(draft, ct), draft, channel.About, run.Options, common.Shell.Out);
            return ExitCode.Ok;
        });
        return command;
    }

    private static async Task TellAsync(ChannelSaved saved, ChannelDraft draft, ChannelAbout about, HeedOptions options, TextWriter output)
    {
        var name = $"{draft.Network}/{draft.Name}";
        await output.WriteLineAsync(saved switch
        {
            ChannelSaved.Added => $"Added {name}.",
            ChannelSaved.Changed { What.Count: 0 } => $"{name} was there already; nothing is different.",
            ChannelSaved.Changed changed => $"{name} was there already; changed: {string.Join(", ", changed.What)}.",
            ChannelSaved.Reconnected => $"{name} is connected again; its history is kept.",
            ChannelSaved.Refused refused => throw Problem.WrongUse(refused.What, refused.Fix),
            _ => throw new System.Diagnostics.UnreachableException(),
        });

        var address = ChannelCommand.WebhookAddress(options, draft.Network, draft.Name);
        await output.WriteLineAsync($"Webhook address: {address}");
        await output.WriteLineAsync(about.WebhookHint);
        if (options.PublicUrl is null)
            await output.WriteLineAsync("The networks must reach it from outside: set PublicUrl (HEED_PUBLIC_URL) to the address this server has on the internet.");
        await output.WriteLineAsync($"Try the connection: heed channel test {draft.Network} --account {draft.Name}");
    }
}
