using System.CommandLine;

namespace Heed.Server.Cli;

/// <summary><c>heed channel remove NETWORK --account NAME</c>: takes an account off; what customers wrote stays.</summary>
internal static class ChannelRemoveCommand
{
    public static Command Create(CommonOptions common) => ChannelCommand.OfAccount(
        common, "remove", "Take an account off and forget its secrets. Its conversations stay.", async (admin, network, account, ct) =>
        {
            if (!await admin.RemoveAsync(network, account, ct))
                return null;
            await common.Shell.Out.WriteLineAsync($"Removed {network}/{account}. Its secrets are forgotten, its conversations stay. Take the webhook off at the platform, too.");
            return ExitCode.Ok;
        });
}
