using Heed.Core.Language;
using Shouldly;
using Xunit;

namespace Heed.Tests.Language;

public sealed class AgentSignatureTests
{
    [Theory]
    [InlineData("We will look into it. ^JK", "JK")]
    [InlineData("We will look into it.^JK", "JK")]
    [InlineData("See you soon! -Becky", "Becky")]
    [InlineData("Tell us more /LS", "LS")]
    [InlineData("Tell us more 🙂/LS", "LS")]
    [InlineData("Sorry for the delay.  *TMT", "TMT")]
    [InlineData("Sorry for the delay... *TMT... 1/2", "TMT")]
    [InlineData("Write to us in private. - KC", "KC")]
    [InlineData("Write to us in private. (1/2)^KC", "KC")]
    [InlineData("Write to us here ^KC https://acme.example/help", "KC")]
    [InlineData("Kind regards ^ab", "AB")]
    [InlineData("At your service here. -S.D.", "SD")]
    [InlineData("Here you are.--JV", "JV")]
    public void A_signed_text_names_its_agent(string text, string signature) => AgentSignature.Find(text).ShouldBe(signature);

    [Theory]
    [InlineData("")]
    [InlineData("Are you on Wi-Fi")]
    [InlineData("We are open 24/7")]
    [InlineData("Black and/OR white")]
    [InlineData("See https://acme.example/FAQ")]
    [InlineData("Happy #Monday")]
    [InlineData("Send us a note - DM")]
    [InlineData("This is part 1/2")]
    [InlineData("Thanks for the shout-out")]
    [InlineData("We keep it - always")]
    public void An_ordinary_ending_is_no_signature(string text) => AgentSignature.Find(text).ShouldBeNull();

    [Fact]
    public void Long_rows_of_dots_parts_and_links_are_read_at_once()
    {
        AgentSignature.Find(string.Concat(Enumerable.Repeat(". ", 5000)) + "x!").ShouldBeNull();
        AgentSignature.Find("Hello ^JK" + string.Concat(Enumerable.Repeat(" 1/2...", 20))).ShouldBe("JK");
    }
}
