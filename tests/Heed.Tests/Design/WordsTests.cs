using System.Text.RegularExpressions;
using System.Xml.Linq;
using Shouldly;
using Xunit;

namespace Heed.Tests.Design;

/// <summary>Every word exists in English, French and Spanish, with the same places to fill in.</summary>
public sealed partial class WordsTests
{
    private static readonly string Source = FindSource();

    public static TheoryData<string> Languages => ["fr", "es"];

    [Theory]
    [MemberData(nameof(Languages))]
    public void A_language_has_every_word_and_none_is_empty(string language)
    {
        var (english, other) = (Read(""), Read("." + language));
        other.Keys.ShouldBe(english.Keys, ignoreOrder: true);
        other.Values.ShouldAllBe(v => v.Trim().Length > 0);
        foreach (var (key, text) in english)
            Places(other[key]).ShouldBe(Places(text), key);
    }

    /// <summary>The word files of all rooms, without their ending.</summary>
    public static TheoryData<string> Files =>
        [.. Directory.EnumerateFiles(Source, "*Words.resx", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(Source, f)[..^".resx".Length]).Order()];

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_room_speaks_all_three_languages(string file)
    {
        var english = Words($"{file}.resx");
        foreach (var language in new[] { "fr", "es" })
        {
            var other = Words($"{file}.{language}.resx");
            other.Keys.ShouldBe(english.Keys, ignoreOrder: true);
            foreach (var (key, text) in english)
                Places(other[key]).ShouldBe(Places(text), key);
        }
    }

    [Fact]
    public void Every_word_a_screen_asks_for_exists()
    {
        var known = Read("").Keys.ToHashSet();
        var asked = new[] { "Design", "Inbox" }.SelectMany(room => Directory.EnumerateFiles(Path.Combine(Source, room), "*.*", SearchOption.AllDirectories))
            .Where(f => f.EndsWith(".razor", StringComparison.Ordinal) || f.EndsWith(".cs", StringComparison.Ordinal))
            .SelectMany(f => Asked().Matches(File.ReadAllText(f)).Select(m => m.Groups[1].Value)).ToHashSet();
        asked.Count.ShouldBeGreaterThan(100);
        asked.Except(known).ShouldBeEmpty();
    }

    private static SortedDictionary<string, string> Read(string language) => Words(Path.Combine("Design", $"Words{language}.resx"));

    private static SortedDictionary<string, string> Words(string path)
    {
        var file = XDocument.Load(Path.Combine(Source, path));
        return new(file.Root!.Elements("data").ToDictionary(d => d.Attribute("name")!.Value, d => d.Element("value")!.Value)); // the shape of every resx
    }

    private static IEnumerable<string> Places(string text) => Place().Matches(text).Select(m => m.Value).Distinct().Order();

    private static string FindSource()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (Directory.Exists(Path.Combine(folder.FullName, "src", "Heed.Server")))
                return Path.Combine(folder.FullName, "src", "Heed.Server");
        }

        throw new DirectoryNotFoundException("The tests run inside the repository.");
    }

    [GeneratedRegex(@"\{\d+\}")]
    private static partial Regex Place();

    [GeneratedRegex("""(?:\bW|\bwords)\["([a-z][a-zA-Z0-9.-]*[a-zA-Z0-9])"[\],]""")]
    private static partial Regex Asked();
}
