namespace Heed.Core.Language;

/// <summary>A linear model over the hashed features of a text: fast, small, and able to say which words made it decide.</summary>
/// <remarks>
/// A feature's bucket holds one signed byte per label. Words and pieces are hashed together with the language, so one file serves
/// several languages; signs (emoji, punctuation) are shared by all. Immutable and safe for threads.
/// </remarks>
public sealed partial class TextModel
{
    private readonly sbyte[] _weights;
    private readonly float[] _decoded;
    private readonly Dictionary<string, Calibration> _languages;
    private readonly int _shift;
    private readonly WordTable _words;
    private readonly TextOverlay? _overlay;

    internal TextModel(string task, IReadOnlyList<string> labels, int bits, float scale, sbyte[] weights, IReadOnlyList<Calibration> languages, WordTable words, TextOverlay? overlay = null)
    {
        if (weights.Length != labels.Count << bits)
            throw new InvalidDataException($"The model '{task}' has {weights.Length} weights for {labels.Count} labels and {bits} bits.");
        (Task, Labels, Bits, Scale, _weights, Calibrations) = (task, labels, bits, scale, weights, languages);
        (_shift, _words, _overlay) = (32 - bits, words, overlay);
        _languages = languages.ToDictionary(l => l.Language, StringComparer.Ordinal);
        _decoded = Decoded(scale);
    }

    /// <summary>What it decides: <c>sentiment</c>, <c>topic</c>.</summary>
    public string Task { get; }

    public IReadOnlyList<string> Labels { get; }

    /// <summary>Buckets: two to this power.</summary>
    public int Bits { get; }

    internal float Scale { get; }

    internal IReadOnlyList<Calibration> Calibrations { get; }

    /// <summary>Two-letter codes of the languages it was trained for.</summary>
    public IEnumerable<string> Languages => _languages.Keys;

    public bool Knows(string? language) => language is not null && _languages.ContainsKey(language);

    /// <summary>From which probability of a label on it is said; below, the answer is "not sure". 0 where the model does not know the language.</summary>
    public double Threshold(string language) => _languages.TryGetValue(language, out var l) ? l.Threshold : 0;

    /// <summary>Probabilities of the labels, in their order; empty where the model does not know the language.</summary>
    public double[] Score(string text, string language)
    {
        if (!Knows(language))
            return [];
        var features = TextFeatures.OfThisThread;
        TextTokenizer.Read(text, features);
        var probabilities = new double[Labels.Count];
        Score(features, language, probabilities);
        return probabilities;
    }

    /// <summary>The same without allocating, for features read once and scored by several models.</summary>
    /// <param name="probabilities">As long as <see cref="Labels"/>.</param>
    /// <exception cref="ArgumentException">The model does not know the language.</exception>
    public void Score(TextFeatures features, string language, Span<double> probabilities)
    {
        if (!_languages.TryGetValue(language, out var calibration))
            throw new ArgumentException($"The model '{Task}' does not know the language '{language}'.", nameof(language));
        Span<float> sums = stackalloc float[probabilities.Length];
        sums.Clear();
        Sum(features, calibration.Salt, sums);
        calibration.Probabilities(sums, probabilities);
    }

    /// <summary>What speaks for each label, before calibration.</summary>
    internal void Sum(TextFeatures features, uint salt, Span<float> sums)
    {
        Sum(features.Words, salt, Share(features.Words.Length), sums);
        Sum(features.Pieces, salt, Share(features.Pieces.Length), sums);
        Sum(features.Signs, 0, SignShare, sums);
        _words.AddTo(features.Words, salt, Share(features.Words.Length), sums);
        _overlay?.AddTo(this, features, salt, sums);
    }

    /// <summary>How much each token speaks for a label and against the others, in the order of the text; tokens that say nothing are left out.</summary>
    public IReadOnlyList<TokenWeight> Explain(string text, string language, string label)
    {
        var k = Labels.ToList().IndexOf(label);
        if (k < 0 || !_languages.TryGetValue(language, out var calibration))
            return [];
        var features = TextFeatures.OfThisThread;
        TextTokenizer.Read(text, features);
        var weights = new double[features.Tokens.Length];
        Blame(features.Words, calibration.Salt, Share(features.Words.Length), k, weights);
        Blame(features.Pieces, calibration.Salt, Share(features.Pieces.Length), k, weights);
        Blame(features.Signs, 0, SignShare, k, weights);
        foreach (var word in features.Words)
        {
            if (word.Token >= 0)
                weights[word.Token] += _words.Lean(word.Hash, calibration.Salt, k) * Share(features.Words.Length);
        }

        var found = new List<TokenWeight>(weights.Length);
        for (var i = 0; i < weights.Length; i++)
        {
            if (weights[i] != 0)
                found.Add(new TokenWeight(features.Tokens[i].Start, features.Tokens[i].Length, weights[i] / calibration.Temperature));
        }

        return found;
    }

    /// <summary>What one sign weighs; words and pieces share one weight per text, so that long texts do not shout.</summary>
    internal const float SignShare = 0.3f;

    internal static float Share(int count) => count == 0 ? 0 : 1 / MathF.Sqrt(count);

    /// <summary>The same model with what a company corrected laid over it; this one stays as it is.</summary>
    /// <exception cref="InvalidDataException">The overlay was learned over another model.</exception>
    public TextModel With(TextOverlay? overlay) => overlay?.Fits(this) == false
        ? throw new InvalidDataException($"These corrections do not belong to the model '{Task}'.")
        : new(Task, Labels, Bits, Scale, _weights, Calibrations, _words, overlay is { IsEmpty: false } ? overlay : null);

    internal int Bucket(uint hash, uint salt) => Bucket(hash, salt, _shift);

    internal static int Bucket(uint hash, uint salt, int shift) => (int)(TextHash.Stir(hash ^ salt) >> shift);

    private void Sum(ReadOnlySpan<Feature> features, uint salt, float share, Span<float> sums)
    {
        Span<float> own = stackalloc float[sums.Length];
        own.Clear();
        foreach (var feature in features)
        {
            var at = _weights.AsSpan(Bucket(feature.Hash, salt) * own.Length, own.Length);
            for (var k = 0; k < own.Length; k++)
                own[k] += _decoded[at[k] + 128];
        }

        for (var k = 0; k < own.Length; k++)
            sums[k] += own[k] * share;
    }

    private void Blame(ReadOnlySpan<Feature> features, uint salt, float share, int label, double[] weights)
    {
        foreach (var feature in features)
        {
            if (feature.Token < 0)
                continue;
            var at = _weights.AsSpan(Bucket(feature.Hash, salt) * Labels.Count, Labels.Count);
            var others = 0f;
            for (var k = 0; k < at.Length; k++)
                others += k == label ? 0 : _decoded[at[k] + 128];
            weights[feature.Token] += (_decoded[at[label] + 128] - others / Math.Max(1, at.Length - 1)) * share;
        }
    }
}

/// <summary>How a token moved a decision: above zero it speaks for the label.</summary>
/// <param name="Start">Index of the first UTF-16 unit.</param>
public sealed record TokenWeight(int Start, int Length, double Weight);
