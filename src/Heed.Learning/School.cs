using Heed.Core.Language;
using Heed.Learning.Data;

namespace Heed.Learning;

/// <summary>Trains the models of all tasks from a data folder and writes them with their card.</summary>
/// <param name="data">The data folder.</param>
/// <param name="words">Folder of the word lists and vectors; null: without.</param>
/// <param name="permissive">Only sets whose licence is plainly permissive.</param>
internal sealed class School(string data, string? words, bool permissive)
{
    private readonly Lazy<WordKnowledge> _words = new(() => WordKnowledge.From(words));

    /// <summary>Null where the folder holds no examples of the task.</summary>
    public Lesson? Train(Recipe recipe)
    {
        var corpus = Corpus.Of(recipe.Task, data, permissive);
        if (corpus.Train.Count == 0)
            return null;
        var model = Calibrator.Calibrate(Trainer.Train(recipe, corpus.Train, _words.Value), recipe, corpus.Tune);
        return new Lesson(recipe, model, corpus);
    }
}

/// <summary>A model and what it was made from.</summary>
internal sealed record Lesson(Recipe Recipe, TextModel Model, Corpus Corpus)
{
    public void WriteTo(string folder)
    {
        Directory.CreateDirectory(folder);
        using var file = File.Create(Path.Combine(folder, FileOf(Recipe.Task)));
        Model.Write(file);
    }

    public static string FileOf(string task) => task + ".model";
}
