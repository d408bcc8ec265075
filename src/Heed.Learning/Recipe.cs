using Heed.Core.Language;

namespace Heed.Learning;

/// <summary>From which probability on a label is said.</summary>
internal enum Say
{
    Always,

    /// <summary>The wanted share of all that is said is right.</summary>
    WhenRight,

    /// <summary>Of the texts called by the last label, the wanted share is rightly called so.</summary>
    LastWhenRight,

    /// <summary>Where finding all of the last label and being right about it are in the best balance (F1).</summary>
    LastAtBest,

    /// <summary>The wanted share of real agent answers is called by the first label, which is "fine".</summary>
    NotOfAgents,
}

/// <summary>How the model of a task is trained.</summary>
/// <param name="Labels">In their order; the model's labels.</param>
/// <param name="Bits">Buckets: two to this power.</param>
/// <param name="Smoothness">L2: the more, the less a single word may say.</param>
/// <param name="Balance">0: labels weigh as often as they occur; 1: all the same.</param>
/// <param name="Wanted">The share that <see cref="Say"/> speaks of.</param>
/// <param name="Rare">A bucket met in fewer texts is left out.</param>
internal sealed record Recipe(
    string Task, IReadOnlyList<string> Labels, int Bits, float Smoothness, float Balance, Say Say = Say.Always, double Wanted = 0, int Rare = 2)
{
    public bool IsLanguage => Task == LanguageModel.Task;

    // Tried on the tuning part alone; what they reach on the test part is on the card.
    public static IReadOnlyList<Recipe> All { get; } =
    [
        new(LanguageModel.Task, LanguageModel.Labels, 16, 1e-5f, 0.5f, Say.WhenRight, 0.97),
        new("sentiment", ["negative", "neutral", "positive"], 19, 1e-4f, 0.4f),
        new("needs-answer", ["no", "yes"], 17, 1e-4f, 0.5f, Say.LastAtBest),
        new("topic", [.. Topics.Shipped], 16, 1e-4f, 0.5f, Say.WhenRight, 0.9),
        new("abuse", ["no", "yes"], 17, 1e-4f, 0.5f, Say.LastWhenRight, 0.9),
        new("tone", ["fine", "aggressive", "dismissive", "sarcastic"], 17, 1e-4f, 0.3f, Say.NotOfAgents, 0.997),
        new("courtesy", ["no", "yes"], 16, 1e-4f, 0.5f),
    ];

    public int LabelIndex(string label) => Labels.ToList().IndexOf(label) is >= 0 and var i ? i : throw new InvalidDataException($"The task {Task} has no label '{label}'.");

    /// <summary>The language model does not know the language yet: all texts share its weights.</summary>
    public string LanguageOf(string language) => IsLanguage ? "" : language;

    public void Read(string text, TextFeatures into)
    {
        if (IsLanguage)
            LanguageFeatures.Read(text, into);
        else
            TextTokenizer.Read(text, into);
    }

    /// <summary>The label that is said; -1: not sure.</summary>
    public int Said(ReadOnlySpan<double> probabilities, double threshold)
    {
        if (Say is Say.NotOfAgents)
            return 1 - probabilities[0] >= threshold ? 1 + Guesses.Best(probabilities[1..]) : 0;
        if (Say is Say.LastWhenRight or Say.LastAtBest)
            return probabilities[^1] >= threshold ? probabilities.Length - 1 : 0;
        var best = Guesses.Best(probabilities);
        return probabilities[best] >= threshold ? best : -1;
    }
}
