using Heed.Server.Cli;

namespace Heed.Testing.Servers;

/// <summary>Runs commands as a person would, in a folder of their own, and keeps what they say.</summary>
public sealed class TestShell(string folder)
{
    public string Folder { get; } = folder;

    public Dictionary<string, string> Environment { get; } = [];

    /// <returns>Exit code, standard output, standard error.</returns>
    public async Task<(int Code, string Out, string Error)> RunAsync(params string[] args)
    {
        await using var output = new StringWriter();
        await using var error = new StringWriter();
        var code = await CommandLine.RunAsync(args, new Shell(output, error, Environment, Folder, isTerminal: false), CancellationToken.None);
        return (code, output.ToString(), error.ToString());
    }
}
