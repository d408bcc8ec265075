using CsCheck;
using Heed.Core.Guard;
using Shouldly;
using Xunit;

namespace Heed.Tests.Guard;

/// <summary>Holds for any text, and for any heap of phrases from the word files.</summary>
public sealed class ToneProperties
{
    private static readonly ToneReader Reader = new();

    private static readonly Gen<(string Language, string Text)> Rude =
        from language in Gen.OneOf(((string[])["en", "fr", "es"]).Select(Gen.Const).ToArray())
        from seeds in Gen.Int[0, int.MaxValue - 1].Array[1, 6]
        from joints in Gen.OneOf(((string[])[" ", ", ", ". ", "! ", "? ", "!!! ", "… ", "\n", " 🙂 ", " @ann ", ": ", " (", ") ", "¿", " la ", " the order "]).Select(Gen.Const).ToArray()).Array[6]
        from loud in Gen.Bool
        select (language, Join(language, seeds, joints, loud));

    [Fact]
    public void Marks_lie_inside_any_text_in_order_and_apart() => Gen.OneOf(Gen.String, Rude.Select(r => r.Text)).Sample(text =>
    {
        foreach (var language in (string?[])["en", "fr", "es", null])
        {
            var verdict = Reader.Judge(text, language);
            verdict.Severity.ShouldBeInRange(0, 1);
            var end = 0;
            foreach (var mark in verdict.Marks)
            {
                mark.Start.ShouldBeGreaterThanOrEqualTo(end);
                mark.Length.ShouldBeGreaterThan(0);
                end = mark.Start + mark.Length;
            }

            end.ShouldBeLessThanOrEqualTo(text.Length);
        }
    });

    [Fact]
    public void What_was_softened_is_fine_and_is_not_softened_again() => Rude.Sample(rude =>
    {
        var soft = ToneReader.Soften(rude.Text, new ToneVerdict(rude.Language, 1, [ToneFault.Aggressive], [], null));
        ToneReader.Soften(soft, new ToneVerdict(rude.Language, 1, [], [], null)).ShouldBe(soft);
    });

    [Fact]
    public void A_text_without_marks_stays_as_it_is() => Gen.String.Sample(text =>
    {
        var verdict = Reader.Judge(text, "en");
        if (verdict.Fine)
            ToneReader.Soften(text, verdict).ShouldBe(text);
    });

    [Theory]
    [InlineData("en")]
    [InlineData("fr")]
    [InlineData("es")]
    public void Every_calmer_wording_is_calm_itself(string language)
    {
        ToneReader.RulesOf(language).All.Count.ShouldBeGreaterThanOrEqualTo(120);
        foreach (var calmer in ToneReader.RulesOf(language).All.Select(r => r.Calmer).OfType<string>().Distinct())
            ToneReader.Soften(calmer, new ToneVerdict(language, 1, [], [], null)).ShouldBe(calmer);
    }

    private static string Join(string language, int[] seeds, string[] joints, bool loud)
    {
        var rules = ToneReader.RulesOf(language).All;
        var text = string.Concat(seeds.Select((seed, i) =>
        {
            var random = new Random(seed);
            return string.Join(' ', rules[random.Next(rules.Count)].Phrase.Walk(random.Next)) + joints[i];
        }));
        return loud ? text.ToUpperInvariant() : text;
    }
}
