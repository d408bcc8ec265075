using System.CommandLine;
using System.Diagnostics;
using Heed.Learning;

namespace Heed.Server.Cli;

/// <summary><c>heed language train DATA</c>: models and their card out of labelled texts.</summary>
internal static class LanguageTrainCommand
{
    public static Command Create(CommonOptions common)
    {
        var data = LanguageCommand.Data();
        var to = new Option<string?>("--out") { HelpName = "DIR", Description = "Where the models and CARD.md go. [default: ./models]" };
        var words = new Option<string?>("--words") { HelpName = "DIR", Description = "Folder with the word list and the word vectors that docs/language.md names. [default: train without]" };
        var only = new Option<string[]>("--only") { HelpName = "TASK", Description = "Only this task; may be said again. [default: all]" };
        var permissive = new Option<bool>("--permissive") { Description = "Leave out sets whose licence is not plainly permissive." };
        var command = new Command("train", "Train the models from labelled texts.") { data, to, words, only, permissive };
        command.SetAction(parsed =>
        {
            var shell = common.Shell;
            var folder = LanguageCommand.Folder(shell, parsed.GetValue(data));
            var recipes = Recipe.All.Where(r => parsed.GetValue(only) is not { Length: > 0 } tasks || tasks.Contains(r.Task)).ToList();
            if (recipes.Count == 0)
                throw Problem.WrongUse($"There is no such task. Known: {string.Join(", ", Recipe.All.Select(r => r.Task))}.");
            var goal = shell.PathOf(parsed.GetValue(to) ?? "models");
            var known = LanguageCommand.Named(shell, parsed.GetValue(words));
            Train(shell, new School(folder, known, parsed.GetValue(permissive)), recipes, goal);
            Card.Write(folder, goal, parsed.GetValue(permissive), known is not null);
            shell.Out.WriteLine($"Models and CARD.md are in {goal}. To measure them: heed language evaluate {folder} --models {goal}");
        });
        return command;
    }

    private static void Train(Shell shell, School school, IReadOnlyList<Recipe> recipes, string goal)
    {
        var trained = 0;
        foreach (var recipe in recipes)
        {
            var time = Stopwatch.StartNew();
            if (school.Train(recipe) is not { } lesson)
            {
                shell.Out.WriteLine($"{recipe.Task}: no examples in this folder.");
                continue;
            }

            lesson.WriteTo(goal);
            trained++;
            shell.Out.WriteLine($"{recipe.Task}: learned from {lesson.Corpus.Train.Count:N0} texts, tuned on {lesson.Corpus.Tune.Count:N0}, {time.Elapsed.TotalSeconds:0} s.");
        }

        if (trained == 0)
            throw Problem.NotFound("This folder holds none of the sets that the recipe knows.", "Put a sources.json into it: docs/language.md says how.");
    }
}
