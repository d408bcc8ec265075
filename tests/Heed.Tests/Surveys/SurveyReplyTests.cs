using System.Globalization;
using CsCheck;
using Heed.Core.Surveys;
using Shouldly;
using Xunit;

namespace Heed.Tests.Surveys;

public sealed class SurveyReplyTests
{
    private static readonly SurveyQuestion[] Both = [SurveyQuestion.Satisfaction, SurveyQuestion.Recommendation];

    [Theory]
    [InlineData("8 out of 10, thanks", 8)]
    [InlineData("9/10", 9)]
    [InlineData("9 / 10 !", 9)]
    [InlineData("un 8", 8)]
    [InlineData("dix", 10)]
    [InlineData("Dix sur dix, merci beaucoup !", 10)]
    [InlineData("ten out of ten 🙂", 10)]
    [InlineData("8️⃣", 8)]
    [InlineData("🔟🎉", 10)]
    [InlineData("Bonjour,\nJe mets 9.\nCordialement", 9)]
    [InlineData("Le doy un diez. ¡Muchas gracias!", 10)]
    [InlineData("0", 0)]
    [InlineData("cero", 0)]
    [InlineData("I'd say 7 :)", 7)]
    [InlineData("7\n\nSent from my iPhone", 7)]
    [InlineData("8 de 10", 8)]
    [InlineData("9 points", 9)]
    public void A_number_alone_is_the_recommendation_that_was_asked(string text, int number)
    {
        var reply = SurveyReply.Read(text, [SurveyQuestion.Recommendation]);
        reply.Answers.ShouldBe([new SurveyAnswer(SurveyQuestion.Recommendation, number)]);
        reply.Alone.ShouldBeTrue();
    }

    [Theory]
    [InlineData("5 stars", 5)]
    [InlineData("4 étoiles", 4)]
    [InlineData("cinco estrellas", 5)]
    [InlineData("☆☆☆☆", 4)]
    [InlineData("★★★☆☆", 3)]
    [InlineData("⭐⭐⭐⭐⭐ merci", 5)]
    [InlineData("4 ⭐", 4)]
    [InlineData("4/5", 4)]
    [InlineData("trois", 3)]
    [InlineData("5*", 5)]
    public void Stars_and_small_numbers_are_the_satisfaction_that_was_asked(string text, int number)
    {
        var reply = SurveyReply.Read(text, [SurveyQuestion.Satisfaction]);
        reply.Answers.ShouldBe([new SurveyAnswer(SurveyQuestion.Satisfaction, number)]);
        reply.Alone.ShouldBeTrue();
    }

    [Theory]
    [InlineData("5, 9", 5, 9)]
    [InlineData("4 and 8", null, null)] // one clause: not certain
    [InlineData("9/10", null, 9)]
    [InlineData("4/5", 4, null)]
    [InlineData("8", null, 8)]
    [InlineData("4", 4, null)]
    [InlineData("9/10\n4/5", 4, 9)]
    [InlineData("Satisfaction: 4\nRecommendation: 9", 4, 9)]
    public void Of_two_questions_each_gets_what_fits_it(string text, int? satisfaction, int? recommendation)
    {
        var answers = SurveyReply.Read(text, Both).Answers;
        answers.SingleOrDefault(a => a.Question == SurveyQuestion.Satisfaction)?.Number.ShouldBe(satisfaction);
        answers.SingleOrDefault(a => a.Question == SurveyQuestion.Recommendation)?.Number.ShouldBe(recommendation);
        answers.Count.ShouldBe((satisfaction is null ? 0 : 1) + (recommendation is null ? 0 : 1));
    }

    [Theory]
    [InlineData("8. But the driver left it in the rain.", 8)]
    [InlineData("8, but the driver left it in the rain", 8)]
    [InlineData("9/10! When does the rest come?", 9)]
    [InlineData("Le livreur était gentil. 9 sur 10.", 9)]
    [InlineData("10, gracias, pero ¿cuándo llega el resto?", 10)]
    public void When_more_is_said_both_are_heard(string text, int number)
    {
        var reply = SurveyReply.Read(text, [SurveyQuestion.Recommendation]);
        reply.Answers.ShouldBe([new SurveyAnswer(SurveyQuestion.Recommendation, number)]);
        reply.Alone.ShouldBeFalse();
    }

    [Theory]
    [InlineData("My order is 8")]
    [InlineData("#8")]
    [InlineData("n° 8")]
    [InlineData("8 €")]
    [InlineData("€8")]
    [InlineData("$8")]
    [InlineData("8.50")]
    [InlineData("8,50 euros")]
    [InlineData("8:30")]
    [InlineData("8h")]
    [InlineData("8 pm")]
    [InlineData("at 8")]
    [InlineData("le 9/10")]
    [InlineData("el 9/10")]
    [InlineData("on 9/10")]
    [InlineData("9/10/2026")]
    [InlineData("9.10.")]
    [InlineData("8 de octubre")]
    [InlineData("for 6 días.")]
    [InlineData("8 days later nothing has come")]
    [InlineData("8 out of 10 parcels arrived")]
    [InlineData("3 out of 5 came. Where are the others?")]
    [InlineData("06 12 34 56 78")]
    [InlineData("11")]
    [InlineData("12/10")]
    [InlineData("-8")]
    [InlineData("8-10")]
    [InlineData("1. My parcel is lost\n2. Nobody answers")]
    [InlineData("1. My parcel is lost")]
    [InlineData("8, rue de la Paix")]
    [InlineData("8 or 9")]
    [InlineData("Gracias ⭐")]
    [InlineData("thanks")]
    [InlineData("")]
    public void What_may_be_something_else_is_no_score(string text) =>
        SurveyReply.Read(text, [SurveyQuestion.Recommendation]).Answers.ShouldBeEmpty();

