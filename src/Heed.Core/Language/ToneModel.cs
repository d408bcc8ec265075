using Heed.Core.Guard;

namespace Heed.Core.Language;

/// <summary>How rude a text is, by a model: what the rules of the guard cannot list.</summary>
public sealed class ToneModel(TextModel tone, TextModel? courtesy)
{
    public const string Task = "tone";

    private static readonly Lazy<ToneModel?> Embedded = new(() => ShippedModels.Of(Task) is { } tone ? new ToneModel(tone, ShippedModels.Of("courtesy")) : null);

    private readonly (ToneFault Fault, int Label)[] _faults =
    [
        .. new[] { (ToneFault.Aggressive, "aggressive"), (ToneFault.Dismissive, "dismissive"), (ToneFault.Sarcastic, "sarcastic") }
            .Select(f => (f.Item1, tone.Labels.ToList().IndexOf(f.Item2))).Where(f => f.Item2 >= 0),
    ];

    // What a token must add before it is worth marking.
    private const double WorthMarking = 0.25;

    /// <summary>The shipped one; null: this build has none.</summary>
    public static ToneModel? Shipped => Embedded.Value;

    public bool Knows(string? language) => tone.Knows(language);

    /// <summary>From which rudeness on the guard should speak: what all but 3 in 1,000 real agent answers stay below.</summary>
    public double Threshold(string language) => tone.Threshold(language);

    /// <returns><see cref="ToneScore.NotJudged"/> where there is no model for the language.</returns>
    public ToneScore Score(string text, string language)
    {
        if (!tone.Knows(language))
            return ToneScore.NotJudged;
        var probabilities = tone.Score(text, language);
        var rude = 1 - probabilities[0];
        var faults = _faults.Select(f => (f.Fault, Probability: probabilities[f.Label])).OrderByDescending(f => f.Probability).ToList();
        return new ToneScore(
            language, rude, rude >= tone.Threshold(language), faults,
            courtesy is not null && courtesy.Knows(language) ? courtesy.Score(text, language)[1] : null,
            rude >= tone.Threshold(language) ? Marks(text, language, tone.Labels[_faults.MaxBy(f => probabilities[f.Label]).Label]) : []);
    }

    private TokenWeight[] Marks(string text, string language, string label) =>
        [.. tone.Explain(text, language, label).Where(t => t.Weight > WorthMarking).OrderByDescending(t => t.Weight).Take(8).OrderBy(t => t.Start)];
}

/// <param name="Language">Null: no model for it, nothing was judged.</param>
/// <param name="Rude">Probability that it is rude, dismissive or sarcastic.</param>
/// <param name="IsRude">Ruder than nearly all real agent answers.</param>
/// <param name="Faults">With their probabilities, likeliest first.</param>
/// <param name="Courtesy">0 curt to 1 courteous; null: not known for the language.</param>
/// <param name="Marks">Tokens that speak for the likeliest fault, in the order of the text; empty when it is not rude.</param>
public sealed record ToneScore(
    string? Language, double Rude, bool IsRude, IReadOnlyList<(ToneFault Fault, double Probability)> Faults, double? Courtesy, IReadOnlyList<TokenWeight> Marks)
{
    public static ToneScore NotJudged { get; } = new(null, 0, false, [], null, []);
}
