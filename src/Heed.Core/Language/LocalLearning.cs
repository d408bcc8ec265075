namespace Heed.Core.Language;

/// <summary>A person said what a text really is.</summary>
/// <param name="Label">One of the model's labels; others are left out.</param>
public sealed record Correction(string Text, string Language, string Label);

/// <summary>Learns from a company's corrections: an overlay over the shipped model, bounded, the same for the same corrections.</summary>
/// <remarks>Give it all corrections each time: the overlay is made anew over the shipped model, and an older one is a complete way back.</remarks>
public static class LocalLearning
{
    /// <summary>More words than this are not corrected: the weightiest stay.</summary>
    public const int MostBuckets = 4_096;

    // Until the right label has this probability, or for so many rounds.
    private const double Enough = 0.7;
    private const int Rounds = 12;
    private const float Step = 1.5f;

    // A word may gain so much at most: a handful of corrections must not outweigh what thousands of texts said.
    private const float MostWeight = 3;
    private const float Negligible = 0.02f;

    public static TextOverlay Learn(TextModel model, IReadOnlyList<Correction> corrections)
    {
        var learned = new Dictionary<int, float[]>();
        var labels = model.Labels.ToList();
        var known = corrections.Where(c => model.Knows(c.Language) && labels.Contains(c.Label)).ToList();
        for (var round = 0; round < Rounds; round++)
        {
            var changed = false;
            foreach (var correction in known)
                changed |= Take(model, correction, labels.IndexOf(correction.Label), learned);
            if (!changed)
                break;
        }

        return new TextOverlay(model.Task, model.Bits, labels.Count, learned
            .Where(b => b.Value.Any(w => Math.Abs(w) >= Negligible))
            .OrderByDescending(b => b.Value.Max(Math.Abs)).ThenBy(b => b.Key).Take(MostBuckets).ToDictionary());
    }

    // One step of logistic regression, from where the model and the rounds before stand.
    private static bool Take(TextModel model, Correction correction, int right, Dictionary<int, float[]> learned)
    {
        var features = TextFeatures.OfThisThread;
        TextTokenizer.Read(correction.Text, features);
        var probabilities = new double[model.Labels.Count];
        model.With(new TextOverlay(model.Task, model.Bits, model.Labels.Count, learned)).Score(features, correction.Language, probabilities);
        if (probabilities[right] >= Math.Max(Enough, model.Threshold(correction.Language)))
            return false;
        var (salt, share) = (Calibration.SaltOf(correction.Language), TextModel.Share(features.Words.Length));
        foreach (var bucket in features.Words.ToArray().Select(f => model.Bucket(f.Hash, salt)).Distinct())
        {
            if (!learned.TryGetValue(bucket, out var weights))
                learned[bucket] = weights = new float[probabilities.Length];
            for (var k = 0; k < weights.Length; k++)
                weights[k] = Math.Clamp(weights[k] + Step * share * (float)((k == right ? 1 : 0) - probabilities[k]), -MostWeight, MostWeight);
        }

        return true;
    }
}
