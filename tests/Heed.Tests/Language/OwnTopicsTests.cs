using CsCheck;
using Heed.Core.Language;
using Shouldly;
using Xunit;

namespace Heed.Tests.Language;

public sealed class OwnTopicsTests
{
    private static readonly OwnTopic Loyalty = new()
    {
        Code = "loyalty-card",
        Names = new Dictionary<string, string> { ["en"] = "Loyalty card", ["fr"] = "Carte de fidélité" },
        Words = ["club points", "bonus * card"],
        WordsIn = new Dictionary<string, IReadOnlyList<string>> { ["fr"] = ["fidélité"], ["ja"] = ["ポイントカード"] },
    };

    [Theory]
    [InlineData("Where are my CLUB-POINTS?", "en", true)]
    [InlineData("I have no club points", "en", true)]
    [InlineData("my bonus plus card is broken", "en", true)]
    [InlineData("club and points", "en", false)]
    [InlineData("ma carte de fidelite est perdue", "fr", true)]
    [InlineData("fidélité", "es", false)]
    [InlineData("Mzigo wangu fidélité haujafika", null, true)]
    [InlineData("新しいポイントカードはどこですか", "ja", true)]
    public void Its_words_tell_a_topic_as_whole_words_in_their_language(string text, string? language, bool told) =>
        (Reader(Loyalty).Read(new ReadingInput(text, language, null, [])).Topic == Loyalty.Code).ShouldBe(told);

    [Fact]
    public void A_topic_that_is_off_or_removed_is_read_in_nothing_and_keeps_its_name()
    {
        var all = new OwnTopics([Loyalty]);
        foreach (var gone in new[] { all.With(Loyalty with { Enabled = false }), all.Without("LOYALTY-card") })
        {
            MessageReader.Shipped.With(gone.Tell).Read(ReadingInput.Of("my club points")).Topic.ShouldNotBe(Loyalty.Code);
            gone.Choices.ShouldNotContain(Loyalty.Code);
            OwnTopics.Read(gone.Write()).Find(Loyalty.Code).ShouldNotBeNull().NameIn("fr").ShouldBe("Carte de fidélité");
        }

        all.Without(Loyalty.Code).Known.ShouldNotContain(Loyalty.Code);
        all.With(Loyalty with { Enabled = false }).Known.ShouldContain(Loyalty.Code);
    }

    [Fact]
    public void A_name_falls_back_to_English_then_to_whatever_there_is()
    {
        Loyalty.NameIn("es").ShouldBe("Loyalty card");
        (Loyalty with { Names = new Dictionary<string, string> { ["fr"] = "Carte" } }).NameIn("es").ShouldBe("Carte");
        new OwnTopic { Code = "x1" }.NameIn("en").ShouldBe("x1");
    }

    [Fact]
    public void What_is_wrong_with_a_topic_is_named()
    {
        var known = new OwnTopics([Loyalty]);
        OwnTopic With(Func<OwnTopic, OwnTopic> change) =>
            change(new OwnTopic { Code = "parking", Names = new Dictionary<string, string> { ["en"] = "Parking" }, Words = ["car park"] });
        TopicFault? Fault(Func<OwnTopic, OwnTopic> change) => OwnTopicCheck.Problem(OwnTopicCheck.Tidy(With(change)), known)?.Fault;

        Fault(t => t).ShouldBeNull();
        Fault(t => t with { Code = "Car Park" }).ShouldBe(TopicFault.Code);
        Fault(t => t with { Code = "refund" }).ShouldBe(TopicFault.CodeShipped);
        Fault(t => t with { Names = new Dictionary<string, string> { ["en"] = "  " } }).ShouldBe(TopicFault.NameMissing);
        Fault(t => t with { Names = new Dictionary<string, string> { ["en"] = new('x', 61) } }).ShouldBe(TopicFault.NameLength);
        Fault(t => t with { Names = new Dictionary<string, string> { ["fr"] = "CARTE de fidélité" } }).ShouldBe(TopicFault.NameTaken);
        Fault(t => t with { WordsIn = new Dictionary<string, IReadOnlyList<string>> { ["french"] = ["parc"] } }).ShouldBe(TopicFault.Language);
        Fault(t => t with { Words = [" "] }).ShouldBe(TopicFault.WordsMissing);
        Fault(t => t with { Words = [.. Enumerable.Range(0, 201).Select(i => "w" + i)] }).ShouldBe(TopicFault.WordsMany);
        Fault(t => t with { Words = [new('x', 81)] }).ShouldBe(TopicFault.WordLength);
        Fault(t => t with { Words = ["?!"] }).ShouldBe(TopicFault.WordEmpty);
        Fault(t => t with { Words = ["car *"] }).ShouldBe(TopicFault.WordEmpty);
        Fault(t => t with { Words = ["Señal", "SENAL!"] }).ShouldBe(TopicFault.WordTwice);
        Fault(t => t with { Words = ["parc"], WordsIn = new Dictionary<string, IReadOnlyList<string>> { ["fr"] = ["PARC"] } }).ShouldBe(TopicFault.WordTwice);
        Fault(t => t with { WordsIn = new Dictionary<string, IReadOnlyList<string>> { ["fr"] = ["parc"], ["es"] = ["parc"] } }).ShouldBeNull();
        Fault(t => t with { Words = ["Fidelite"] }).ShouldBe(TopicFault.WordTaken);
        Fault(t => t with { WordsIn = new Dictionary<string, IReadOnlyList<string>> { ["es"] = ["fidelite"] } }).ShouldBeNull();
        Fault(t => Loyalty with { Words = ["club points", "stamps"] }).ShouldBeNull();
    }

