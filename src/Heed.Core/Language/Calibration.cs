namespace Heed.Core.Language;

/// <summary>What was measured for one language on texts the model was not trained on: how sure it may be.</summary>
/// <param name="Offsets">Added to each label's sum: the languages differ in how often a label occurs.</param>
/// <param name="Temperature">Divides the sums, so that of all texts called 80 % sure about 80 % are right.</param>
/// <param name="Threshold">Below it: "not sure".</param>
internal sealed record Calibration(string Language, float[] Offsets, float Temperature, float Threshold)
{
    public uint Salt { get; } = SaltOf(Language);

    public static uint SaltOf(string language) => language.Length == 0 ? 0 : TextHash.Stir(TextHash.Of(language));

    public void Probabilities(ReadOnlySpan<float> sums, Span<double> into)
    {
        var highest = double.NegativeInfinity;
        for (var k = 0; k < sums.Length; k++)
            highest = Math.Max(highest, into[k] = (sums[k] + Offsets[k]) / Temperature);
        var total = 0.0;
        for (var k = 0; k < sums.Length; k++)
            total += into[k] = Math.Exp(into[k] - highest);
        for (var k = 0; k < sums.Length; k++)
            into[k] /= total;
    }
}
