using Heed.Core.Guard;
using Heed.Core.Language;
using Heed.Learning;
using Heed.Testing;
using Shouldly;
using Xunit;

namespace Heed.Tests.Language;

public sealed class ShippedModelsTests
{
    // The card's figures less a margin: another library version may learn a little differently.
    private const double Margin = 0.02;

    public static TheoryData<string, string, string?, double> Figures => new()
    {
        { "language", "all", "20 letters and more", 0.983 },
        { "sentiment", "en", "us_airline", 0.754 },
        { "sentiment", "fr", null, 0.681 },
        { "sentiment", "es", null, 0.589 },
        { "needs-answer", "en", null, 0.760 },
        { "topic", "en", null, 0.882 },
        { "abuse", "en", null, 0.888 },
        { "courtesy", "en", null, 0.693 },
    };

    [Theory]
    [MemberData(nameof(Figures))]
    public void The_shipped_models_are_as_good_as_their_card_says(string task, string language, string? set, double macroF1)
    {
        if (SharedData.Find("data") is not { } data)
        {
            Assert.Skip("needs ../shared");
            return;
        }

        var report = new Exam(data, ShippedModels.Of).Of(Recipe.All.Single(r => r.Task == task), permissive: false).Single(r => r.Language == language && r.Set == set);
        report.Model.MacroF1.ShouldBeGreaterThan(macroF1 - Margin);
        report.Model.MacroF1.ShouldBeGreaterThan(report.Majority.MacroF1);
    }

    [Fact]
    public void Of_real_agent_answers_the_tone_model_stops_at_most_one_in_two_hundred()
    {
        if (SharedData.Find("data") is not { } data)
        {
            Assert.Skip("needs ../shared");
            return;
        }

        var agents = new Exam(data, ShippedModels.Of).Guard().Where(g => g.Language == "en" && g.Set.StartsWith("agents", StringComparison.Ordinal)).ToList();
        agents.Sum(g => g.Count).ShouldBeGreaterThan(300);
        agents.Sum(g => g.Stopped).ShouldBeLessThanOrEqualTo(agents.Sum(g => g.Count) / 200);
    }

    [Fact]
    public void All_models_together_stay_small() => Tasks.Correctable.Append(Tasks.Language).Append(Tasks.Tone).Append(Tasks.Courtesy).Sum(task =>
    {
        using var size = new MemoryStream();
        ShippedModels.Of(task).ShouldNotBeNull().Write(size);
        return size.Length;
    }).ShouldBeLessThan(6_000_000);

    [Theory]
    [InlineData("You are a pathetic idiot, stop whining", "en")]
    [InlineData("Ferme ta gueule espèce de connard", "fr")]
    [InlineData("Cállate ya, puta imbécil", "es")]
    public void A_plain_insult_is_judged_rude(string text, string language)
    {
        var score = ToneModel.Shipped.ShouldNotBeNull().Score(text, language);
        score.IsRude.ShouldBeTrue($"{score.Rude}");
        score.Faults[0].Fault.ShouldBe(ToneFault.Aggressive);
        foreach (var mark in score.Marks)
            (mark.Start + mark.Length).ShouldBeLessThanOrEqualTo(text.Length);
    }

    [Theory]
    [InlineData("Hi Anna, we're sorry for the wait. Could you send us your order number in a private message? ^JK", "en")]
    [InlineData("Bonjour, nous sommes désolés pour ce retard. Pouvez-vous nous envoyer votre numéro de client en message privé ?", "fr")]
    [InlineData("Hola, lamentamos lo ocurrido. ¿Nos envías tu número de pedido por mensaje directo? Quedamos atentos.", "es")]
    public void A_calm_answer_is_fine(string text, string language) => ToneModel.Shipped.ShouldNotBeNull().Score(text, language).IsRude.ShouldBeFalse();

    [Fact]
    public void A_polite_wording_is_more_courteous_than_a_curt_one()
    {
        var tone = ToneModel.Shipped.ShouldNotBeNull();
        tone.Score("Thanks for your patience! Could you please tell me your order number?", "en").Courtesy!.Value
            .ShouldBeGreaterThan(tone.Score("Why did you not read the terms? Order number.", "en").Courtesy!.Value); // English has a courtesy model
    }

    [Fact]
    public void A_language_without_a_tone_model_is_not_judged() => ToneModel.Shipped.ShouldNotBeNull().Score("Wewe ni mjinga", "sw").ShouldBe(ToneScore.NotJudged);
}
