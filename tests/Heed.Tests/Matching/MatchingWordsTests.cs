using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;
using Heed.Server.Matching;
using Shouldly;
using Xunit;

namespace Heed.Tests.Matching;

public sealed partial class MatchingWordsTests
{
    [Theory]
    [InlineData("fr")]
    [InlineData("es")]
    public void Every_text_exists_in_every_language_with_the_same_gaps(string language)
    {
        var english = Texts(CultureInfo.InvariantCulture);
        var other = Texts(CultureInfo.GetCultureInfo(language));
        other.Keys.ShouldBe(english.Keys, ignoreOrder: true);
        foreach (var (key, text) in english)
        {
            other[key].Trim().ShouldNotBeEmpty(key);
            Gaps(other[key]).ShouldBe(Gaps(text), key);
        }
    }

    private static Dictionary<string, string> Texts(CultureInfo culture)
    {
        var words = new ResourceManager(typeof(MatchingWords));
        var set = words.GetResourceSet(culture, createIfNotExists: true, tryParents: false).ShouldNotBeNull();
        return set.Cast<System.Collections.DictionaryEntry>().ToDictionary(e => (string)e.Key, e => (string)e.Value!); // texts only
    }

    private static IEnumerable<string> Gaps(string text) => Gap().Matches(text).Select(m => m.Value).Distinct().Order();

    [GeneratedRegex(@"\{\d+\}")]
    private static partial Regex Gap();
}