    [Fact]
    public void Fifty_topics_are_enough()
    {
        var full = new OwnTopics([.. Enumerable.Range(0, OwnTopicCheck.MostTopics).Select(i => Loyalty with { Code = "t" + i })]);
        OwnTopicCheck.Problem(Loyalty, full).ShouldBe(new TopicProblem(TopicFault.TopicsMany));
        OwnTopicCheck.Problem(Loyalty, full.Without("t7"))?.Fault.ShouldNotBe(TopicFault.TopicsMany);
    }

    [Fact]
    public void A_setting_written_by_hand_that_can_not_be_read_is_no_topics()
    {
        OwnTopics.Read("{").All.ShouldBeEmpty();
        OwnTopics.Read("null").All.ShouldBeEmpty();
        OwnTopics.Read("""[{"code":"a"},{"code":"A"}]""").All.ShouldBeEmpty();
    }

    [Fact]
    public void Whatever_word_is_kept_is_found_in_a_text_that_has_it()
    {
        var letters = Gen.Char["abcdeéñßœABC0189"].Array[1, 8].Select(c => new string(c));
        letters.Array[1, 4].Select(w => string.Join(' ', w)).Sample(phrase =>
        {
            var topic = OwnTopicCheck.Tidy(Loyalty with { Words = [phrase], WordsIn = new Dictionary<string, IReadOnlyList<string>>() });
            if (OwnTopicCheck.Problem(topic, OwnTopics.None) is null)
                Reader(topic).Read(ReadingInput.Of($"well, {phrase}? yes")).Topic.ShouldBe(topic.Code, phrase);
        });
    }

    [Fact]
    public void Topics_read_back_as_they_were_written() =>
        Gen.Select(Gen.String[0, 20].Array[0, 5], Gen.String[0, 20], Gen.Bool, (words, name, on) => Loyalty with { Words = words, Names = new Dictionary<string, string> { ["en"] = name }, Enabled = on }).Sample(topic =>
        {
            var written = new OwnTopics([topic]).Write();
            OwnTopics.Read(written).Write().ShouldBe(written);
        });

    [Fact]
    public void A_person_who_asks_why_is_told_the_words()
    {
        const string text = "I'm at your shop, my Club Points are gone. Third time I complain, I'm switching to another provider, on hold for two hours";
        var reader = Reader(Loyalty);
        var reading = reader.Read(new ReadingInput(text, "en", null, []));
        var why = reader.Why(new ReadingInput(text, "en", null, []), reading);

        why.Topic.ShouldBe(["Club Points"]);
        why.Leaving.ShouldNotBeEmpty();
        why.Sentiment.ShouldAllBe(w => text.Contains(w, StringComparison.Ordinal));
        why.Causes.Keys.ShouldBe(reading.Causes ?? []);
        why.Causes.Values.ShouldAllBe(words => words.Count > 0);
        reader.Why(ReadingInput.Of(text), Reading.None).Topic.ShouldBeEmpty();
    }

    private static MessageReader Reader(params OwnTopic[] topics) => MessageReader.Shipped.With(new OwnTopics(topics).Tell);
}
