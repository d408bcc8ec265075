using CsCheck;
using Heed.Server.Access;
using Shouldly;
using Xunit;

namespace Heed.Tests.Access;

public sealed class PasswordRulesTests
{
    [Theory]
    [InlineData("password1234")]
    [InlineData("P@ssw0rd!2026")]
    [InlineData("Welcome2026!!")]
    [InlineData("123456789012")]
    [InlineData("987654321098")]
    [InlineData("qwertyuiop12")]
    [InlineData("azertyuiop1234")]
    [InlineData("aaaaaaaaaaaa")]
    [InlineData("abcabcabcabc")]
    [InlineData("iloveyou2026!")]
    [InlineData("motdepasse123")]
    [InlineData("contraseña123")]
    [InlineData("heedheedheed")]
    [InlineData("customerservice")]
    [InlineData("Summer-2026-!!")]
    [InlineData("1q2w3e4r5t6y")]
    [InlineData("passwordpassword")]
    [InlineData("administrator1")]
    public void What_everybody_chooses_is_refused(string password) => PasswordRules.Fault(password, "ana@acme.example", "Ana Prieto").ShouldBe(PasswordRules.TooCommon);

    [Theory]
    [InlineData("violet tram under snow")]
    [InlineData("correct donkey cell clip")]
    [InlineData("kX9#mmQ2vLpw")]
    [InlineData("la lune mange du pain")]
    [InlineData("monkeys like old trams")]
    public void Long_and_own_passwords_are_taken_without_rules_of_composition(string password) => PasswordRules.Fault(password, "ana@acme.example", "Ana Prieto").ShouldBeNull();

    [Fact]
    public void Ones_own_name_or_address_is_refused()
    {
        PasswordRules.Fault("ana@acme.example", "ana@acme.example", "Ana").ShouldBe(PasswordRules.TooCommon);
        PasswordRules.Fault("ana prieto 26", "ana@acme.example", "Ana Prieto").ShouldBe(PasswordRules.TooCommon);
    }

    [Fact]
    public void Nothing_shorter_than_twelve_characters_is_taken() =>
        Gen.String[0, PasswordRules.ShortestLength - 1].Sample(p => PasswordRules.Fault(p, null, null) == PasswordRules.TooShort);

    [Fact]
    public void Random_letters_are_taken() =>
        Gen.Char['a', 'z'].Array[16, 40].Where(c => c.Distinct().Count() > 8).Sample(c => PasswordRules.Fault(new string(c), null, null) is null);
}
