using System.IO.Compression;
using Heed.Core.Language;
using Heed.Testing;
using Shouldly;
using Xunit;

namespace Heed.Tests.Language;

public sealed class LanguageGuessTests
{
    [Theory]
    [InlineData("My parcel has not arrived and nobody answers", "en")]
    [InlineData("Bonjour, je n'ai toujours pas reçu mon colis", "fr")]
    [InlineData("Hola, ¿cuándo llega mi pedido?", "es")]
    [InlineData("Não consigo falar com vocês, obrigado", "pt")]
    [InlineData("Warum ist der Zug schon wieder zu spät?", "de")]
    [InlineData("Non riesco a entrare nella mia area, perché?", "it")]
    [InlineData("Waarom heb ik nog geen antwoord van jullie?", "nl")]
    [InlineData("@les_acme #bonjour where is my order https://acme.example/le/la", "en")]
    public void A_plain_sentence_is_recognised(string text, string language) => LanguageGuess.Of(text).ShouldBe(language);

    [Theory]
    [InlineData("")]
    [InlineData("ok")]
    [InlineData("@acme #the 😡 12345 https://acme.example/the")]
    [InlineData("где мой заказ")]
    [InlineData("Xqz vbnm")]
    public void Where_nothing_tells_it_is_not_sure(string text) => LanguageGuess.Of(text).ShouldBeNull();

    [Theory]
    [InlineData("en", 0.97)]
    [InlineData("fr", 0.96)]
    [InlineData("es", 0.92)]
    public void Sentences_of_twenty_letters_are_recognised(string language, double atLeast)
    {
        if (SharedData.Find("data/language_id/lingua_testdata.csv.gz") is not { } path)
        {
            Assert.Skip("needs ../shared");
            return;
        }

        using var lines = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        var (right, all) = (0, 0);
        while (lines.ReadLine() is { } line)
        {
            if (!line.StartsWith(language + ",sentences,", StringComparison.Ordinal) || line.Count(char.IsLetter) < 20 + "sentences".Length + 2)
                continue;
            all++;
            right += LanguageGuess.Of(line.AsSpan(line.IndexOf(",sentences,", StringComparison.Ordinal) + 11)) == language ? 1 : 0;
        }

        all.ShouldBeGreaterThan(500);
        ((double)right / all).ShouldBeGreaterThanOrEqualTo(atLeast, $"{right} of {all}");
    }
}
