using System.CommandLine;

namespace Heed.Server.Cli;

/// <summary>Says what is wrong with a command line, and what is known instead.</summary>
internal static class WrongUse
{
    public static async Task<int> TellAsync(ParseResult parsed, TextWriter error)
    {
        var command = parsed.CommandResult.Command;
        var known = Known(command);
        var told = false;
        var strange = parsed.UnmatchedTokens is [var first, ..] && !first.StartsWith('-') && command.Subcommands.Count > 0;
        foreach (var word in strange ? [] : parsed.UnmatchedTokens.Where(t => t.StartsWith('-')))
        {
            told = true;
            await error.WriteLineAsync($"{word} is not known here. Known: {string.Join(", ", known)}");
        }

        if (!told && command.Subcommands.Count > 0 && parsed.CommandResult.Tokens.Count == 0)
        {
            var words = string.Join(", ", command.Subcommands.Select(c => c.Name));
            told = true;
            await error.WriteLineAsync(parsed.UnmatchedTokens is [var word, ..] ? $"'{word}' is not known here. Known: {words}" : $"Say which: {words}");
        }

        if (!told)
        {
            foreach (var message in parsed.Errors.Select(e => e.Message).Distinct())
                await error.WriteLineAsync(message);
        }

        await error.WriteLineAsync($"Help: {Path(parsed.CommandResult)} --help");
        return ExitCode.WrongUse;
    }

    private static List<string> Known(Command command) =>
        [.. command.Options.Where(o => !o.Hidden).Select(o => o.Name), "--data", "--database", "--verbose"];

    private static string Path(System.CommandLine.Parsing.CommandResult result)
    {
        var names = new List<string>();
        for (System.CommandLine.Parsing.SymbolResult? at = result; at is System.CommandLine.Parsing.CommandResult c; at = at.Parent)
            names.Insert(0, c.Parent is null ? "heed" : c.Command.Name);
        return string.Join(' ', names);
    }
}
