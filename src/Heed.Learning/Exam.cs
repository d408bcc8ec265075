using Heed.Core.Language;
using Heed.Learning.Data;

namespace Heed.Learning;

/// <summary>Measures models on the part of the data they were neither trained nor tuned on.</summary>
internal sealed class Exam(string data, Func<string, TextModel?> models)
{
    // Fewer say nothing.
    private const int Fewest = 20;

    public static Func<string, TextModel?> ModelsIn(string folder) => task =>
    {
        var path = Path.Combine(folder, Lesson.FileOf(task));
        if (!File.Exists(path))
            return null;
        using var file = File.OpenRead(path);
        return TextModel.Read(file);
    };

    /// <summary>The whole language first, then each set of it.</summary>
    public IEnumerable<TaskReport> Of(Recipe recipe, bool permissive)
    {
        var corpus = Corpus.Of(recipe.Task, data, permissive);
        if (corpus.Test.Count == 0 || models(recipe.Task) is not { } model)
            return [];
        return recipe.IsLanguage ? Language(recipe, model, corpus) : Languages(recipe, model, corpus);
    }

    private static IEnumerable<TaskReport> Languages(Recipe recipe, TextModel model, Corpus corpus)
    {
        foreach (var language in corpus.Test.GroupBy(e => e.Language).Where(g => model.Knows(g.Key)).OrderByDescending(g => g.Count()))
        {
            yield return Report(recipe, model, corpus, language.Key, null, [.. language]);
            var sets = language.GroupBy(e => e.Source).ToList();
            foreach (var set in sets.Where(s => s.Count() >= Fewest && sets.Count > 1))
                yield return Report(recipe, model, corpus, language.Key, set.Key, [.. set]);
        }
    }

    // Of single words nobody can tell the language; the promise is about twenty letters and more.
    private static IEnumerable<TaskReport> Language(Recipe recipe, TextModel model, Corpus corpus)
    {
        var longer = corpus.Test.Where(e => e.Text.Count(char.IsLetter) >= 20).ToList();
        yield return Report(recipe, model, corpus, "all", "20 letters and more", longer);
        foreach (var language in longer.GroupBy(e => e.Label).OrderByDescending(g => g.Count()))
            yield return Report(recipe, model, corpus, language.Key, "20 letters and more", [.. language]);
        yield return Report(recipe, model, corpus, "all", "shorter", [.. corpus.Test.Where(e => e.Text.Count(char.IsLetter) < 20)]);
    }

    private static TaskReport Report(Recipe recipe, TextModel model, Corpus corpus, string language, string? set, IReadOnlyList<Example> examples)
    {
        var majority = corpus.Train.Where(e => recipe.IsLanguage || e.Language == language).CountBy(e => e.Label).MaxBy(c => c.Value).Key is { } label ? recipe.LabelIndex(label) : 0;
        var list = new WordList(recipe);
        return new TaskReport(
            recipe.Task, language, set, Guesses.Scores(model, recipe, examples),
            Scores.Of(recipe.Labels, examples.Select(e => (recipe.LabelIndex(e.Label), majority, 1.0))),
            Scores.Of(recipe.Labels, examples.Select(e => (recipe.LabelIndex(e.Label), list.Of(e.Text, e.Language, majority), 1.0))));
    }

    /// <summary>What the guard's model would stop: of real agent answers nearly nothing, of rude texts much.</summary>
    public IReadOnlyList<GuardReport> Guard()
    {
        var recipe = Recipe.All.Single(r => r.Task == ToneModel.Task);
        if (models(recipe.Task) is not { } model)
            return [];
        return [.. Guesses.Of(model, recipe, Corpus.Of(recipe.Task, data, false).Test.Where(e => model.Knows(e.Language)))
            .GroupBy(g => (g.Example.Language, Set: g.Example.Source, g.Example.Label))
            .Select(g => new GuardReport(g.Key.Language, g.Key.Set, g.Key.Label, g.Count(), g.Count(e => recipe.Said(e.Probabilities, model.Threshold(g.Key.Language)) > 0)))
            .OrderBy(g => g.Language, StringComparer.Ordinal).ThenBy(g => g.Label, StringComparer.Ordinal)];
    }

    /// <summary>The surest of what was wrong.</summary>
    public IEnumerable<Mistake> Worst(Recipe recipe, int count)
    {
        if (models(recipe.Task) is not { } model)
            return [];
        var test = Corpus.Of(recipe.Task, data, false).Test.Where(e => recipe.IsLanguage || model.Knows(e.Language));
        return Guesses.Of(model, recipe, test)
            .Select(g => (g.Example, Said: recipe.Said(g.Probabilities, model.Threshold(recipe.LanguageOf(g.Example.Language))), g.Probabilities))
            .Where(g => g.Said >= 0 && recipe.Labels[g.Said] != g.Example.Label)
            .Select(g => new Mistake(recipe.Task, g.Example.Language, g.Example.Source, g.Example.Label, recipe.Labels[g.Said], g.Probabilities[g.Said], g.Example.Text))
            .OrderByDescending(m => m.Sure).Take(count);
    }
}

/// <param name="Set">One set of texts; null: all of the language.</param>
internal sealed record TaskReport(string Task, string Language, string? Set, Scores Model, Scores Majority, Scores WordList);

internal sealed record Mistake(string Task, string Language, string Set, string Label, string Said, double Sure, string Text);

internal sealed record GuardReport(string Language, string Set, string Label, int Count, int Stopped)
{
    public double Share => Count == 0 ? 0 : (double)Stopped / Count;
}
