using System.Text.RegularExpressions;

namespace Heed.Core.Surveys;

/// <summary>
/// Reads a customer's message for the numbers they were asked for: "8 out of 10, thanks", "un 8", "dix", "★★★★". Careful: an order
/// number, a date, a price, a time or a phone number is none, and where it is not certain nothing is read.
/// </summary>
/// <param name="Answers">In the order asked; empty when none was found.</param>
/// <param name="Alone">There is nothing but the answer, at most thanks or a greeting around it.</param>
public sealed partial record SurveyReply(IReadOnlyList<SurveyAnswer> Answers, bool Alone)
{
    // People who answer a survey are brief; what is longer is a letter.
    private const int LongestText = 2_000;

    // In a longer text a bare 1 or 2 begins a list.
    private const int LeastBeforeMore = 3;

    public static SurveyReply None { get; } = new([], false);

    /// <param name="asked">What the message asked, in its order.</param>
    public static SurveyReply Read(string text, IReadOnlyList<SurveyQuestion> asked)
    {
        if (asked.Count == 0 || text.Length > LongestText)
            return None;
        var clauses = Clauses(text);
        var scored = clauses.FindAll(c => c.Score is not null);
        if (scored.Count == 0 || scored.Count > asked.Count)
            return None;
        var alone = clauses.TrueForAll(c => c.Score is not null || c.Small);
        if (!alone && !scored.TrueForAll(s => Stands(clauses, s)))
            return None;
        var answers = Assign([.. scored.Select(s => s.Score!)], asked); // filtered above
        return answers is null ? None : new SurveyReply(answers, alone);
    }

    // More is said. What names its own scale is an answer wherever it is a clause of its own; a bare number only at the very beginning.
    private static bool Stands(List<Clause> clauses, Clause scored)
    {
        if (scored.Score is { Slashed: false } and ({ OutOf: 10 } or { Stars: true }))
            return true;
        var place = clauses.IndexOf(scored);
        if (!clauses.Take(place).All(c => c.Small || c.Score is not null))
            return false;
        return scored.End switch
        {
            '!' or '\n' => true,
            '-' => scored.Score is { Slashed: false },
            '.' or ';' => scored.Score is { Number: >= LeastBeforeMore } or { OutOf: not null },
            _ => place + 1 < clauses.Count && (clauses[place + 1].Small || clauses[place + 1].Joined),
        };
    }

    // Each number to the first question that it fits and that has none yet; all must find theirs.
    private static List<SurveyAnswer>? Assign(List<Score> scores, IReadOnlyList<SurveyQuestion> asked)
    {
        var answers = new Dictionary<SurveyQuestion, SurveyAnswer>();
        if (scores.Count == asked.Count && scores.Zip(asked).All(pair => Fits(pair.First, pair.Second)))
            return [.. scores.Zip(asked).Select(pair => new SurveyAnswer(pair.Second, pair.First.Number))];
        foreach (var score in scores)
        {
            var question = asked.Where(q => !answers.ContainsKey(q) && Fits(score, q)).Cast<SurveyQuestion?>().FirstOrDefault();
            if (question is not { } found)
                return null;
            answers[found] = new SurveyAnswer(found, score.Number);
        }

        return [.. asked.Where(answers.ContainsKey).Select(q => answers[q])];
    }

    private static bool Fits(Score score, SurveyQuestion question) =>
        SurveyScale.FitsAMessage(question) && SurveyScale.Takes(question, score.Number)
        && (score.OutOf is null || SurveyScale.Of(question)?.Highest == score.OutOf)
        && (!score.Stars || question == SurveyQuestion.Satisfaction);

    private static List<Clause> Clauses(string text)
    {
        var clean = Signature().Replace(Plain(text), "\n");
        var clauses = new List<Clause>();
        var start = 0;
        foreach (Match end in Ends().Matches(clean))
        {
            Add(clean[start..end.Index], end.Value.Contains('\n', StringComparison.Ordinal) ? '\n' : end.Value.Trim().FirstOrDefault('\n'));
            start = end.Index + end.Length;
        }

        Add(clean[start..], '\n');
        return clauses;

        void Add(string piece, char end)
        {
            if (piece.Trim().Length > 0)
                clauses.Add(SurveyVoice.Read(piece.Trim(), end));
        }
    }

    // Keycaps are digits; variation selectors and smiles say nothing.
    private static string Plain(string text) => Smiles().Replace(text, " ").ReplaceLineEndings("\n").Replace("\uFE0F", "", StringComparison.Ordinal).Replace("\u20E3", " ", StringComparison.Ordinal)
        .Replace("\U0001F51F", " 10 ", StringComparison.Ordinal).Replace('\u00A0', ' ').Replace('’', '\'');

    /// <summary>A number with the scale its writer named.</summary>
    internal sealed record Score(int Number, int? OutOf, bool Stars = false, bool Slashed = false);

    /// <param name="Small">Thanks, a greeting: says nothing more.</param>
    /// <param name="Joined">Begins with a word that joins it to what is before: "but …".</param>
    /// <param name="End">The mark that ends it.</param>
    internal sealed record Clause(Score? Score, bool Small, bool Joined, char End);

    // A mark ends a clause when a space or nothing follows it: 8.5, 8:30 and 8-10 stay whole. "¡" and "¿" begin one.
    [GeneratedRegex(@"[ \t]*\n\s*|[.!?…;,:]+(?=\s|$|\p{So}|\p{Cs})\s*|\s+[-–—]\s+|\s*[¡¿()]\s*")]
    private static partial Regex Ends();

    [GeneratedRegex(@"[:;]-?[)DP](?=\s|$)|<3|\^\^", RegexOptions.CultureInvariant)]
    private static partial Regex Smiles();

    [GeneratedRegex(@"\n\s*(?:sent from my|envoyé de mon|envoyé depuis mon|enviado desde mi)\b[^\n]*", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Signature();
}
