using Heed.Core.Language;
using Heed.Learning.Data;

namespace Heed.Learning;

/// <summary>What a model says of examples.</summary>
internal static class Guesses
{
    public static IEnumerable<(Example Example, double[] Probabilities)> Of(TextModel model, Recipe recipe, IEnumerable<Example> examples)
    {
        var features = new TextFeatures();
        foreach (var example in examples)
        {
            var probabilities = new double[model.Labels.Count];
            recipe.Read(example.Text, features);
            model.Score(features, recipe.IsLanguage ? "" : example.Language, probabilities);
            yield return (example, probabilities);
        }
    }

    public static Scores Scores(TextModel model, Recipe recipe, IEnumerable<Example> examples) =>
        Learning.Scores.Of(model.Labels, Of(model, recipe, examples).Select(g =>
        {
            var best = Best(g.Probabilities);
            var sure = g.Probabilities[best];
            return (recipe.LabelIndex(g.Example.Label), sure < model.Threshold(recipe.IsLanguage ? "" : g.Example.Language) ? -1 : best, sure);
        }));

    public static int Best(ReadOnlySpan<double> probabilities)
    {
        var best = 0;
        for (var i = 1; i < probabilities.Length; i++)
            best = probabilities[i] > probabilities[best] ? i : best;
        return best;
    }
}
