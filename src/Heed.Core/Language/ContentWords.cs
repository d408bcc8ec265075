namespace Heed.Core.Language;

/// <summary>The words of a sentence that carry its matter: names, handles and links aside, small words aside.</summary>
internal static class ContentWords
{
    private const int ShortestWord = 3;

    public static IReadOnlySet<string> Of(string sentence)
    {
        var words = new HashSet<string>(StringComparer.Ordinal);
        foreach (var part in sentence.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part[0] is '@' or '#' || part.StartsWith("http", StringComparison.OrdinalIgnoreCase))
                continue;
            foreach (var word in FoldedText.Of(part).Words)
            {
                if (word.Length >= ShortestWord && !LanguageWords.Speakers.ContainsKey(word))
                    words.Add(word);
            }
        }

        return words;
    }
}
