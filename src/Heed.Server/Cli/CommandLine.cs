using System.CommandLine;
using System.Data.Common;

namespace Heed.Server.Cli;

/// <summary>The command line: finds the command, runs it, and tells in plain words when it cannot.</summary>
internal static class CommandLine
{
    public static RootCommand Build(CommonOptions common)
    {
        var root = new RootCommand("Heed answers customers where they already are: X, Facebook and mail in one inbox.")
        {
            DemoCommand.Create(common),
            ServeCommand.Create(common),
            ChannelCommand.Create(common),
            UserCommand.Create(common),
            TokenCommand.Create(common),
            ImportCommand.Create(common),
            FiguresCommand.Create(common),
            IntakeCommand.Create(common),
            LanguageCommand.Create(common),
            PurgeCommand.Create(common),
            BackupCommand.Create(common),
            RestoreCommand.Create(common),
            DoctorCommand.Create(common),
        };
        foreach (var option in common.All)
            root.Options.Add(option);
        return root;
    }

    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, Shell shell, CancellationToken ct)
    {
        var common = new CommonOptions(shell);
        // @FILE belongs to our own options, not to a response file.
        var parsed = Build(common).Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Errors.Count > 0)
            return await WrongUse.TellAsync(parsed, shell.Error);

        try
        {
            var run = new InvocationConfiguration { Output = shell.Out, Error = shell.Error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
            return await parsed.InvokeAsync(run, ct);
        }
        catch (Exception e) when (e is not OperationCanceledException || !ct.IsCancellationRequested)
        {
            return await TellAsync(e, shell.Error, parsed.GetValue(common.Verbose));
        }
        catch (OperationCanceledException)
        {
            await shell.Error.WriteLineAsync("Stopped.");
            return ExitCode.Failed;
        }
    }

    /// <summary>Makes an action of a command out of its settings.</summary>
    public static void Run(this Command command, CommonOptions common, Func<ParsedCommand, ParseResult, CancellationToken, Task<int>> act) =>
        command.SetAction((parsed, ct) => act(new ParsedCommand(common.Read(parsed), parsed.GetValue(common.Verbose)), parsed, ct));

    private static async Task<int> TellAsync(Exception e, TextWriter error, bool verbose)
    {
        var (code, what, fix) = e switch
        {
            Problem problem => (problem.ExitCode, problem.Message, problem.Fix),
            DbException => (ExitCode.Failed, $"The database does not answer as it should: {e.Message}", "Check --database or --data; heed doctor looks closer."),
            UnauthorizedAccessException => (ExitCode.Failed, e.Message, "Give the user that runs Heed the right to that path."),
            IOException or InvalidDataException => (ExitCode.Failed, e.Message, null),
            // Thrown by the rooms with a sentence for the operator.
            InvalidOperationException => (ExitCode.Failed, e.Message, null),
            _ => (ExitCode.Failed, $"Something happened that Heed does not expect: {e.GetType().Name}: {e.Message}", "Run it again with --verbose and report what it shows."),
        };
        await error.WriteLineAsync(what);
        if (fix is not null)
            await error.WriteLineAsync(fix);
        if (verbose)
            await error.WriteLineAsync(e.ToString());
        return code;
    }
}
