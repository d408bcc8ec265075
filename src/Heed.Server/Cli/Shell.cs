using System.Collections;
using Spectre.Console;

namespace Heed.Server.Cli;

/// <summary>What a command is run from: where it writes, which variables it sees, which folder it stands in.</summary>
internal sealed class Shell(TextWriter output, TextWriter error, IReadOnlyDictionary<string, string> environment, string folder, bool isTerminal)
{
    private const int WidthWithoutTerminal = 160;

    public TextWriter Out { get; } = output;

    public TextWriter Error { get; } = error;

    public IReadOnlyDictionary<string, string> Environment { get; } = environment;

    /// <summary>Relative paths start here.</summary>
    public string Folder { get; } = folder;

    /// <summary>A person is watching: progress bars and colours make sense.</summary>
    public bool IsTerminal { get; } = isTerminal;

    public static Shell OfThisProcess() => new(
        Console.Out, Console.Error,
        System.Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(e => (string)e.Key, e => (string?)e.Value ?? ""),
        Directory.GetCurrentDirectory(), !Console.IsOutputRedirected && !Console.IsErrorRedirected);

    public string PathOf(string path) => Path.GetFullPath(path, Folder);

    /// <summary>Tables for people on standard output.</summary>
    public IAnsiConsole Tables() => Styled(Out);

    /// <summary>Progress for people, kept off standard output.</summary>
    public IAnsiConsole Progress() => Styled(Error);

    private IAnsiConsole Styled(TextWriter writer)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = IsTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            Interactive = IsTerminal ? InteractionSupport.Detect : InteractionSupport.No,
        });
        if (!IsTerminal)
            console.Profile.Width = WidthWithoutTerminal;
        return console;
    }
}
