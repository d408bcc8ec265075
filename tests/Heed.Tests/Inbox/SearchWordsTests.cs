using CsCheck;
using Heed.Server.Inbox;
using Shouldly;
using Xunit;

namespace Heed.Tests.Inbox;

public sealed class SearchWordsTests
{
    [Fact]
    public void Words_lose_accents_case_and_punctuation() =>
        SearchWords.Of("  Café-CRÈME, s’il «plaît» ").Words.ShouldBe(["cafe", "creme", "s", "il", "plait"]);

    [Fact]
    public void Found_words_are_marked_in_the_original_spelling() =>
        SearchWords.Of("etiquette").Mark("Une étiquette.").ShouldBe([("Une ", false), ("étiquette", true), (".", false)]);

    [Fact]
    public void Marking_keeps_every_character() =>
        Gen.Select(Gen.String[0, 40], Gen.String[0, 12]).Sample((text, words) =>
            string.Concat(SearchWords.Of(words).Mark(text).Select(p => p.Text)).ShouldBe(text));

    [Theory]
    [InlineData("See https://a.example/x?y=1. Thanks", "https://a.example/x?y=1")]
    [InlineData("(https://a.example)", "https://a.example")]
    public void Addresses_in_a_text_become_links_without_the_sentence_around_them(string text, string link) =>
        Links.In(text).ShouldContain((link, true));

    [Fact]
    public void Only_web_addresses_become_links() =>
        Links.In("javascript:alert(1) mailto:a@b.example ftp://x").ShouldAllBe(p => !p.Link);
}
