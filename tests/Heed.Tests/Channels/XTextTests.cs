using System.Text.Json;
using CsCheck;
using Heed.Channels.X;
using Heed.Core.Channels;
using Heed.Testing;
using Shouldly;
using Xunit;
using YamlDotNet.RepresentationModel;

namespace Heed.Tests.Channels;

public sealed class XTextTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData("We are on it, Zoë", 17)]
    [InlineData("We are on it, Zoe\u0308", 17)]
    [InlineData("漢字かな", 8)]
    [InlineData("price 5 €", 10)]
    [InlineData("‘so’ – yes", 10)]
    [InlineData("write to acme.org/help?case=12 please", 39)]
    [InlineData("acme.notatld stays text", 23)]
    [InlineData("help@acme.org is mail", 21)]
    [InlineData("https://acme.co.uk/a_(b) https://acme.fr", 47)]
    [InlineData("👍🏾", 2)]
    [InlineData("🇫🇷🇪🇸", 4)]
    [InlineData("👩‍💻👨‍👩‍👧", 4)]
    [InlineData("❤️ ☺", 5)]
    [InlineData("#️⃣", 2)]
    [InlineData("© 2026", 6)]
    [InlineData("©️", 2)]
    [InlineData("call 555", 8)]
    public void Length_is_weighted(string text, int weighted) => XText.WeightedLength(text).ShouldBe(weighted);

    [Theory]
    [InlineData("no link here", false)]
    [InlineData("see acme.com", true)]
    [InlineData("see http://acme.com/x", true)]
    [InlineData("mail@acme.com", false)]
    public void A_link_is_noticed_for_its_price(string text, bool has) => XText.Measure(text).HasLink.ShouldBe(has);

    /// <summary>The counter and the price go by one reading: what weighs as a link is charged as one, also in a direct message.</summary>
    [Theory]
    [InlineData("see acme.com", TextRule.XWeighted, 27, 200_000)]
    [InlineData("see acme.notatld", TextRule.XWeighted, 16, 10_000)]
    [InlineData("see acme.com", TextRule.Utf16, 12, 200_000)]
    public void A_text_costs_what_its_reading_says(string text, TextRule rule, int length, long cost)
    {
        var box = new ReplyBox(true, null, rule, null, null, 10_000, 200_000, null, "reply");
        var measure = XExamples.Channel.Measure(text, rule);
        (measure.Length, box.CostOf(measure)).ShouldBe((length, cost));
    }

    [Fact]
    public void Other_rules_count_UTF16_units() => XExamples.Channel.Measure("👍 ok", TextRule.Utf16).Length.ShouldBe(5);

    [Fact]
    public void Any_text_has_a_length_between_its_extremes() =>
        Gen.String.Sample(text =>
        {
            var length = XText.WeightedLength(text);
            length.ShouldBeGreaterThanOrEqualTo(0);
            // Composition never lengthens beyond three characters for one; a link of 4 units may count 23.
            length.ShouldBeLessThanOrEqualTo((text.Length * 6) + 23);
        });

    [Fact]
    public void Text_without_dots_and_emoji_adds_up() =>
        Gen.Select(Gen.String[Gen.Char['a', 'z'], 0, 50], Gen.String[Gen.Char['一', '龥'], 0, 50])
            .Sample((latin, chinese) => XText.WeightedLength(latin + chinese).ShouldBe(latin.Length + (2 * chinese.Length)));

    // A backtracking engine would not come back from these within the day.
    [Theory]
    [InlineData("a.", 25_000)]
    [InlineData("あ.", 37_500)]
    [InlineData("(", 25_000)]
    [InlineData("http://", 24_997)]
    [InlineData("あいう", 49_998)]
    public void Text_made_to_be_slow_is_counted_to_its_end(string part, int weight) =>
        XText.WeightedLength(string.Concat(Enumerable.Repeat(part, 25_000 / part.Length))).ShouldBe(weight);

    [Fact]
    public void Links_run_together_are_counted_to_their_end() =>
        XText.WeightedLength(string.Concat(Enumerable.Repeat("http://a.com/(", 1_000))).ShouldBeGreaterThan(1_000);

    [Fact]
    public void Published_vectors_are_met()
    {
        using var vectors = JsonDocument.Parse(File.ReadAllText(Shared("platforms/test-vectors.json")));
        foreach (var vector in vectors.RootElement.GetProperty("x_weighted_length").EnumerateArray())
            XText.WeightedLength(vector.GetProperty("text").GetString()!).ShouldBe(vector.GetProperty("weighted").GetInt32(), vector.GetProperty("why").GetString());

        var offsets = vectors.RootElement.GetProperty("x_entity_offsets");
        var text = offsets.GetProperty("text").GetString()!;
        for (var side = 0; side < 2; side++)
            XWords.Utf16Index(text, offsets.GetProperty("code_points")[side].GetInt32()).ShouldBe(offsets.GetProperty("utf16")[side].GetInt32());
    }

    [Fact]
    public void Conformance_table_of_weighted_lengths_is_met()
    {
        var wrong = Group("platforms/specs/twitter-text-conformance-validate.yml", "WeightedTweetsWithDiscountedEmojiCounterTest")
            .Select(c => (Name: Scalar(c, "description"), Expected: int.Parse(Scalar((YamlMappingNode)c["expected"], "weightedLength"), null), Got: XText.WeightedLength(Scalar(c, "text"))))
            .Where(c => c.Expected != c.Got).ToList();
        wrong.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("platforms/specs/twitter-text-conformance-extract.yml", "urls")]
    [InlineData("platforms/specs/twitter-text-conformance-extract.yml", "tco_urls_with_params")]
    [InlineData("platforms/specs/twitter-text-conformance-tlds.yml", "country")]
    [InlineData("platforms/specs/twitter-text-conformance-tlds.yml", "generic")]
    public void Conformance_tables_of_links_are_met(string file, string group)
    {
        var cases = Group(file, group).ToList();
        cases.Count.ShouldBeGreaterThan(3);
        var wrong = new List<string>();
        foreach (var c in cases)
        {
            var text = Scalar(c, "text");
            var expected = ((YamlSequenceNode)c["expected"]).Select(n => ((YamlScalarNode)n).Value!).ToList();
            var got = XLinks.Find(text).Select(l => text[l.Start..l.End]).ToList();
            if (!expected.SequenceEqual(got))
                wrong.Add($"{Scalar(c, "description")}: expected [{string.Join(' ', expected)}] got [{string.Join(' ', got)}]");
        }

        wrong.ShouldBeEmpty();
    }

    private static string Shared(string relative)
    {
        Assert.SkipWhen(SharedData.Find(relative) is null, "needs ../shared");
        return SharedData.Find(relative)!;
    }

    private static IEnumerable<YamlMappingNode> Group(string file, string group)
    {
        var yaml = new YamlStream();
        using (var reader = new StreamReader(Shared(file)))
            yaml.Load(reader);
        var tests = (YamlMappingNode)((YamlMappingNode)yaml.Documents[0].RootNode)["tests"];
        return ((YamlSequenceNode)tests[group]).Cast<YamlMappingNode>();
    }

    private static string Scalar(YamlMappingNode node, string name) => ((YamlScalarNode)node[name]).Value!;
}
