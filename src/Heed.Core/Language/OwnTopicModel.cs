using System.Text;

namespace Heed.Core.Language;

/// <summary>
/// What was learned of a company's own topics from people's corrections. The shipped model has no place for them, so this is a small
/// model beside it that begins with nothing but doubt: every text is none of them, until corrections outweigh that.
/// </summary>
/// <remarks>Made anew from all corrections each time, like the overlay of <see cref="LocalLearning"/>, by the same steps and within the same bounds.</remarks>
public sealed class OwnTopicModel
{
    private const byte Format = 1;
    private const string Task = "own-topic";
    private const int Bits = 14;

    // The label of everything else, and what speaks for it beforehand: a text of which nothing is known is one of the own topics in 1 of 20 at most.
    private const string Other = "";
    private const float Doubt = 3;
    private const float Sure = 0.6f;

    private readonly TextModel _model;
    private readonly TextOverlay _overlay;

    private OwnTopicModel(TextModel blank, TextOverlay overlay) => (_model, _overlay) = (blank.With(overlay), overlay);

    /// <summary>Codes of the topics it knows something about.</summary>
    public IEnumerable<string> Codes => _model.Labels.Skip(1);

    /// <param name="corrections">All there are; of the company's own topics and, as what is none of them, of others.</param>
    /// <param name="own">Codes of the company's own topics.</param>
    /// <param name="background">Texts that nobody corrected, as what is none of the topics: common words must not come to mean one.</param>
    /// <returns>Null: no correction is of an own topic.</returns>
    public static OwnTopicModel? Learn(IReadOnlyList<Correction> corrections, IReadOnlyCollection<string> own, IReadOnlyList<Correction> background)
    {
        string[] codes = [.. corrections.Select(c => c.Label).Where(own.Contains).Distinct().Order(StringComparer.Ordinal)];
        string[] languages = [.. corrections.Where(c => codes.Contains(c.Label)).Select(c => c.Language).Distinct().Order(StringComparer.Ordinal)];
        if (codes.Length == 0)
            return null;
        var blank = Blank(codes, languages);
        // The last word is what people said: the background comes before it.
        return new OwnTopicModel(blank, LocalLearning.Learn(
            blank, [.. background.Select(c => c with { Label = Other }), .. corrections.Select(c => codes.Contains(c.Label) ? c : c with { Label = Other })]));
    }

    /// <summary>The topic of a text, when it is sure enough; else null.</summary>
    public string? Of(TextFeatures features, string language)
    {
        if (!_model.Knows(language))
            return null;
        Span<double> probabilities = stackalloc double[_model.Labels.Count];
        _model.Score(features, language, probabilities);
        var best = 0;
        for (var i = 1; i < probabilities.Length; i++)
            best = probabilities[i] > probabilities[best] ? i : best;
        return best > 0 && probabilities[best] >= Sure ? _model.Labels[best] : null;
    }

    /// <exception cref="InvalidDataException">Not what <see cref="Write"/> wrote.</exception>
    public static OwnTopicModel Read(byte[] blob)
    {
        try
        {
            using var reader = new BinaryReader(new MemoryStream(blob), Encoding.UTF8);
            if (reader.ReadByte() != Format)
                throw new InvalidDataException("What was learned of own topics is of another version of Heed.");
            var codes = Enumerable.Range(0, reader.ReadByte()).Select(_ => reader.ReadString()).ToArray();
            var languages = Enumerable.Range(0, reader.ReadByte()).Select(_ => reader.ReadString()).ToArray();
            return new OwnTopicModel(Blank(codes, languages), TextOverlay.Read(reader.ReadBytes(reader.ReadInt32())));
        }
        catch (Exception e) when (e is EndOfStreamException or ArgumentException)
        {
            throw new InvalidDataException("What was learned of own topics is cut short.", e);
        }
    }

    public byte[] Write()
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes, Encoding.UTF8);
        writer.Write(Format);
        List<string> codes = [.. Codes], languages = [.. _model.Languages];
        writer.Write((byte)codes.Count);
        codes.ForEach(writer.Write);
        writer.Write((byte)languages.Count);
        languages.ForEach(writer.Write);
        var overlay = _overlay.Write();
        writer.Write(overlay.Length);
        writer.Write(overlay);
        writer.Flush();
        return bytes.ToArray();
    }

    private static TextModel Blank(string[] codes, string[] languages)
    {
        string[] labels = [Other, .. codes];
        float[] offsets = [Doubt, .. new float[codes.Length]];
        return TextModel.Of(Task, labels, Bits, new float[labels.Length << Bits], new Dictionary<uint, float[]>(), [.. languages.Select(l => new Calibration(l, offsets, 1, Sure))]);
    }
}
