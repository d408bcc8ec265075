namespace Heed.Core.Language;

/// <summary>Cuts a text into sentences, for summaries: at full stops, question and exclamation marks and line ends.</summary>
public static class SentenceSplit
{
    public static IEnumerable<string> Of(string text)
    {
        var from = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (!Ends(text, i))
                continue;
            var end = i + 1;
            while (end < text.Length && text[end] is '.' or '!' or '?' or '…' or '"' or '»' or '”' or ')')
                end++;
            if (text[from..end].Trim() is { Length: > 0 } sentence)
                yield return sentence;
            from = end;
            i = end - 1;
        }

        if (text[from..].Trim() is { Length: > 0 } rest)
            yield return rest;
    }

    // 12.30, example.com and v2.1 go on; "Mr. Smith" is cut: harmless here.
    private static bool Ends(string text, int i) => text[i] switch
    {
        '\n' or '!' or '?' or '…' => true,
        '.' => i + 1 >= text.Length || char.IsWhiteSpace(text[i + 1]) || text[i + 1] is '.' or '"' or '»' or '”' or ')',
        _ => false,
    };
}
