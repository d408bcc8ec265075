using Heed.Core.Language;
using Heed.Learning.Data;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;

namespace Heed.Learning;

/// <summary>Learns a model from examples. The same examples give the same model: one thread, no chance.</summary>
internal static class Trainer
{
    private const float Negligible = 0.15f;

    public static TextModel Train(Recipe recipe, IReadOnlyList<Example> examples, WordKnowledge known)
    {
        var words = recipe.IsLanguage ? WordKnowledge.None : known;
        var vectors = new Vectors(recipe, words, examples);
        var weights = Balanced(recipe, examples);
        var rows = examples.Select((e, i) => new Row { Features = vectors.Of(e), Label = (uint)recipe.LabelIndex(e.Label), Weight = weights[i] }).ToList();
        var learned = Learn(recipe, rows, vectors.Size);

        var spoken = examples.Select(e => e.Language).ToHashSet();
        var table = words.All.Where(w => spoken.Contains(w.Key.Language))
            .Select(w => (Key: WordTable.Key(w.Key.Hash, Calibration.SaltOf(w.Key.Language)), Weights: OfWord(w.Value, learned, vectors.Used)))
            .Where(w => w.Weights.Any(x => Math.Abs(x) > Negligible)).DistinctBy(w => w.Key).ToDictionary(w => w.Key, w => w.Weights);
        var languages = spoken.Select(recipe.LanguageOf).Distinct().Order(StringComparer.Ordinal).Select(l => new Calibration(l, learned.Biases, 1, 0));
        return TextModel.Of(recipe.Task, recipe.Labels, recipe.Bits, InBuckets(recipe, vectors, learned), table, [.. languages]);
    }

    private static float[] InBuckets(Recipe recipe, Vectors vectors, Learned learned)
    {
        var labels = recipe.Labels.Count;
        var weights = new float[labels << recipe.Bits];
        for (var i = 0; i < weights.Length; i++)
            weights[i] = vectors.Place(i / labels) is >= 0 and var at ? learned.Weights[i % labels][at] : 0;
        return weights;
    }

    private static float[] OfWord(float[] numbers, Learned learned, int from)
    {
        var weights = new float[learned.Weights.Length];
        for (var k = 0; k < weights.Length; k++)
        {
            for (var i = 0; i < numbers.Length; i++)
                weights[k] += numbers[i] * learned.Weights[k][from + i];
        }

        return weights;
    }

    private static Learned Learn(Recipe recipe, List<Row> rows, int size)
    {
        var ml = new MLContext(seed: 1);
        var schema = SchemaDefinition.Create(typeof(Row));
        schema[nameof(Row.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, size);
        schema[nameof(Row.Label)].ColumnType = new KeyDataViewType(typeof(uint), recipe.Labels.Count);
        var data = ml.Data.LoadFromEnumerable(rows, schema);
        var trainer = ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy(new LbfgsMaximumEntropyMulticlassTrainer.Options
        {
            FeatureColumnName = nameof(Row.Features),
            LabelColumnName = nameof(Row.Label),
            ExampleWeightColumnName = nameof(Row.Weight),
            L1Regularization = 0,
            L2Regularization = recipe.Smoothness * rows.Count,
            MaximumNumberOfIterations = 60,
            OptimizationTolerance = 1e-4f,
            HistorySize = 8,
            NumberOfThreads = 1,
            EnforceNonNegativity = false,
        });
        var model = trainer.Fit(data).Model;
        VBuffer<float>[] weights = [];
        model.GetWeights(ref weights, out _);
        return new Learned([.. weights.Select(w => w.DenseValues().ToArray())], [.. model.GetBiases()]);
    }

    // A set with a hundred times as many rows of one label would teach that label alone; language by language.
    private static float[] Balanced(Recipe recipe, IReadOnlyList<Example> examples)
    {
        var counts = examples.GroupBy(e => (e.Language, e.Label)).ToDictionary(g => g.Key, g => g.Sum(e => e.Weight));
        var perLanguage = counts.GroupBy(c => c.Key.Language).ToDictionary(g => g.Key, g => (Sum: g.Sum(c => c.Value), Labels: g.Count()));
        return [.. examples.Select(e => e.Weight * MathF.Pow(perLanguage[e.Language].Sum / perLanguage[e.Language].Labels / counts[(e.Language, e.Label)], recipe.Balance))];
    }

    private sealed record Learned(float[][] Weights, float[] Biases);
}
