using CsCheck;
using Heed.Core.Language;
using Shouldly;
using Xunit;

namespace Heed.Tests.Language;

public sealed class TextModelTests
{
    private static readonly string[] Pieces = ["don't", "l'hôtel", "😡", "👍🏽", "\uD83D", "#tag", "@acme", "https://a.example/x", ":D", "!!!", "NOOOO", "12345", "no", "ñ", "'", "—", "\u0301"];

    // Cut pairs and all: what really comes in is not always well formed.
    private static readonly Gen<string> AnyText = Gen.OneOf(
        Gen.String,
        Gen.Char.Array[0, 300].Select(c => new string(c)),
        Gen.Int[0, Pieces.Length - 1].Select(i => Pieces[i]).Array[0, 60].Select(w => string.Join(' ', w)));

    [Fact]
    public void A_word_moves_the_label_it_was_given_and_is_named_as_the_reason()
    {
        var model = Model("en", ("awful", 0), ("lovely", 1));

        model.Score("this is awful", "en")[0].ShouldBeGreaterThan(0.6);
        model.Score("this is lovely", "en")[1].ShouldBeGreaterThan(0.6);
        var reasons = model.Explain("it was Awful.", "en", "bad");
        var best = reasons.MaxBy(r => r.Weight).ShouldNotBeNull();
        "it was Awful.".Substring(best.Start, best.Length).ShouldBe("Awful");
    }

    [Fact]
    public void A_language_it_was_not_trained_for_gets_no_answer()
    {
        var model = Model("en", ("awful", 0));
        model.Score("awful", "sw").ShouldBeEmpty();
        model.Knows("sw").ShouldBeFalse();
        model.Explain("awful", "sw", "bad").ShouldBeEmpty();
    }

    [Fact]
    public void What_is_written_reads_back_as_the_same_model()
    {
        var model = Model("fr", ("affreux", 0), ("merci", 1));
        using var file = new MemoryStream();
        model.Write(file);
        file.Position = 0;
        var again = TextModel.Read(file);
        again.Task.ShouldBe("test");
        again.Labels.ShouldBe(["bad", "good"]);
        again.Score("c'est affreux, merci quand même", "fr").ShouldBe(model.Score("c'est affreux, merci quand même", "fr"));
    }

    [Fact]
    public void A_file_that_is_no_model_is_refused() =>
        Should.Throw<InvalidDataException>(() => TextModel.Read(new MemoryStream([1, 2, 3, 4])));

    [Fact]
    public void Any_text_is_read_the_same_way_twice_and_its_tokens_lie_inside_it() => AnyText.Sample(text =>
    {
        var (one, two) = (new TextFeatures(), new TextFeatures());
        TextTokenizer.Read(text, one);
        TextTokenizer.Read("something else first", two);
        TextTokenizer.Read(text, two);
        one.Words.SequenceEqual(two.Words).ShouldBeTrue();
        one.Pieces.SequenceEqual(two.Pieces).ShouldBeTrue();
        one.Signs.SequenceEqual(two.Signs).ShouldBeTrue();
        var end = 0;
        foreach (var token in one.Tokens)
        {
            token.Start.ShouldBeGreaterThanOrEqualTo(end);
            token.Length.ShouldBeGreaterThan(0);
            end = token.Start + token.Length;
        }

        end.ShouldBeLessThanOrEqualTo(text.Length);
        var probabilities = Model("en", ("a", 0)).Score(text, "en");
        probabilities.Sum().ShouldBe(1, 1e-9);
    });

    [Fact]
    public void What_was_known_of_a_word_counts_in_its_language_alone()
    {
        var salt = Calibration.SaltOf("en");
        var model = TextModel.Of("test", ["bad", "good"], 10, new float[2 << 10], new Dictionary<uint, float[]> { [WordTable.Key(TextTokenizer.WordHash("Dreadful"), salt)] = [4, -4] }, [new Calibration("en", [0, 0], 1, 0), new Calibration("fr", [0, 0], 1, 0)]);
        model.Score("a dreadful day", "en")[0].ShouldBeGreaterThan(0.9);
        model.Score("a dreadful day", "fr")[0].ShouldBe(0.5, 1e-6);
        model.Explain("a dreadful day", "en", "bad").ShouldHaveSingleItem().Start.ShouldBe(2);
    }

    // A model whose words weigh what the test says.
    private static TextModel Model(string language, params (string Word, int Label)[] words)
    {
        const int bits = 14;
        var salt = Calibration.SaltOf(language);
        var weights = new float[2 << bits];
        foreach (var (word, label) in words)
        {
            var features = new TextFeatures();
            TextTokenizer.Read(word, features);
            foreach (var feature in features.Words)
                weights[TextModel.Bucket(feature.Hash, salt, 32 - bits) * 2 + label] = 5;
        }

        return TextModel.Of("test", ["bad", "good"], bits, weights, new Dictionary<uint, float[]>(), [new Calibration(language, [0, 0], 1, 0)]);
    }
}
