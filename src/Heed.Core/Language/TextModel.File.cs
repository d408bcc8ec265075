using System.IO.Compression;
using System.Text;

namespace Heed.Core.Language;

/// <summary>The file of a model: a few readable fields, then one signed byte per bucket and label, all of it compressed.</summary>
public sealed partial class TextModel
{
    private const string Magic = "heed-text-model";

    /// <exception cref="InvalidDataException">Not a model, or one for other features than this version reads.</exception>
    public static TextModel Read(Stream file)
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
        reader.BaseStream.ReadExactly(System.Runtime.InteropServices.MemoryMarshal.AsBytes(weights.AsSpan()));
        return new TextModel(task, labels, bits, scale, weights, languages);
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

        writer.Write(System.Runtime.InteropServices.MemoryMarshal.AsBytes(_weights.AsSpan()));
    }

    /// <summary>A model out of learned weights: <paramref name="weight"/> of bucket and label, squeezed into a byte each.</summary>
    internal static TextModel Of(string task, IReadOnlyList<string> labels, int bits, Func<int, int, float> weight, IReadOnlyList<Calibration> languages)
    {
        var most = 0f;
        for (var i = 0; i < labels.Count << bits; i++)
            most = Math.Max(most, Math.Abs(weight(i / labels.Count, i % labels.Count)));
        var weights = new sbyte[labels.Count << bits];
        for (var i = 0; i < weights.Length; i++)
            weights[i] = Encode(weight(i / labels.Count, i % labels.Count), most);
        return new TextModel(task, labels, bits, most, weights, languages);
    }

    internal TextModel Calibrated(IReadOnlyList<Calibration> languages) => new(Task, Labels, Bits, Scale, _weights, languages);

    // Small weights are many and matter together: the steps are fine near zero and coarse far from it.
    private static sbyte Encode(float weight, float most) => most == 0 ? (sbyte)0 : (sbyte)Math.Round(Math.Sign(weight) * Math.Sqrt(Math.Abs(weight) / most) * sbyte.MaxValue);

    private static float Decode(int q, float scale) => scale * q * Math.Abs(q) / (sbyte.MaxValue * sbyte.MaxValue);
}
