using System.CommandLine;
using Heed.Core.Language;

namespace Heed.Server.Cli;

/// <summary><c>heed language</c>: train, measure and show the models that read messages.</summary>
internal static class LanguageCommand
{
    public static Command Create(CommonOptions common)
    {
        var card = new Command("card", "Show what the shipped models were made from, how good they are and where they end.");
        card.SetAction(_ => common.Shell.Out.Write(ShippedModels.Card() ?? "No models are shipped with this build.\n"));
        return new Command("language", "Train and measure the models that read messages.") { LanguageTrainCommand.Create(common), LanguageEvaluateCommand.Create(common), card };
    }

    public static Argument<string?> Data() => new("DATA")
    {
        Arity = ArgumentArity.ZeroOrOne,
        Description = "Folder of labelled texts: its sources.json says what is in it; without one, the sets that Heed was trained on are looked for.",
    };

    public static string Folder(Shell shell, string? data)
    {
        if (data is null)
            throw Problem.WrongUse("Which folder holds the labelled texts?", "heed language train DATA; docs/language.md says what such a folder looks like.");
        return Existing(shell, data);
    }

    /// <summary>A folder that was named; null when none was.</summary>
    /// <exception cref="Problem">It is not there.</exception>
    public static string? Named(Shell shell, string? named) => named is null ? null : Existing(shell, named);

    private static string Existing(Shell shell, string named) =>
        shell.PathOf(named) is var folder && Directory.Exists(folder) ? folder : throw Problem.NotFound($"There is no folder {folder}.");
}
