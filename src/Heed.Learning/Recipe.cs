using Heed.Core.Language;

namespace Heed.Learning;

/// <summary>How the model of a task is trained.</summary>
/// <param name="Labels">In their order; the model's labels.</param>
/// <param name="Bits">Buckets: two to this power.</param>
/// <param name="Smoothness">L2: the more, the less a single word may say.</param>
/// <param name="Rare">A bucket met in fewer texts is left out.</param>
/// <param name="Balance">0: labels weigh as often as they occur; 1: all the same.</param>
/// <param name="Sure">The share of right answers wanted among those that are given: sets the threshold. 0: always answer.</param>
internal sealed record Recipe(
    string Task, IReadOnlyList<string> Labels, int Bits, float Smoothness, int Rare = 2, float Balance = 0.5f, double Sure = 0, bool UsesWords = false)
{
    public bool IsLanguage => Task == "language";

    public static IReadOnlyList<Recipe> All { get; } =
    [
        new("sentiment", ["negative", "neutral", "positive"], 18, 1e-4f, Balance: 0.8f, UsesWords: true),
    ];

    public int LabelIndex(string label) => Labels.ToList().IndexOf(label) is >= 0 and var i ? i : throw new InvalidDataException($"The task {Task} has no label '{label}'.");

    /// <summary>The language model does not know the language yet: all texts share its weights.</summary>
    public uint SaltOf(string language) => Calibration.SaltOf(IsLanguage ? "" : language);

    public void Read(string text, TextFeatures into)
    {
        if (IsLanguage)
            LanguageFeatures.Read(text, into);
        else
            TextTokenizer.Read(text, into);
    }
}
