namespace Heed.Core.Language;

/// <summary>What there is to read in a message.</summary>
/// <param name="StatedLanguage">What the platform says; it comes before our own reading.</param>
/// <param name="Place">Where the platform says it was written.</param>
/// <param name="Shops">Of the workspace; hand over the same list again and again: it is prepared once.</param>
public sealed record ReadingInput(string Text, string? StatedLanguage, string? Place, IReadOnlyList<ShopWords> Shops)
{
    public static ReadingInput Of(string text) => new(text, null, null, []);
}

/// <summary>A shop and what customers call it.</summary>
/// <param name="Code">As the company counts its shops: <c>M12</c>.</param>
public sealed record ShopWords(string Code, IReadOnlyList<string> Names);

/// <summary>What tells a topic of the company's own: it is the topic of every text in which one of its words or phrases stands.</summary>
/// <param name="Words">In whatever language.</param>
/// <param name="ByLanguage">Only in texts of one language (two letters), and in those whose language nobody could tell.</param>
public sealed record TopicWords(string Code, IReadOnlyList<string> Words, IReadOnlyDictionary<string, IReadOnlyList<string>>? ByLanguage = null);
