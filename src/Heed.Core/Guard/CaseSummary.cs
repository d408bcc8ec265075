using Heed.Core.Language;
using Heed.Core.Messages;

namespace Heed.Core.Guard;

/// <summary>One message as the summary needs it.</summary>
public sealed record SaidLine(DateTimeOffset At, Direction Direction, string Text);

/// <summary>What the next person must know, taken from the conversation's own words: nothing is invented.</summary>
/// <param name="Asked">The sentences of the customer that say most, in the order they were said; at most three.</param>
/// <param name="Latest">The customer's last sentence, when it is none of those.</param>
/// <param name="Answered">What we said last.</param>
/// <param name="Numbers">Order numbers, codes and the like that the customer already gave.</param>
public sealed record CaseSummary(IReadOnlyList<string> Asked, string? Latest, string? Answered, IReadOnlyList<string> Numbers)
{
    private const int Sentences = 3;
    private const int LongestSentence = 240;

    /// <param name="lines">Of one case, oldest first, without notes and without what machines wrote.</param>
    public static CaseSummary Of(IReadOnlyList<SaidLine> lines)
    {
        var theirs = lines.Where(l => l.Direction == Direction.Inbound).SelectMany(l => SentenceSplit.Of(l.Text)).Select(Cut).Where(s => s.Length > 0).ToList();
        var ours = lines.LastOrDefault(l => l.Direction == Direction.Outbound)?.Text;
        var asked = Telling(theirs);
        var latest = theirs.Count > 0 && !asked.Contains(theirs[^1]) ? theirs[^1] : null;
        return new CaseSummary(asked, latest, ours is null ? null : Cut(string.Join(' ', SentenceSplit.Of(ours).Take(2))), Given(lines));
    }

    // A sentence tells much when its words come back elsewhere in what the customer says, when it stands early, and when it names a number.
    private static IReadOnlyList<string> Telling(List<string> sentences)
    {
        if (sentences.Count == 0)
            return [];
        var words = sentences.ConvertAll(s => ContentWords.Of(s));
        var spoken = words.SelectMany(w => w).GroupBy(w => w, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);
        return
        [
            .. sentences
                .Select((sentence, i) => (sentence, i, weight: Weight(words[i], spoken, i, sentence)))
                .Where(s => s.weight > 0)
                .OrderByDescending(s => s.weight).ThenBy(s => s.i)
                .DistinctBy(s => s.sentence, StringComparer.OrdinalIgnoreCase)
                .Take(Sentences)
                .OrderBy(s => s.i)
                .Select(s => s.sentence),
        ];
    }

    private static double Weight(IReadOnlySet<string> words, Dictionary<string, int> spoken, int position, string sentence)
    {
        if (words.Count == 0)
            return 0;
        // The square root: a long sentence says more than a short one, but not as much more as it is longer; a greeting says nearly nothing.
        var carried = words.Sum(w => Math.Log(1 + spoken[w])) / Math.Sqrt(words.Count + 3);
        return carried + (0.5 / (1 + position)) + (sentence.Any(char.IsAsciiDigit) ? 0.5 : 0) + (sentence.EndsWith('?') ? 0.5 : 0);
    }

    private static IReadOnlyList<string> Given(IReadOnlyList<SaidLine> lines) =>
        [.. lines.Where(l => l.Direction == Direction.Inbound).SelectMany(l => ReferenceNumbers.In(l.Text)).Distinct(StringComparer.OrdinalIgnoreCase).Take(6)];

    private static string Cut(string sentence) => sentence.Length <= LongestSentence ? sentence : sentence[..(char.IsHighSurrogate(sentence[LongestSentence - 1]) ? LongestSentence - 1 : LongestSentence)] + "…";
}
