using System.Runtime.InteropServices;

namespace Heed.Core.Language;

/// <summary>Finds phrases in a text that was cut into words: by the hash of the first word, then the others. Whole words, folded as the models fold them.</summary>
internal sealed class PhraseIndex
{
    private const int Gap = 3;
    private const int NegationReach = 2;

    // Its own: an index of shops is made while a text is being read.
    [ThreadStatic]
    private static TextFeatures? _building;

    private readonly Dictionary<uint, List<Phrase>> _byFirst = [];

    public bool IsEmpty => _byFirst.Count == 0;

    /// <param name="meaning">What <see cref="Find"/> answers with.</param>
    /// <param name="phrase">Words; <c>*</c> between two stands for up to three others; <c>+</c> in front: a negation before it does not matter.</param>
    public void Add(int meaning, string phrase)
    {
        var evenNegated = phrase.StartsWith('+');
        var features = _building ??= new TextFeatures();
        var words = new List<uint>();
        foreach (var part in phrase.TrimStart('+').Split('*'))
        {
            if (words.Count > 0)
                words.Add(0);
            TextTokenizer.Read(part, features);
            foreach (var token in features.Tokens)
            {
                if (token.Word != 0)
                    words.Add(token.Word);
            }
        }

        if (words.Count == 0 || words[0] == 0)
            return;
        CollectionsMarshal.GetValueRefOrAddDefault(_byFirst, words[0], out _) ??= [];
        _byFirst[words[0]].Add(new Phrase(meaning, [.. words], evenNegated, Digits(phrase)));
    }

    /// <summary>Counts the phrases of each meaning.</summary>
    /// <param name="hits">One place per meaning.</param>
    public void Find(ReadOnlySpan<char> text, TextFeatures features, Span<int> hits)
    {
        var tokens = features.Tokens;
        for (var i = 0; i < tokens.Length; i++)
        {
            if (tokens[i].Word == 0 || !_byFirst.TryGetValue(tokens[i].Word, out var phrases))
                continue;
            foreach (var phrase in CollectionsMarshal.AsSpan(phrases))
            {
                if (EndIn(text, tokens, i, phrase) >= 0)
                    hits[phrase.Meaning]++;
            }
        }
    }

    /// <summary>Tells each phrase with where it begins and ends in the text.</summary>
    public void Each(ReadOnlySpan<char> text, TextFeatures features, Action<int, int, int> found)
    {
        var tokens = features.Tokens;
        for (var i = 0; i < tokens.Length; i++)
        {
            foreach (var phrase in tokens[i].Word != 0 && _byFirst.TryGetValue(tokens[i].Word, out var phrases) ? phrases : [])
            {
                if (EndIn(text, tokens, i, phrase) is >= 0 and var end)
                    found(phrase.Meaning, tokens[i].Start, tokens[end].Start + tokens[end].Length);
            }
        }
    }

    // Index of the last token of a phrase that stands here and counts; -1: it does not.
    private static int EndIn(ReadOnlySpan<char> text, ReadOnlySpan<TextToken> tokens, int i, Phrase phrase) =>
        End(phrase.Words, tokens, i) is >= 0 and var end
        && (phrase.EvenNegated || !IsNegated(tokens, i))
        && (phrase.Digits is null || phrase.Digits == Digits(text[tokens[i].Start..(tokens[end].Start + tokens[end].Length)]))
            ? end
            : -1;

    // Index of the last token of the phrase; -1: it does not stand here.
    private static int End(uint[] words, ReadOnlySpan<TextToken> tokens, int i)
    {
        for (var w = 1; w < words.Length; w++)
        {
            var reach = 1;
            if (words[w] == 0)
                (w, reach) = (w + 1, Gap + 1);
            var at = i;
            for (var n = 1; n <= reach && at == i; n++)
            {
                if (i + n >= tokens.Length || tokens[i + n].Word == 0)
                    return -1;
                if (tokens[i + n].Word == words[w])
                    at = i + n;
            }

            if (at == i)
                return -1;
            i = at;
        }

        return i;
    }

    private static bool IsNegated(ReadOnlySpan<TextToken> tokens, int i)
    {
        for (var back = 1; back <= NegationReach && i - back >= 0 && tokens[i - back].Word != 0; back++)
        {
            if (Negations.Has(tokens[i - back].Word))
                return true;
        }

        return false;
    }

    // The models see every digit as 0; a shop's number must be the same number.
    private static string? Digits(ReadOnlySpan<char> text)
    {
        if (!text.ContainsAnyInRange('0', '9'))
            return null;
        var digits = new List<char>(8);
        foreach (var c in text)
        {
            if (char.IsAsciiDigit(c))
                digits.Add(c);
        }

        return new string([.. digits]);
    }

    private sealed record Phrase(int Meaning, uint[] Words, bool EvenNegated, string? Digits);
}
