using System.Text.RegularExpressions;
using System.Xml.Linq;
using Heed.Core.Guard;
using Shouldly;
using Xunit;

namespace Heed.Tests.Guard;

/// <summary>Every word of this room exists in English, French and Spanish, with the same places to fill in, and none is asked for that does not.</summary>
public sealed partial class GuardWordsTests
{
    private static readonly string Source = FindSource();

    [Theory]
    [InlineData("fr")]
    [InlineData("es")]
    public void A_language_has_every_word(string language)
    {
        var (english, other) = (Read(""), Read("." + language));

        other.Keys.ShouldBe(english.Keys, ignoreOrder: true);
        foreach (var (key, text) in english)
        {
            other[key].Trim().ShouldNotBeEmpty();
            Places(other[key]).ShouldBe(Places(text), key);
        }
    }

    [Fact]
    public void Every_word_a_screen_asks_for_exists()
    {
        var files = Directory.EnumerateFiles(Source, "*.*", SearchOption.AllDirectories).Where(f => f.EndsWith(".razor", StringComparison.Ordinal) || f.EndsWith(".cs", StringComparison.Ordinal));
        var asked = files.SelectMany(f => Asked().Matches(File.ReadAllText(f)).Select(m => m.Groups[1].Value)).ToHashSet();
        asked.UnionWith(Enum.GetNames<ToneFault>().Select(f => "why." + f));
        asked.UnionWith(Enum.GetNames<ToneAction>().SelectMany(a => (string[])["then." + a, "tone.action." + a]));
        asked.UnionWith(Enum.GetNames<ToneRelease>().Select(r => "tone.release." + r));
        asked.UnionWith(ToneLevel.All.Select(l => "tone.level." + (int)Math.Round(l * 1000)));

        asked.Count.ShouldBeGreaterThan(50);
        asked.Except(Read("").Keys).ShouldBeEmpty();
    }

    private static SortedDictionary<string, string> Read(string language)
    {
        var file = XDocument.Load(Path.Combine(Source, "Guard", $"GuardWords{language}.resx"));
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

    [GeneratedRegex("""\bG\["([a-z][a-zA-Z0-9.-]*[a-zA-Z0-9])"[\],]""")]
    private static partial Regex Asked();
}
