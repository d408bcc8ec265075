using Heed.Core.Language;

namespace Heed.Core.Guard;

/// <summary>Reads how a draft will sound to the customer: own phrases in English, French and Spanish, and a model where there is one.</summary>
/// <param name="model">Text and language to a score; null: no model for this language.</param>
public sealed class ToneReader(Func<string, string, ToneScore?>? model = null)
{
    // On real answers of agents a model alone was wrong nearly each time it was less sure than this.
    private const double Sure = 0.7;

    // A model alone advises and never stops an answer: a stop needs a reason that can be named.
    private const double MostOfModel = ToneLevel.Plain - 0.01;

    // Small words carry a model's weight, but tell a reader nothing.
    private const int WordWorthMarking = 4;

    // After this many rounds what is left is taken out: a calmer wording beside another can itself be a phrase.
    private const int Rounds = 8;

    // Below, a guess at the language is often wrong: "no problem" is Spanish to it.
    private const int FewWords = 5;

    private static readonly Dictionary<string, ToneRules> Languages =
        new[] { "en", "fr", "es" }.ToDictionary(l => l, ToneRules.Of, StringComparer.Ordinal);

    /// <summary>The rules, and the shipped model where this build has one.</summary>
    public static ToneReader Shipped() => new(
        ToneModel.Shipped is not { } shipped ? null : (text, language) => shipped.Knows(language) ? shipped.Score(text, language) : null);

    /// <summary>Languages that can be judged.</summary>
    public static IReadOnlyCollection<string> Codes => Languages.Keys;

    internal static ToneRules RulesOf(string language) => Languages[language];

    /// <param name="language">The case's language, for drafts too short to tell their own; null: not known.</param>
    public ToneVerdict Judge(string text, string? language)
    {
        if (LanguageOf(text, language) is not { } code)
            return ToneVerdict.NotJudged;
        return Weigh(code, ByRules(text, code), model?.Invoke(text, code));
    }

    /// <summary>The text with every calmer wording in its place; the rest stays as it is. What the rules then read in it is fine.</summary>
    public static string Soften(string text, ToneVerdict verdict)
    {
        if (verdict.Language is not { } code || !Languages.ContainsKey(code))
            return text;
        for (var round = 1; ; round++)
        {
            var found = ByRules(text, code);
            if (found.Count == 0)
                return text;
            for (var i = found.Count - 1; i >= 0; i--)
                text = ToneRewrite.Put(text, found[i].Mark.Start, found[i].Mark.Length, round > Rounds ? null : found[i].Mark.Calmer);
        }
    }

    /// <summary>Written to insult, by the insults of the word files alone.</summary>
    public static bool Insults(string text, string? language) =>
        LanguageOf(text, language) is { } code && ByRules(text, code).Any(f => f.Mark.Fault == ToneFault.Aggressive && f.Severity >= 0.9);

    // What the draft itself is in; where that is doubtful, what the case is in.
    private static string? LanguageOf(string text, string? language)
    {
        var hint = language is { Length: >= 2 } && Languages.ContainsKey(language[..2].ToLowerInvariant()) ? language[..2].ToLowerInvariant() : null;
        var guess = LanguageGuess.Of(text);
        var few = text.AsSpan().Trim().Count(' ') < FewWords;
        if (few || (guess is null && language is null))
        {
            // Two words in nobody's language: whose phrases they are.
            var first = guess is not null && Languages.ContainsKey(guess) ? guess : hint;
            var found = Languages.Keys.OrderBy(l => l != first).FirstOrDefault(l => ByRules(text, l).Any(f => f.Mark.Fault != ToneFault.Shouting));
            return found ?? first;
        }

        return guess is null ? hint : Languages.ContainsKey(guess) ? guess : null;
    }

    private static List<(ToneMark Mark, double Severity)> ByRules(string text, string code)
    {
        var rules = Languages[code];
        var tokens = ToneText.Read(text, rules.Symbols);
        var hits = rules.Find(text, tokens);
        var found = hits.Select(h => (ToneRewrite.Fit(text, h), h.Rule.Severity)).ToList();
        found.AddRange(ToneShouting.Find(text, tokens, [.. found.Select(f => (f.Item1.Start, f.Item1.Start + f.Item1.Length))], code)
            .Select(s => (new ToneMark(s.Start, s.End - s.Start, ToneFault.Shouting, ToneRewrite.Begin(text, s.Start, s.Calmer)), s.Severity)));
        found.Sort((a, b) => a.Item1.Start.CompareTo(b.Item1.Start));
        return found;
    }

    private static ToneVerdict Weigh(string code, List<(ToneMark Mark, double Severity)> found, ToneScore? opinion)
    {
        // Each adds to the share of readers who call it rude, among those whom the others have not lost yet.
        var severity = 1 - found.Aggregate(1.0, (left, f) => left * (1 - f.Severity));
        if (found.Count == 0)
        {
            return opinion is { IsRude: true, Rude: >= Sure }
                ? new ToneVerdict(code, Math.Min(opinion.Rude, MostOfModel), [Likeliest(opinion)], Marks(opinion), opinion.Courtesy)
                : new ToneVerdict(code, opinion?.Rude ?? 0, [], [], opinion?.Courtesy);
        }

        var faults = found.GroupBy(f => f.Mark.Fault).OrderByDescending(g => g.Max(f => f.Severity)).ThenBy(g => g.Key).Select(g => g.Key).ToList();
        return new ToneVerdict(code, opinion is { IsRude: true } ? Math.Max(severity, opinion.Rude) : severity, faults, found.ConvertAll(f => f.Mark), opinion?.Courtesy);
    }

    private static ToneFault Likeliest(ToneScore opinion) => opinion.Faults.Count > 0 ? opinion.Faults[0].Fault : ToneFault.Aggressive;

    // No calmer wording for them: which words to take instead, only the rules know.
    private static IReadOnlyList<ToneMark> Marks(ToneScore opinion)
    {
        var marks = new List<ToneMark>();
        foreach (var (start, length, _) in opinion.Marks.Where(m => m.Length >= WordWorthMarking).OrderBy(m => m.Start))
        {
            if (marks.Count == 0 || start >= marks[^1].Start + marks[^1].Length)
                marks.Add(new ToneMark(start, length, Likeliest(opinion), null));
        }

        return marks;
    }
}
