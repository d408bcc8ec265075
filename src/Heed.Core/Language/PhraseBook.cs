namespace Heed.Core.Language;

/// <summary>The phrases of the files in <c>Phrases/</c>, per language. A heading's place in the list is what is found.</summary>
internal sealed class PhraseBook
{
    /// <summary>More headings than the files have.</summary>
    public const int Most = 32;

    private static readonly Lazy<PhraseBook> Embedded = new(() => new PhraseBook(["signals.txt", "causes.txt", "topics.txt"]));

    private readonly List<string> _headings = [];
    private readonly Dictionary<string, PhraseIndex> _languages = new(StringComparer.Ordinal);

    private PhraseBook(string[] files)
    {
        foreach (var file in files)
        {
            using var reader = new StreamReader(typeof(PhraseBook).Assembly.GetManifestResourceStream("phrases/" + file)!); // embedded by the project file
            Read(reader);
        }
    }

    public static PhraseBook Shipped => Embedded.Value;

    /// <summary>The heading at a place.</summary>
    public string Heading(int place) => _headings[place];

    /// <summary>Place of a heading among what <see cref="Find"/> counts.</summary>
    /// <exception cref="KeyNotFoundException">No file has it.</exception>
    public int Place(string heading) => _headings.IndexOf(heading) is >= 0 and var i ? i : throw new KeyNotFoundException($"No file of phrases has the heading '{heading}'.");

    /// <returns>False: no phrases for this language.</returns>
    public bool Find(ReadOnlySpan<char> text, TextFeatures features, string language, Span<int> hits)
    {
        if (!_languages.TryGetValue(language, out var index))
            return false;
        index.Find(text, features, hits);
        return true;
    }

    /// <summary>Tells each phrase of a language with its heading's place and where it begins and ends in the text.</summary>
    public void Each(ReadOnlySpan<char> text, TextFeatures features, string language, Action<int, int, int> found)
    {
        if (_languages.TryGetValue(language, out var index))
            index.Each(text, features, found);
    }

    private void Read(StreamReader reader)
    {
        var (meaning, index) = (0, new PhraseIndex());
        while (reader.ReadLine() is { } line)
        {
            if (line.Length == 0 || line.StartsWith('#'))
                continue;
            if (!line.StartsWith('['))
            {
                index.Add(meaning, line);
                continue;
            }

            if (line.Trim('[', ']').Split(' ') is not [var heading, var language])
                throw new InvalidDataException($"'{line}' should be [heading language].");
            if (!_headings.Contains(heading))
                _headings.Add(heading);
            meaning = _headings.IndexOf(heading);
            if (!_languages.TryGetValue(language, out index!))
                _languages[language] = index = new PhraseIndex();
        }
    }
}
