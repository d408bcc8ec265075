namespace Heed.Core.Guard;

/// <summary>A phrase of the word files as a small automaton over words: it finds its longest end from a place, in one pass.</summary>
internal sealed class TonePhrase
{
    private readonly List<List<(string Word, int To)>> moves = [[]];
    private readonly List<List<int>> skips = [[]];
    private readonly bool opens;
    private readonly bool closes;
    private readonly int last;
    private (string Word, int To)[][] closed = [];
    private bool[] ends = [];

    /// <param name="lists">What @name stands for.</param>
    /// <exception cref="FormatException">The phrase cannot be read.</exception>
    public TonePhrase(string phrase, IReadOnlyDictionary<string, string> lists)
    {
        var text = Spread(phrase, lists).Trim();
        opens = text.StartsWith('^');
        closes = text.EndsWith('$');
        var at = 0;
        text = text.TrimStart('^').TrimEnd('$');
        last = Row(text, ref at, 0, '\0');
        if (at < text.Length)
            throw new FormatException($"'{phrase}' goes wrong at '{text[at..]}'.");
        Close();
        if (ends[0])
            throw new FormatException($"'{phrase}' can be empty.");
    }

    /// <summary>Words it can begin with.</summary>
    public IEnumerable<string> Firsts => closed[0].Select(m => m.Word).Distinct();

    /// <summary>How many tokens from here it covers at most; 0 when it does not stand here.</summary>
    public int LengthAt(List<ToneToken> tokens, int start)
    {
        if (opens && !tokens[start].Opens)
            return 0;
        var (states, longest) = (new HashSet<int> { 0 }, 0);
        for (var i = start; i < tokens.Count && states.Count > 0 && (i == start || !tokens[i].Barrier); i++)
        {
            var next = new HashSet<int>();
            foreach (var state in states)
            {
                foreach (var (word, to) in closed[state])
                {
                    if (tokens[i].Is(word))
                        next.Add(to);
                }
            }

            states = next;
            if (states.Any(s => ends[s]) && (!closes || tokens[i].Closes))
                longest = i - start + 1;
        }

        return longest;
    }

    /// <summary>One wording of it, chosen way by way; the tests try them.</summary>
    /// <param name="pick">From how many ways; one of them.</param>
    public IReadOnlyList<string> Walk(Func<int, int> pick)
    {
        var (words, state) = (new List<string>(), 0);
        while (!ends[state] || (closed[state].Length > 0 && pick(2) == 0))
        {
            var (word, to) = closed[state][pick(closed[state].Length)];
            words.Add(word);
            state = to;
        }

        return words;
    }

    private static string Spread(string phrase, IReadOnlyDictionary<string, string> lists)
    {
        foreach (var (name, words) in lists.OrderByDescending(l => l.Key.Length))
            phrase = phrase.Replace("@" + name, "[" + words + "]", StringComparison.Ordinal);
        return phrase.Contains('@', StringComparison.Ordinal) ? throw new FormatException($"'{phrase}' names a list that is not there.") : phrase;
    }

    // Words and groups one after the other; returns the state behind them.
    private int Row(string text, ref int at, int from, char closing)
    {
        while (at < text.Length && text[at] != closing && !(closing != '\0' && text[at] == '|'))
        {
            if (text[at] is ' ')
            {
                at++;
            }
            else if (text[at] is '(' or '[')
            {
                from = Group(text, ref at, from);
            }
            else
            {
                var begin = at;
                while (at < text.Length && !" ()[]|".Contains(text[at], StringComparison.Ordinal))
                    at++;
                if (at == begin)
                    throw new FormatException($"'{text}' goes wrong at '{text[at..]}'.");
                from = Words(text[begin..at], from);
            }
        }

        return from;
    }

    private int Group(string text, ref int at, int from)
    {
        var closing = text[at] == '(' ? ')' : ']';
        var (inside, behind) = (State(), State());
        skips[from].Add(inside);
        if (closing == ')')
            skips[from].Add(behind);
        do
        {
            at++;
            skips[Row(text, ref at, inside, closing)].Add(behind);
        }
        while (at < text.Length && text[at] == '|');
        if (at >= text.Length)
            throw new FormatException($"'{text}' lacks '{closing}'.");
        at++;
        return behind;
    }

    // A word with a hyphen is two.
    private int Words(string words, int from)
    {
        foreach (var part in words.Split('-', StringSplitOptions.RemoveEmptyEntries))
        {
            var to = State();
            moves[from].Add((ToneToken.Cut(ToneToken.Fold(part) is { Length: > 0 } word ? word : part, 2), to));
            from = to;
        }

        return from;
    }

    private int State()
    {
        moves.Add([]);
        skips.Add([]);
        return moves.Count - 1;
    }

    private void Close()
    {
        closed = new (string, int)[moves.Count][];
        ends = new bool[moves.Count];
        for (var state = 0; state < moves.Count; state++)
        {
            var reached = new HashSet<int> { state };
            var open = new Stack<int>([state]);
            while (open.TryPop(out var here))
            {
                foreach (var skip in skips[here].Where(reached.Add))
                    open.Push(skip);
            }

            closed[state] = [.. reached.SelectMany(r => moves[r]).Distinct()];
            ends[state] = reached.Contains(last);
        }
    }
}
