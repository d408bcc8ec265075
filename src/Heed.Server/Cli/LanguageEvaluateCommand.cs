using System.CommandLine;
using System.Globalization;
using Heed.Core.Language;
using Heed.Learning;
using Spectre.Console;

namespace Heed.Server.Cli;

/// <summary><c>heed language evaluate DATA</c>: how good the models are on texts they have not seen, beside two baselines.</summary>
internal static class LanguageEvaluateCommand
{
    public static Command Create(CommonOptions common)
    {
        var data = LanguageCommand.Data();
        var models = new Option<string?>("--models") { HelpName = "DIR", Description = "Folder of models. [default: the shipped ones]" };
        var only = new Option<string?>("--only") { HelpName = "TASK", Description = "Only this task. [default: all]" };
        var worst = new Option<int>("--worst") { HelpName = "N", Description = "Also list the N surest mistakes of each task. The texts are people's: mind who reads along." };
        var json = JsonOut.Option();
        var command = new Command("evaluate", "Measure the models on texts they have not seen.") { data, models, only, worst, json };
        command.SetAction(parsed =>
        {
            var shell = common.Shell;
            var folder = LanguageCommand.Folder(shell, parsed.GetValue(data));
            var from = LanguageCommand.Named(shell, parsed.GetValue(models));
            var exam = new Exam(folder, from is null ? ShippedModels.Of : Exam.ModelsIn(from));
            var recipes = Recipe.All.Where(r => parsed.GetValue(only) is not { } task || task == r.Task).ToList();
            var reports = recipes.SelectMany(r => exam.Of(r, false)).ToList();
            if (reports.Count == 0)
                throw Problem.NotFound("Nothing to measure: the folder holds no examples of these tasks, or there is no model for them.", "docs/language.md says what such a folder looks like.");
            var guard = recipes.Any(r => r.Task == ToneModel.Task) ? exam.Guard() : [];
            var mistakes = recipes.SelectMany(r => exam.Worst(r, parsed.GetValue(worst))).ToList();
            if (parsed.GetValue(json))
                JsonOut.Write(shell.Out, new { reports, guard, mistakes });
            else
                Show(shell.Tables(), reports, guard, mistakes);
        });
        return command;
    }

    private static void Show(IAnsiConsole console, IReadOnlyList<TaskReport> reports, IReadOnlyList<GuardReport> guard, IReadOnlyList<Mistake> mistakes)
    {
        foreach (var task in reports.GroupBy(r => r.Task))
        {
            var table = new Table().Border(TableBorder.Simple).Title(task.Key).AddColumns("Language", "Set", "Texts", "Accuracy", "Macro-F1", "Not sure", "Calibration error", "Majority F1", "Word list F1");
            foreach (var r in task)
                table.AddRow(r.Language, r.Set ?? "[bold]all[/]", N(r.Model.Count), F(r.Model.Accuracy), F(r.Model.MacroF1), F(r.Model.NotSure), F(r.Model.CalibrationError), F(r.Majority.MacroF1), F(r.WordList.MacroF1));
            console.Write(table);
            foreach (var r in task.Where(r => r.Set is null || r.Language == "all").Take(6))
                console.Write(Confusion(r));
        }

        Guard(console, guard);
        foreach (var m in mistakes)
            console.WriteLine($"{m.Task} {m.Language} {m.Set}: {m.Label}, said {m.Said} {F(m.Sure)}: {m.Text.ReplaceLineEndings(" ")}");
    }

    private static Table Confusion(TaskReport r)
    {
        var table = new Table().Border(TableBorder.Simple).Title($"{r.Task}, {r.Language}: what it is (down), what was said (across)").AddColumn("");
        foreach (var label in r.Model.Labels.Append("not sure"))
            table.AddColumn(label);
        table.AddColumns("Precision", "Recall", "F1");
        foreach (var (label, i) in r.Model.Labels.Select((l, i) => (l, i)).Where(l => r.Model.Confusion[l.i].Sum() > 0))
            table.AddRow([label, .. r.Model.Confusion[i].Select(N), F(r.Model.Precision(i)), F(r.Model.Recall(i)), F(r.Model.F1(i))]);
        table.Caption("Said → right: " + string.Join("  ", r.Model.Bins.Where(b => b.Count > 0).Select(b => $"{F(b.MeanSure)} → {F(b.ShareRight)} ({N(b.Count)})")));
        return table;
    }

    private static void Guard(IAnsiConsole console, IReadOnlyList<GuardReport> guard)
    {
        if (guard.Count == 0)
            return;
        var table = new Table().Border(TableBorder.Simple).Title("The tone guard's model: what it would stop").AddColumns("Language", "Set", "Meant as", "Texts", "Stopped", "Share");
        foreach (var g in guard)
            table.AddRow(g.Language, g.Set, g.Label, N(g.Count), N(g.Stopped), F(g.Share));
        console.Write(table);
    }

    private static string F(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);

    private static string N(int value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
