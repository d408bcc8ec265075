using Heed.Core.Language;
using Heed.Learning.Data;

namespace Heed.Learning;

/// <summary>Sets, on texts the model was not trained on, how sure it may be: offsets and temperature by the likelihood, then the threshold.</summary>
internal static class Calibrator
{
    // Fewer texts of a language say too little to change anything by.
    private const int Enough = 60;
    private const int Steps = 400;
    private const int ManyAgents = 400;

    public static TextModel Calibrate(TextModel model, Recipe recipe, IReadOnlyList<Example> tune) =>
        model.Calibrated([.. model.Calibrations.Select(c => Of(model, recipe, c, [.. tune.Where(e => recipe.IsLanguage || e.Language == c.Language)]))]);

    private static Calibration Of(TextModel model, Recipe recipe, Calibration raw, IReadOnlyList<Example> tune)
    {
        if (tune.Count < Enough)
            return raw;
        var labels = recipe.Labels.Count;
        var features = new TextFeatures();
        var sums = tune.Select(e =>
        {
            recipe.Read(e.Text, features);
            var own = new float[labels];
            model.Sum(features, raw.Salt, own);
            return own;
        }).ToList();
        var fitted = Fit(raw, sums, [.. tune.Select(e => recipe.LabelIndex(e.Label))]);
        return recipe.Say == Say.Always ? fitted : fitted with { Threshold = Threshold(fitted, recipe, sums, tune) };
    }

    // Plain gradient descent on the log loss: a handful of numbers. The offsets are pulled towards where training left them.
    private static Calibration Fit(Calibration raw, List<float[]> sums, int[] truth)
    {
        var (labels, inverse) = (raw.Offsets.Length, 1.0);
        var offsets = raw.Offsets.Select(o => (double)o).ToArray();
        var probabilities = new double[labels];
        for (var step = 0; step < Steps; step++)
        {
            var (slope, slopes) = (0.0, offsets.Select((o, k) => 0.01 * (o - raw.Offsets[k])).ToArray());
            var now = new Calibration("", [.. offsets.Select(o => (float)o)], (float)(1 / inverse), 0);
            for (var i = 0; i < sums.Count; i++)
            {
                now.Probabilities(sums[i], probabilities);
                for (var k = 0; k < labels; k++)
                {
                    var off = (probabilities[k] - (truth[i] == k ? 1 : 0)) / sums.Count;
                    slopes[k] += off * inverse;
                    slope += off * (sums[i][k] + offsets[k]);
                }
            }

            var rate = 2.0 / (1 + step / 100.0);
            for (var k = 0; k < labels; k++)
                offsets[k] -= rate * slopes[k];
            inverse = Math.Clamp(inverse - 0.5 * rate * slope, 0.1, 10);
        }

        return raw with { Offsets = [.. offsets.Select(o => (float)o)], Temperature = (float)(1 / inverse) };
    }

    private static float Threshold(Calibration fitted, Recipe recipe, List<float[]> sums, IReadOnlyList<Example> tune)
    {
        var probabilities = new double[recipe.Labels.Count];
        List<(double Sure, bool Right)> said = [.. sums.Select((s, i) =>
        {
            fitted.Probabilities(s, probabilities);
            var best = Guesses.Best(probabilities);
            return recipe.Say switch
            {
                Say.WhenRight => (probabilities[best], recipe.LabelIndex(tune[i].Label) == best),
                Say.LastWhenRight or Say.LastAtBest => (probabilities[^1], recipe.LabelIndex(tune[i].Label) == probabilities.Length - 1),
                Say.NotOfAgents or Say.Always => (1 - probabilities[0], recipe.LabelIndex(tune[i].Label) != 0),
            };
        })];
        return (float)(recipe.Say switch
        {
            Say.NotOfAgents => AboveAgents(recipe, said, tune),
            Say.LastAtBest => AtBest(said),
            Say.WhenRight or Say.LastWhenRight or Say.Always => Math.Min(0.95, LowestRight(recipe.Wanted, said)),
        });
    }

    private static double AtBest(IReadOnlyList<(double Sure, bool IsLast)> said)
    {
        var (all, right, best, at) = (said.Count(s => s.IsLast), 0, 0.0, 0.5);
        foreach (var (i, (sure, isLast)) in said.OrderByDescending(s => s.Sure).Index())
        {
            right += isLast ? 1 : 0;
            if (2.0 * right / (i + 1 + all) is var f1 && f1 > best)
                (best, at) = (f1, sure);
        }

        return at;
    }

    // The lowest from which on, of what is said, the wanted share is right.
    private static double LowestRight(double wanted, IEnumerable<(double Sure, bool Right)> said)
    {
        var (right, all, lowest) = (0, 0, 1.0);
        foreach (var (sure, isRight) in said.OrderByDescending(s => s.Sure))
        {
            right += isRight ? 1 : 0;
            if (right >= wanted * ++all)
                lowest = sure;
        }

        return lowest;
    }

    // Above what all but a few of the agents' answers reach; where there are none of a language, of the other harmless texts.
    private static double AboveAgents(Recipe recipe, List<(double Rude, bool IsRude)> said, IReadOnlyList<Example> tune)
    {
        var agents = said.Where((_, i) => tune[i].IsOfAgent).Select(s => s.Rude).ToList();
        if (agents.Count < 20)
            agents = [.. said.Where(s => !s.IsRude).Select(s => s.Rude)];
        var highest = agents.Order().ElementAt(Math.Min(agents.Count - 1, (int)(agents.Count * recipe.Wanted))) + 1e-4;
        // One in two hundred can not be seen in a few dozen: keep away from the highest of them.
        return agents.Count < ManyAgents ? highest + (1 - highest) / 2 : highest;
    }
}
