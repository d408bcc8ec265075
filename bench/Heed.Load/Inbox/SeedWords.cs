using System.Text;

namespace Heed.Load.Inbox;

/// <summary>Words as people use them: a few all the time, most hardly ever.</summary>
internal sealed class SeedWords
{
    private const int Vocabulary = 20_000;

    private static readonly string[] Syllables = ["ba", "ca", "de", "fo", "gi", "lu", "ma", "ne", "or", "pa", "qui", "re", "si", "to", "va", "zen"];

    private static readonly string[] Frequent = ["order", "parcel", "late", "please", "thanks", "refund", "delivery", "account", "help", "waiting"];

    private readonly string[] words = [.. Enumerable.Range(0, Vocabulary).Select(i => i < Frequent.Length ? Frequent[i] : Made(i))];

    /// <summary>In every tenth message or so.</summary>
    public string Common => words[5];

    /// <summary>In about one of a thousand.</summary>
    public string Uncommon => words[1_000];

    /// <summary>In a handful.</summary>
    public string Rare => words[^10];

    public string Text(Random random)
    {
        var text = new StringBuilder();
        for (var n = 8 + random.Next(24); n > 0; n--)
            text.Append(words[Pick(random)]).Append(' ');
        return text.ToString(0, text.Length - 1);
    }

    public string Name(Random random) => $"{Capital(words[10 + random.Next(300)])} {Capital(words[400 + random.Next(3000)])}";

    // Equal chances on a logarithmic scale: Zipf's law, near enough.
    private static int Pick(Random random) => (int)Math.Pow(Vocabulary, random.NextDouble()) - 1;

    private static string Made(int number)
    {
        var word = new StringBuilder("k");
        for (; number > 0; number /= Syllables.Length)
            word.Append(Syllables[number % Syllables.Length]);
        return word.ToString();
    }

    private static string Capital(string word) => char.ToUpperInvariant(word[0]) + word[1..];
}
