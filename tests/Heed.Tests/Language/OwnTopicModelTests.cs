using Heed.Core.Language;
using Shouldly;
using Xunit;

namespace Heed.Tests.Language;

/// <summary>A correction to a topic of the company's own is a lesson for it, in any language, and says nothing about other texts.</summary>
public sealed class OwnTopicModelTests
{
    private static readonly string[] Usual =
    [
        "Where is my parcel?", "The app crashes when I open it", "I was charged twice this month", "My bag is lost again", "How do I change my address?",
        "No signal in the whole street", "The screen of my new phone is broken", "I would like my money back", "Still waiting for a reply", "I can not log in",
        "When does the shop in the centre open?", "Please cancel my order", "My card was stolen", "The till in the shop did not work",
    ];

    private static readonly Correction[] Corrections =
    [
        new("The stamps on my heart card are gone", "en", "loyalty"),
        new("Your heart card took my stamps away", "en", "loyalty"),
        new("How many stamps do I need for the heart card?", "en", "loyalty"),
        new("Les timbres de ma carte coeur ont disparu", "fr", "loyalty"),
        new("The heart monitor I bought is broken", "en", Topics.ProductFault),
    ];

    private static readonly OwnTopicModel Learned = OwnTopicModel.Learn(Corrections, ["loyalty", "parking"], [.. Usual.Select(t => new Correction(t, "en", ""))]).ShouldNotBeNull();

    [Fact]
    public void What_was_corrected_is_read_from_then_on_and_what_is_like_it()
    {
        foreach (var correction in Corrections)
            Of(Learned, correction.Text, correction.Language).ShouldBe(correction.Label == "loyalty" ? "loyalty" : null, correction.Text);
        Of(Learned, "Hello, where are the stamps on my heart card?", "en").ShouldBe("loyalty");
    }

    [Fact]
    public void Other_texts_and_languages_stay_as_they_were()
    {
        foreach (var text in Usual.Concat(["Great flight, lovely crew", "Your driver was very kind", "The website is so slow today", "Love the new colours"]))
            Of(Learned, text, "en").ShouldBeNull(text);
        Of(Learned, "The stamps on my heart card are gone", "de").ShouldBeNull();
    }

    [Fact]
    public void It_reads_back_the_same_and_a_cut_one_is_refused()
    {
        var blob = Learned.Write();
        blob.Length.ShouldBeLessThan(100_000);
        var again = OwnTopicModel.Read(blob);
        again.Codes.ShouldBe(["loyalty"]);
        foreach (var correction in Corrections)
            Of(again, correction.Text, correction.Language).ShouldBe(Of(Learned, correction.Text, correction.Language));
        for (var length = 0; length < blob.Length; length += 97)
            Should.Throw<InvalidDataException>(() => OwnTopicModel.Read(blob[..length]));
    }

    [Fact]
    public void Without_corrections_of_own_topics_there_is_nothing_to_learn() =>
        OwnTopicModel.Learn([new("x y z", "en", Topics.Refund)], ["loyalty"], []).ShouldBeNull();

    [Fact]
    public void A_lesson_of_a_topic_that_is_gone_says_nothing()
    {
        var text = Corrections[0].Text;
        var with = MessageReader.Shipped.With([new TopicWords("loyalty", ["unheard of"])]).With(Learned);
        with.Read(new ReadingInput(text, "en", null, [])).Topic.ShouldBe("loyalty");
        MessageReader.Shipped.With(Learned).Read(new ReadingInput(text, "en", null, [])).Topic.ShouldNotBe("loyalty");
    }

    private static string? Of(OwnTopicModel model, string text, string language)
    {
        var features = new TextFeatures();
        TextTokenizer.Read(text, features);
        return model.Of(features, language);
    }
}
