using System.Globalization;
using System.Reflection;

namespace Heed.Core.Guard;

/// <summary>A phrase with what is wrong with it and what to say instead.</summary>
/// <param name="Calmer">Null: leave it out. A comma at its end is put where a word follows at once.</param>
internal sealed record ToneRule(TonePhrase Phrase, ToneFault Fault, double Severity, string? Calmer);

/// <summary>A phrase found: which tokens, which characters.</summary>
internal readonly record struct ToneHit(ToneRule Rule, int Start, int End);

/// <summary>The phrases of one language, read from its word file.</summary>
internal sealed class ToneRules
{
    private readonly Dictionary<string, List<ToneRule>> byFirst = new(StringComparer.Ordinal);
    private readonly List<ToneRule> fine = [];
    private readonly List<ToneRule> quoting = [];
    private readonly List<ToneRule> rules = [];
    private readonly HashSet<string> symbols = new(StringComparer.Ordinal);

    private ToneRules(string language, IEnumerable<string> lines)
    {
        Language = language;
        var lists = new Dictionary<string, string>(StringComparer.Ordinal);
        var (section, fault, severity) = ("", ToneFault.Aggressive, 0.0);
        foreach (var line in lines.Select(l => l.Trim()).Where(l => l.Length > 0 && l[0] != '#'))
        {
            if (line[0] == '@' && line.Split(" = ", 2) is [var name, var words])
                lists[name[1..]] = words;
            else if (Section(line) is { } head)
                (section, fault, severity) = head;
            else
                Take(section, fault, severity, line, lists);
        }

        foreach (var rule in rules)
        {
            foreach (var first in rule.Phrase.Firsts)
            {
                if (!byFirst.TryGetValue(first, out var list))
                    byFirst[first] = list = [];
                list.Add(rule);
                if (!char.IsLetterOrDigit(first[0]))
                    symbols.Add(first);
            }
        }
    }

    public string Language { get; }

    public IReadOnlySet<string> Symbols => symbols;

    public IReadOnlyList<ToneRule> All => rules;

    public static ToneRules Of(string language)
    {
        var name = $"Heed.Core.Guard.Words.tone.{language}.txt";
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name) ?? throw new InvalidOperationException($"{name} is not built in.");
        using var reader = new StreamReader(stream);
        return new ToneRules(language, reader.ReadToEnd().Split('\n'));
    }

    /// <summary>What stands in the text, in its order, not overlapping: of two that meet, the longer.</summary>
    public IReadOnlyList<ToneHit> Find(string text, List<ToneToken> tokens)
    {
        var hits = new List<ToneHit>();
        for (var i = 0; i < tokens.Count; i++)
        {
            foreach (var rule in Candidates(tokens[i]))
            {
                if (rule.Phrase.LengthAt(tokens, i) is > 0 and var length)
                    hits.Add(new ToneHit(rule, tokens[i].Start, tokens[i + length - 1].End));
            }
        }

        if (hits.Count == 0)
            return [];
        var spared = ToneText.Quoted(text, Places(quoting, tokens).Select(p => p.End));
        spared.AddRange(Places(fine, tokens));
        hits.RemoveAll(h => spared.Exists(s => s.Start < h.End && h.Start < s.End));
        hits.Sort((a, b) => (b.End - b.Start, b.Rule.Severity, -b.Start).CompareTo((a.End - a.Start, a.Rule.Severity, -a.Start)));

        var kept = new List<ToneHit>();
        foreach (var hit in hits.Where(h => !kept.Exists(k => k.Start < h.End && h.Start < k.End)))
            kept.Add(hit);
        kept.Sort((a, b) => a.Start.CompareTo(b.Start));
        return kept;
    }

    private IEnumerable<ToneRule> Candidates(ToneToken token)
    {
        var found = byFirst.GetValueOrDefault(token.Word, []);
        if (token.Once is { } once && byFirst.TryGetValue(once, out var more))
            found = [.. found, .. more];
        // Hidden letters: few, so all are tried.
        if (token.Word.Contains('*', StringComparison.Ordinal))
            found = [.. byFirst.Where(f => token.Is(f.Key)).SelectMany(f => f.Value)];
        return found.Count > 1 ? found.Distinct() : found;
    }

    private static IEnumerable<(int Start, int End)> Places(List<ToneRule> phrases, List<ToneToken> tokens)
    {
        for (var i = 0; i < tokens.Count; i++)
        {
            foreach (var phrase in phrases)
            {
                if (phrase.Phrase.LengthAt(tokens, i) is > 0 and var length)
                    yield return (tokens[i].Start, tokens[i + length - 1].End);
            }
        }
    }

    private static (string, ToneFault, double)? Section(string line)
    {
        // A phrase may begin with a bracket too, but never ends like a heading.
        if (line[0] != '[' || line[^1] != ']' || line[1..^1].IndexOfAny(['[', '|', '(']) >= 0)
            return null;
        var words = line[1..^1].Split(' ');
        return words is [var fault, var severity]
            ? (fault, Enum.Parse<ToneFault>(fault, ignoreCase: true), double.Parse(severity, CultureInfo.InvariantCulture))
            : (words[0], default, 0);
    }

    private void Take(string section, ToneFault fault, double severity, string line, Dictionary<string, string> lists)
    {
        if (section is "fine" or "quoting")
        {
            (section == "fine" ? fine : quoting).Add(new ToneRule(new TonePhrase(line, lists), fault, 0, null));
            return;
        }

        var cut = line.IndexOf("=>", StringComparison.Ordinal);
        if (cut < 0)
            throw new FormatException($"tone.{Language}.txt: '{line}' has no =>.");
        var calmer = line[(cut + 2)..].Trim();
        rules.Add(new ToneRule(new TonePhrase(line[..cut], lists), fault, severity, calmer is "-" ? null : calmer));
    }
}
