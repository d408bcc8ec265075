using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;

namespace Heed.Core.Language;

/// <summary>The file of a model: a few readable fields, then one signed byte per bucket and label, all of it compressed.</summary>
public sealed partial class TextModel
{
    private const string Magic = "heed-text-model";

    /// <exception cref="InvalidDataException">Not a model, or one for other features than this version reads.</exception>
    public static TextModel Read(Stream file)
    {
        try
        {
            return Open(file);
        }
        catch (Exception e) when (e is EndOfStreamException or InvalidOperationException)
        {
            throw new InvalidDataException("This is no text model.", e);
        }
    }

    private static TextModel Open(Stream file)
    {
        using var reader = new BinaryReader(new BrotliStream(file, CompressionMode.Decompress), Encoding.UTF8);
        if (reader.ReadString() != Magic || reader.ReadByte() != TextFeatures.Version)
            throw new InvalidDataException("This is no text model of this version of Heed.");
        var task = reader.ReadString();
        var labels = new string[reader.ReadByte()];
        for (var i = 0; i < labels.Length; i++)
            labels[i] = reader.ReadString();
        var (bits, scale) = (reader.ReadByte(), reader.ReadSingle());
        var languages = new Calibration[reader.ReadByte()];
        for (var i = 0; i < languages.Length; i++)
            languages[i] = new Calibration(reader.ReadString(), [.. labels.Select(_ => reader.ReadSingle())], reader.ReadSingle(), reader.ReadSingle());
        if (bits > 24)
            throw new InvalidDataException($"A model with {bits} bits is not one of ours.");
        var weights = new sbyte[labels.Length << bits];
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(weights.AsSpan()));
        return new TextModel(task, labels, bits, scale, weights, languages, Words(reader, labels.Length));
    }

    private static WordTable Words(BinaryReader reader, int labels)
    {
        var count = reader.ReadInt32();
        if (count is < 0 or > 1 << 20)
            throw new InvalidDataException($"A model with {count} words is not one of ours.");
        var scale = reader.ReadSingle();
        var (hashes, weights) = (new uint[count], new sbyte[count * labels]);
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(hashes.AsSpan()));
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(weights.AsSpan()));
        return new WordTable(hashes, weights, scale);
    }

    public void Write(Stream file)
    {
        using var writer = new BinaryWriter(new BrotliStream(file, CompressionLevel.SmallestSize, leaveOpen: true), Encoding.UTF8);
        writer.Write(Magic);
        writer.Write(TextFeatures.Version);
        writer.Write(Task);
        writer.Write((byte)Labels.Count);
        foreach (var label in Labels)
            writer.Write(label);
        writer.Write((byte)Bits);
        writer.Write(Scale);
        writer.Write((byte)Calibrations.Count);
        foreach (var l in Calibrations)
        {
            writer.Write(l.Language);
            foreach (var offset in l.Offsets)
                writer.Write(offset);
            writer.Write(l.Temperature);
            writer.Write(l.Threshold);
        }

        writer.Write(MemoryMarshal.AsBytes(_weights.AsSpan()));
        writer.Write(_words.Count);
        writer.Write(_words.Scale);
        writer.Write(MemoryMarshal.AsBytes(_words.Hashes));
        writer.Write(MemoryMarshal.AsBytes(_words.Weights));
    }

    /// <summary>A model out of learned weights, squeezed into a byte each.</summary>
    /// <param name="weights">One per bucket and label.</param>
    /// <param name="words">Per word (<see cref="WordTable.Key"/>) one per label.</param>
    internal static TextModel Of(string task, IReadOnlyList<string> labels, int bits, float[] weights, IReadOnlyDictionary<uint, float[]> words, IReadOnlyList<Calibration> languages)
    {
        var scale = Most(weights);
        var keys = words.Keys.Order().ToArray();
        var known = keys.SelectMany(key => words[key]).ToArray();
        return new TextModel(
            task, labels, bits, scale, Encoded(weights, scale), languages, new WordTable(keys, Encoded(known, Most(known)), Most(known)));
    }

    private static float Most(float[] weights) => weights.Length == 0 ? 0 : weights.Max(Math.Abs);

    private static sbyte[] Encoded(float[] weights, float scale) => [.. weights.Select(w => Encode(w, scale))];

    internal static float[] Decoded(float scale) => [.. Enumerable.Range(sbyte.MinValue, 256).Select(q => Decode(q, scale))];

    internal TextModel Calibrated(IReadOnlyList<Calibration> languages) => new(Task, Labels, Bits, Scale, _weights, languages, _words, _overlay);

    // Small weights are many and matter together: the steps are fine near zero and coarse far from it.
    private static sbyte Encode(float weight, float most) => most == 0 ? (sbyte)0 : (sbyte)Math.Round(Math.Sign(weight) * Math.Sqrt(Math.Abs(weight) / most) * sbyte.MaxValue);

    private static float Decode(int q, float scale) => scale * q * Math.Abs(q) / (sbyte.MaxValue * sbyte.MaxValue);
}
