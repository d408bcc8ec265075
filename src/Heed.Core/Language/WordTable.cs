using System.Numerics;

namespace Heed.Core.Language;

/// <summary>Weights of single words beside the buckets, each word with a place of its own: what was known of words before any text was read.</summary>
/// <remarks>In buckets these tens of thousands of words would fall on others and spoil what was learned there.</remarks>
internal sealed class WordTable
{
    private readonly uint[] _keys;
    private readonly int[] _rows;
    private readonly uint[] _hashes;
    private readonly sbyte[] _weights;
    private readonly float[] _decoded;
    private readonly int _labels;

    /// <param name="hashes">Of a word and its language (<see cref="Key"/>), none twice.</param>
    /// <param name="weights">One per word and label.</param>
    public WordTable(uint[] hashes, sbyte[] weights, float scale)
    {
        (_hashes, _weights, Scale) = (hashes, weights, scale);
        _labels = hashes.Length == 0 ? 0 : weights.Length / hashes.Length;
        _decoded = TextModel.Decoded(scale);
        // Half empty: a word that is not there is found to be missing at the first or second look.
        var size = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(2, hashes.Length * 2));
        (_keys, _rows) = (new uint[size], new int[size]);
        for (var i = 0; i < hashes.Length; i++)
        {
            var at = hashes[i] & (uint)(size - 1);
            while (_keys[at] != 0)
                at = (at + 1) & (uint)(size - 1);
            (_keys[at], _rows[at]) = (hashes[i], i);
        }
    }

    public static WordTable Empty { get; } = new([], [], 0);

    public int Count => _hashes.Length;

    public float Scale { get; }

    public ReadOnlySpan<uint> Hashes => _hashes;

    public ReadOnlySpan<sbyte> Weights => _weights;

    /// <summary>Never zero.</summary>
    public static uint Key(uint hash, uint salt) => TextHash.Stir(hash ^ salt) | 1;

    public void AddTo(ReadOnlySpan<Feature> words, uint salt, float share, Span<float> sums)
    {
        if (_hashes.Length == 0)
            return;
        foreach (var word in words)
        {
            if (Row(word.Hash, salt) is not (>= 0 and var row))
                continue;
            for (var k = 0; k < sums.Length; k++)
                sums[k] += _decoded[_weights[row * _labels + k] + 128] * share;
        }
    }

    /// <summary>How much a word speaks for a label and against the mean of the others.</summary>
    public float Lean(uint hash, uint salt, int label)
    {
        if (_hashes.Length == 0 || Row(hash, salt) is not (>= 0 and var row))
            return 0;
        var others = 0f;
        for (var k = 0; k < _labels; k++)
            others += k == label ? 0 : _decoded[_weights[row * _labels + k] + 128];
        return _decoded[_weights[row * _labels + label] + 128] - others / Math.Max(1, _labels - 1);
    }

    private int Row(uint hash, uint salt)
    {
        var (key, mask) = (Key(hash, salt), (uint)(_keys.Length - 1));
        for (var at = key & mask; _keys[at] != 0; at = (at + 1) & mask)
        {
            if (_keys[at] == key)
                return _rows[at];
        }

        return -1;
    }
}
