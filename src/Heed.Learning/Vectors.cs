using Heed.Core.Language;
using Heed.Learning.Data;
using Microsoft.ML.Data;

namespace Heed.Learning;

/// <summary>Texts as vectors of the buckets that occur often enough, numbered without gaps; then the numbers known of their words.</summary>
internal sealed class Vectors
{
    private readonly Recipe _recipe;
    private readonly WordKnowledge _words;
    private readonly TextFeatures _features = new();
    private readonly int[] _place;

    public Vectors(Recipe recipe, WordKnowledge words, IReadOnlyList<Example> examples)
    {
        (_recipe, _words) = (recipe, words);
        var met = new int[1 << recipe.Bits];
        foreach (var example in examples)
        {
            foreach (var bucket in Buckets(example).Keys)
                met[bucket]++;
        }

        _place = new int[met.Length];
        for (var i = 0; i < met.Length; i++)
            _place[i] = met[i] >= recipe.Rare ? Used++ : -1;
    }

    /// <summary>Buckets kept.</summary>
    public int Used { get; private set; }

    public int Size => Used + _words.Size;

    /// <summary>Where a bucket stands in the vector; -1: left out.</summary>
    public int Place(int bucket) => _place[bucket];

    public VBuffer<float> Of(Example example)
    {
        var values = new SortedDictionary<int, float>();
        foreach (var (bucket, value) in Buckets(example))
        {
            if (_place[bucket] >= 0)
                values[_place[bucket]] = value;
        }

        // The same share as the word itself has: so the sum can be given back to the words exactly.
        var share = TextModel.Share(_features.Words.Length);
        foreach (var feature in _features.Words)
        {
            var known = _words.Of(example.Language, feature.Hash);
            for (var i = 0; i < known.Length; i++)
            {
                if (known[i] != 0)
                    values[Used + i] = values.GetValueOrDefault(Used + i) + known[i] * share;
            }
        }

        return new VBuffer<float>(Size, values.Count, [.. values.Values], [.. values.Keys]);
    }

    private Dictionary<int, float> Buckets(Example example)
    {
        _recipe.Read(example.Text, _features);
        var salt = Calibration.SaltOf(_recipe.LanguageOf(example.Language));
        var values = new Dictionary<int, float>();
        Add(_features.Words, salt, TextModel.Share(_features.Words.Length), values);
        Add(_features.Pieces, salt, TextModel.Share(_features.Pieces.Length), values);
        Add(_features.Signs, 0, TextModel.SignShare, values);
        return values;
    }

    private void Add(ReadOnlySpan<Feature> features, uint salt, float share, Dictionary<int, float> values)
    {
        foreach (var feature in features)
        {
            var bucket = TextModel.Bucket(feature.Hash, salt, 32 - _recipe.Bits);
            values[bucket] = values.GetValueOrDefault(bucket) + share;
        }
    }
}
