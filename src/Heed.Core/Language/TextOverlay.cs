using System.Text;

namespace Heed.Core.Language;

/// <summary>What a company's corrections changed: a few weights laid over a model, which itself stays as it is.</summary>
public sealed class TextOverlay
{
    private const byte Format = 1;

    private readonly Dictionary<int, float[]> _buckets;
    private readonly int _bits, _labels;

    internal TextOverlay(string task, int bits, int labels, Dictionary<int, float[]> buckets) => (Task, _bits, _labels, _buckets) = (task, bits, labels, buckets);

    /// <summary>Of which model.</summary>
    public string Task { get; }

    /// <summary>Nothing was corrected.</summary>
    public bool IsEmpty => _buckets.Count == 0;

    /// <summary>Weights it holds; never more than <see cref="LocalLearning.MostBuckets"/> per label.</summary>
    public int Count => _buckets.Count;

    internal bool Fits(TextModel model) => IsEmpty || (model.Task == Task && model.Bits == _bits && model.Labels.Count == _labels);

    /// <exception cref="InvalidDataException">Not what <see cref="Write"/> wrote.</exception>
    public static TextOverlay Read(byte[] blob)
    {
        try
        {
            using var reader = new BinaryReader(new MemoryStream(blob), Encoding.UTF8);
            if (reader.ReadByte() != Format)
                throw new InvalidDataException("These corrections are of another version of Heed.");
            var (task, bits, labels, count) = (reader.ReadString(), reader.ReadByte(), reader.ReadByte(), reader.ReadInt32());
            if (count is < 0 or > LocalLearning.MostBuckets)
                throw new InvalidDataException($"Corrections with {count} weights are not ours.");
            var buckets = new Dictionary<int, float[]>(count);
            for (var i = 0; i < count; i++)
                buckets[reader.ReadInt32()] = [.. Enumerable.Range(0, labels).Select(_ => (float)reader.ReadHalf())];
            return new TextOverlay(task, bits, labels, buckets);
        }
        catch (EndOfStreamException e)
        {
            throw new InvalidDataException("These corrections are cut short.", e);
        }
    }

    /// <summary>Small enough for a column: at most some 40 kB.</summary>
    public byte[] Write()
    {
        using var blob = new MemoryStream();
        using (var writer = new BinaryWriter(blob, Encoding.UTF8))
        {
            writer.Write(Format);
            writer.Write(Task);
            writer.Write((byte)_bits);
            writer.Write((byte)_labels);
            writer.Write(_buckets.Count);
            foreach (var (bucket, weights) in _buckets.OrderBy(b => b.Key))
            {
                writer.Write(bucket);
                foreach (var weight in weights)
                    writer.Write((Half)weight);
            }
        }

        return blob.ToArray();
    }

    // Words alone: they say what a correction was about; pieces and signs would move every other text too.
    internal void AddTo(TextModel model, TextFeatures features, uint salt, Span<float> sums)
    {
        var share = TextModel.Share(features.Words.Length);
        foreach (var feature in features.Words)
        {
            if (!_buckets.TryGetValue(model.Bucket(feature.Hash, salt), out var weights))
                continue;
            for (var k = 0; k < sums.Length; k++)
                sums[k] += weights[k] * share;
        }
    }
}
