using Heed.Core.Channels;
using Heed.Server.Settings;

namespace Heed.Server.Cli;

/// <summary>A channel setting as it was given: on the command line, in a file (<c>@FILE</c>), or by the environment.</summary>
internal static class GivenValue
{
    private const int LargestFile = 64 * 1024;

    /// <summary>Null: not given. A value that begins with an at sign itself is written with two.</summary>
    /// <exception cref="Problem">The file cannot be read.</exception>
    public static string? Of(ChannelSetting setting, string? argument, Shell shell)
    {
        if (argument is null)
            return shell.Environment.GetValueOrDefault(ChannelRules.Variable(setting)) is { Length: > 0 } variable ? variable : null;
        if (argument.StartsWith("@@", StringComparison.Ordinal))
            return argument[1..];
        if (!argument.StartsWith('@') || argument.Length == 1)
            return argument;

        var path = shell.PathOf(argument[1..]);
        // A handle is written with an at sign, too: for what is no secret, a file that is not there is a word.
        if (!setting.Secret && !File.Exists(path))
            return argument;
        try
        {
            return new FileInfo(path).Length > LargestFile
                ? throw Problem.WrongUse($"--{setting.Key}: {path} is larger than {LargestFile / 1024} KB.", "Give the file that holds this one value.")
                : File.ReadAllText(path).TrimEnd('\r', '\n', ' ', '\t');
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Problem.WrongUse($"--{setting.Key}: {path} cannot be read: {e.Message}", "Check the path after the @, and that this user may read it.");
        }
    }
}