    [Fact]
    public void Stars_are_no_recommendation_and_ten_is_no_satisfaction()
    {
        SurveyReply.Read("5 stars", [SurveyQuestion.Recommendation]).Answers.ShouldBeEmpty();
        SurveyReply.Read("8/10", [SurveyQuestion.Satisfaction]).Answers.ShouldBeEmpty();
        SurveyReply.Read("20", [SurveyQuestion.PayMore]).Answers.ShouldBeEmpty();
    }

    [Fact]
    public void Whatever_is_written_an_answer_is_on_its_scale_and_was_asked() => Gen.OneOf(Gen.String, Scribble).Sample(text =>
    {
        foreach (var answer in SurveyReply.Read(text, Both).Answers)
        {
            Both.ShouldContain(answer.Question);
            SurveyScale.Takes(answer.Question, answer.Number!.Value).ShouldBeTrue();
        }
    });

    [Fact]
    public void Order_numbers_dates_prices_times_and_phone_numbers_are_never_scores() => Gen.Select(Lead, Figure, Tail).Sample((lead, figure, tail) =>
        SurveyReply.Read($"{lead}{figure}{tail}", Both).Answers.ShouldBeEmpty($"{lead}{figure}{tail}"));

    [Fact]
    public void A_score_with_thanks_around_it_is_nothing_but_the_answer() => Gen.Select(Gen.Int[0, 10], Any("", "thanks, ", "Bonjour, ", "hola\n"), Any("", ".", " !", ", merci", ", gracias", "\nThanks!", " 👍"), Any("{0}", "{0}/10", "{0} out of 10", "{0} sur 10", "un {0} sobre 10")).Sample((number, before, after, form) =>
    {
        var text = before + string.Format(CultureInfo.InvariantCulture, form, number) + after;
        var reply = SurveyReply.Read(text, [SurveyQuestion.Recommendation]);
        reply.Answers.ShouldBe([new SurveyAnswer(SurveyQuestion.Recommendation, number)], text);
        reply.Alone.ShouldBeTrue(text);
    });

    [Fact]
    public void Whoever_says_more_is_heard_with_it() => Gen.Select(Gen.Int[3, 10], Any("My parcel is still missing.", "Où est mon colis ?", "¿Cuándo llega mi pedido?", "Please call me at 06 12 34 56 78.", "Order 998877 is broken.")).Sample((number, more) =>
        SurveyReply.Read($"{number}. {more}", [SurveyQuestion.Recommendation]).Alone.ShouldBeFalse());

    private static readonly Gen<string> Lead = Any("", "Order ", "commande ", "pedido n° ", "on ", "le ", "el ", "it was ", "call me: ", "thanks, ", "il y a ", "a las ", "for ", "from ");

    private static readonly Gen<string> Tail = Any("", ".", "!", " please", ", thanks", "\nwhere is it?", " merci", " 🙏");

    private static readonly Gen<string> Figure = Gen.OneOf(
        Gen.Int[11, 99_999_999].Select(n => n.ToString(CultureInfo.InvariantCulture)),
        Gen.Select(Gen.Int[1, 28], Gen.Int[1, 12], Gen.Int[2020, 2030], Any("/", "-", ".")).Select((d, m, y, s) => $"{d}{s}{m}{s}{y}"),
        Gen.Select(Gen.Int[0, 10], Any("€", " €", " EUR", "$", " euros", "£", ".99", ",50", ",50 €", "%", " %")).Select((n, unit) => $"{n}{unit}"),
        Gen.Select(Gen.Int[0, 10], Any("$", "€", "£", "#", "n°")).Select((n, unit) => $"{unit}{n}"),
        Gen.Select(Gen.Int[0, 10], Gen.Int[10, 59], Any(":", "h")).Select((h, m, s) => $"{h}{s}{m}"),
        Gen.Select(Gen.Int[0, 10], Any("h", " am", " pm", " heures", " days", " jours", " días", " weeks")).Select((h, u) => $"{h}{u}"),
        Gen.Int[0, 9].Array[8, 11].Select(d => string.Join("", d.Select((x, i) => i % 2 == 0 && i > 0 ? $" {x}" : $"{x}"))),
        Gen.Int[0, 9].Array[9, 12].Select(d => "+" + string.Concat(d)));

    private static readonly Gen<string> Scribble =
        Any("8", "10", "4", "/10", "/5", " out of ", "10", "5", "stars", "★", "☆", ", ", ". ", "\n", " un ", "dix", "thanks", "but ", "-", "€", "2026", "(", ")", "¿", ":)", "🔟").Array[0, 8].Select(string.Concat);

    private static Gen<string> Any(params string[] words) => Gen.OneOf(words.Select(Gen.Const).ToArray());
}
