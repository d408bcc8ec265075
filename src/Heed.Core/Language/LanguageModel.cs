namespace Heed.Core.Language;

/// <summary>Tells the language of a text among the seven that Heed reads; another language, a text too short or too mixed is "not sure".</summary>
public sealed class LanguageModel(TextModel model)
{
    internal const string Task = "language";

    // The model's own answer for Catalan, Swedish and all others.
    private const string Other = "other";
    private const int FewestLetters = 3;

    internal static IReadOnlyList<string> Labels { get; } = ["en", "fr", "es", "pt", "de", "it", "nl", Other];

    /// <summary>ISO 639-1 code, or null when not sure.</summary>
    public string? Of(ReadOnlySpan<char> text)
    {
        var features = TextFeatures.OfThisThread;
        if (LanguageFeatures.Read(text, features) < FewestLetters)
            return null;
        Span<double> probabilities = stackalloc double[model.Labels.Count];
        model.Score(features, "", probabilities);
        var best = 0;
        for (var i = 1; i < probabilities.Length; i++)
            best = probabilities[i] > probabilities[best] ? i : best;
        return probabilities[best] < model.Threshold("") || model.Labels[best] == Other ? null : model.Labels[best];
    }
}
