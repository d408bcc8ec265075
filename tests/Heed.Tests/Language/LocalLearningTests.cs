using Heed.Core.Language;
using Shouldly;
using Xunit;

namespace Heed.Tests.Language;

public sealed class LocalLearningTests
{
    private static readonly string[] Unrelated =
    [
        "Where is my parcel?", "Thank you for the quick help", "The app crashes when I open it", "I was charged twice this month", "Great flight, lovely crew",
        "My bag is lost again", "How do I change my address?", "No signal in the whole street", "You never answer the phone", "Happy birthday to your team",
        "The screen of my new phone is broken", "I would like my money back", "What time do you open on Sunday?", "Best coffee in town", "Still waiting for a reply",
        "Your driver was very kind", "I can not log in", "The website is so slow today", "Please cancel my order", "Love the new colours",
    ];

    [Fact]
    public void Corrected_texts_get_the_label_they_were_given_and_few_others_change()
    {
        var model = ShippedModels.Of(Tasks.Sentiment).ShouldNotBeNull();
        Correction[] corrections =
        [
            new("The blue line is sick, bravo", "en", "positive"),
            new("Another fine example of your famous punctuality", "en", "negative"),
            new("Your widget wobbles like jelly", "en", "negative"),
        ];
        var corrected = model.With(LocalLearning.Learn(model, corrections));

        foreach (var correction in corrections)
            Said(corrected, correction.Text).ShouldBe(correction.Label, correction.Text);
        Unrelated.Count(t => Said(model, t) != Said(corrected, t)).ShouldBeLessThanOrEqualTo(1);
    }

    [Fact]
    public void No_correction_changes_nothing()
    {
        var model = ShippedModels.Of(Tasks.Sentiment).ShouldNotBeNull();
        var overlay = LocalLearning.Learn(model, []);
        overlay.IsEmpty.ShouldBeTrue();
        foreach (var text in Unrelated)
            model.With(overlay).Score(text, "en").ShouldBe(model.Score(text, "en"));
    }

    [Fact]
    public void Corrections_in_other_languages_or_with_labels_nobody_knows_are_left_out()
    {
        var model = ShippedModels.Of(Tasks.Sentiment).ShouldNotBeNull();
        LocalLearning.Learn(model, [new("mzigo", "sw", "negative"), new("so so", "en", "mixed")]).IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public void An_overlay_is_small_and_reads_back_the_same()
    {
        var model = ShippedModels.Of(Tasks.Topic).ShouldNotBeNull();
        var overlay = LocalLearning.Learn(model, [.. Unrelated.Select(t => new Correction(t, "en", Topics.Spam))]);
        var blob = overlay.Write();
        blob.Length.ShouldBeLessThan(200_000);
        var again = TextOverlay.Read(blob);
        again.Count.ShouldBe(overlay.Count);
        foreach (var text in Unrelated)
            model.With(again).Score(text, "en").Zip(model.With(overlay).Score(text, "en")).ShouldAllBe(p => Math.Abs(p.First - p.Second) < 0.01);
        Should.Throw<InvalidDataException>(() => TextOverlay.Read(blob[..20]));
        Should.Throw<InvalidDataException>(() => ShippedModels.Of(Tasks.Sentiment)!.With(overlay)); // shipped: the test above needs it too
    }

    [Fact]
    public void A_reader_with_corrections_leaves_the_one_before_as_it_is()
    {
        var text = "Your widget wobbles like jelly in a storm of frogs";
        var model = ShippedModels.Of(Tasks.Topic).ShouldNotBeNull();
        var before = MessageReader.Shipped.Read(ReadingInput.Of(text)).Topic;
        var reader = MessageReader.Shipped.With(LocalLearning.Learn(model, [new(text, "en", Topics.ProductFault)]));
        reader.Read(ReadingInput.Of(text)).Topic.ShouldBe(Topics.ProductFault);
        MessageReader.Shipped.Read(ReadingInput.Of(text)).Topic.ShouldBe(before);
    }

    private static string Said(TextModel model, string text) => model.Labels[model.Score(text, "en").Index().MaxBy(p => p.Item).Index];
}
