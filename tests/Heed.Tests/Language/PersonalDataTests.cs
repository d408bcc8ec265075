using System.Text.RegularExpressions;
using CsCheck;
using Heed.Core.Language;
using Shouldly;
using Xunit;

namespace Heed.Tests.Language;

public sealed partial class PersonalDataTests
{
    [Theory]
    [InlineData("Write to jo@home.example", "Write to [mail-1]")]
    [InlineData("Call +33 6 12 34 56 78 now", "Call [number-1] now")]
    [InlineData("IBAN FR76 3000 6000 0112 3456 7890 189.", "IBAN [number-1].")]
    [InlineData("order 998877 and again 998877", "order [number-1] and again [number-1]")]
    [InlineData("see https://shop.example/a?b=1 please", "see [link-1] please")]
    [InlineData("@joharris hello, I paid 49.90 in 2026", "[handle-1] hello, I paid 49.90 in 2026")]
    [InlineData("I am Jo Harris. Jo, yes; joking", "I am [person-1]. Jo, yes; joking")]
    public void What_names_a_person_is_taken_out(string text, string masked) => PersonalData.Mask(text, ["Jo Harris"]).Text.ShouldBe(masked);

    [Fact]
    public void What_was_taken_out_can_be_put_back_and_nothing_long_stays() =>
        Gen.Select(Gen.String[Gen.Char["ab 1234567890@.-+/[]\n"], 0, 60], Gen.String[Gen.Char.AlphaNumeric, 3, 8]).Sample((text, name) =>
        {
            var masked = PersonalData.Mask(text, [name]);
            Digits().IsMatch(Marks().Replace(masked.Text, "")).ShouldBeFalse();
            masked.Reveal(masked.Text).ShouldBe(text.Replace('[', '(').Replace(']', ')'));
        });

    [GeneratedRegex(@"\d{5,}")]
    private static partial Regex Digits();

    [GeneratedRegex(@"\[[a-z]+-\d+\]")]
    private static partial Regex Marks();
}
