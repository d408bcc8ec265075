namespace Heed.Core.Language;

/// <summary>What a company's corrections changed: a few weights laid over a model, which itself stays as it is.</summary>
/// <remarks>Bounded: a handful of corrections must not outweigh what was learned from thousands of texts.</remarks>
public sealed partial class TextOverlay
{
    private readonly Dictionary<int, float[]> _buckets;

    internal TextOverlay(string task, Dictionary<int, float[]> buckets) => (Task, _buckets) = (task, buckets);

    /// <summary>Of which model.</summary>
    public string Task { get; }

    public bool IsEmpty => _buckets.Count == 0;

    internal void AddTo(TextModel model, TextFeatures features, uint salt, Span<float> sums)
    {
        Sum(model, features.Words, salt, TextModel.Share(features.Words.Length), sums);
        Sum(model, features.Pieces, salt, TextModel.Share(features.Pieces.Length), sums);
        Sum(model, features.Signs, 0, TextModel.SignShare, sums);
    }

    private void Sum(TextModel model, ReadOnlySpan<Feature> features, uint salt, float share, Span<float> sums)
    {
        foreach (var feature in features)
        {
            if (!_buckets.TryGetValue(model.Bucket(feature.Hash, salt), out var weights))
                continue;
            for (var k = 0; k < sums.Length; k++)
                sums[k] += weights[k] * share;
        }
    }
}
