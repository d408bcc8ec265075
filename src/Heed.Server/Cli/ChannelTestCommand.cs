using System.CommandLine;
using System.Globalization;
using Heed.Server.Settings;

namespace Heed.Server.Cli;

/// <summary><c>heed channel test NETWORK --account NAME</c>: tries the connection and says what is wrong.</summary>
internal static class ChannelTestCommand
{
    public static Command Create(CommonOptions common) => ChannelCommand.OfAccount(
        common, "test", "Try the connection with its credentials.", async (admin, network, account, ct) =>
        {
            CultureInfo.CurrentUICulture = ChannelWords.English; // as all commands, whatever the shell speaks
            if (await admin.CheckAsync(network, account, ct) is not { } check)
                return null;
            foreach (var line in check.Lines)
            {
                await common.Shell.Out.WriteLineAsync($"{(line.Ok ? "ok     " : "WRONG  ")}{line.What}");
                if (line.Fix is { } fix)
                    await common.Shell.Out.WriteLineAsync($"       {fix}");
            }

            return check.Ok ? ExitCode.Ok : ExitCode.NotFound;
        });
}
