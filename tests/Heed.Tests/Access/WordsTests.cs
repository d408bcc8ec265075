using System.Globalization;
using System.Resources;
using Heed.Server.Access;
using Shouldly;
using Xunit;

namespace Heed.Tests.Access;

public sealed class WordsTests
{
    [Theory]
    [InlineData("fr")]
    [InlineData("es")]
    public void Every_text_exists_in_every_language_with_the_same_gaps(string language)
    {
        var words = new ResourceManager(typeof(AccessWords));
        var english = Texts(words, CultureInfo.InvariantCulture);
        var other = Texts(words, CultureInfo.GetCultureInfo(language));

        english.Count.ShouldBeGreaterThan(100);
        other.Keys.ShouldBe(english.Keys, ignoreOrder: true);
        foreach (var (key, text) in english)
        {
            other[key].ShouldNotBeNullOrWhiteSpace(key);
            for (var gap = 0; gap < 3; gap++)
                other[key].Contains("{" + gap + "}", StringComparison.Ordinal).ShouldBe(text.Contains("{" + gap + "}", StringComparison.Ordinal), key);
        }
    }

    private static Dictionary<string, string> Texts(ResourceManager words, CultureInfo culture) =>
        words.GetResourceSet(culture, createIfNotExists: true, tryParents: false)!.Cast<System.Collections.DictionaryEntry>().ToDictionary(e => (string)e.Key, e => (string)e.Value!); // the set and its values are in the assembly
}
