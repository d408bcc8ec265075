using System.Text.RegularExpressions;
using Shouldly;
using Xunit;

namespace Heed.Tests.Design;

/// <summary>Every word of every room exists in English, French and Spanish, with the same places to fill in.</summary>
public sealed partial class WordsTests
{
    /// <summary>The word files of all rooms, without their ending, and the other languages.</summary>
    public static TheoryData<string, string> Files
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var file in Directory.EnumerateFiles(WordFiles.Source, "*Words.resx", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(WordFiles.Source, f)[..^".resx".Length]).Order())
            {
                data.Add(file, "fr");
                data.Add(file, "es");
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_language_has_every_word_and_none_is_empty(string file, string language)
    {
        var (english, other) = (WordFiles.Read($"{file}.resx"), WordFiles.Read($"{file}.{language}.resx"));
        other.Keys.ShouldBe(english.Keys, ignoreOrder: true);
        other.Values.ShouldAllBe(v => v.Trim().Length > 0);
        foreach (var (key, text) in english)
            WordFiles.Places(other[key]).ShouldBe(WordFiles.Places(text), key);
    }

    [Fact]
    public void Every_word_a_screen_asks_for_exists()
    {
        var known = WordFiles.Read(Path.Combine("Design", "Words.resx")).Keys.ToHashSet();
        var asked = WordFiles.Asked(Asked(), "Design", "Inbox");
        asked.Count.ShouldBeGreaterThan(100);
        asked.Except(known).ShouldBeEmpty();
    }

    [GeneratedRegex("""(?:\bW|\bwords)\["([a-z][a-zA-Z0-9.-]*[a-zA-Z0-9])"[\],]""")]
    private static partial Regex Asked();
}
