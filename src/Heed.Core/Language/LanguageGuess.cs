namespace Heed.Core.Language;

/// <summary>The language of a short text among English, French, Spanish, Portuguese, German, Italian and Dutch, by the shipped model.</summary>
public static class LanguageGuess
{
    private static readonly Lazy<LanguageModel?> Model = new(() => ShippedModels.Of(LanguageModel.Task) is { } model ? new LanguageModel(model) : null);

    /// <summary>ISO 639-1 code, or null when not sure: fewer than three letters, another language or script, nothing ahead. Names, links, hashtags, emoji and numbers do not count.</summary>
    public static string? Of(ReadOnlySpan<char> text) => Model.Value is { } model ? model.Of(text) : LanguageWords.Guess(text);
}
