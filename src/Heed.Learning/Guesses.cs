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
            model.Score(features, recipe.LanguageOf(example.Language), probabilities);
            yield return (example, probabilities);
        }
    }

    public static Scores Scores(TextModel model, Recipe recipe, IEnumerable<Example> examples) =>
        Learning.Scores.Of(model.Labels, Of(model, recipe, examples).Select(g =>
        {
            var said = recipe.Said(g.Probabilities, model.Threshold(recipe.LanguageOf(g.Example.Language)));
            return (recipe.LabelIndex(g.Example.Label), said, said < 0 ? 0 : g.Probabilities[said]);
        }));

    public static int Best(ReadOnlySpan<double> probabilities)
    {
        var best = 0;
        for (var i = 1; i < probabilities.Length; i++)
            best = probabilities[i] > probabilities[best] ? i : best;
        return best;
    }
}
