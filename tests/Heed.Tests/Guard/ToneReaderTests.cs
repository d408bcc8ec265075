using Heed.Core.Guard;
using Heed.Core.Language;
using Shouldly;
using Xunit;

namespace Heed.Tests.Guard;

public sealed class ToneReaderTests
{
    private static readonly ToneReader Reader = new();

    [Theory]
    [InlineData("Calm down, we're on it.", ToneFault.Dismissive, "Calm down")]
    [InlineData("As I already told you, the refund takes 5 days.", ToneFault.Dismissive, "As I already told you")]
    [InlineData("Thats not our problem.", ToneFault.Dismissive, "Thats not our problem")]
    [InlineData("You should have read the terms.", ToneFault.Blaming, "You should have read")]
    [InlineData("Oh great, another complaint.", ToneFault.Sarcastic, "Oh great, another complaint")]
    [InlineData("You are such an idiot.", ToneFault.Aggressive, "You are such an idiot")]
    [InlineData("What a stuuuupid question that is", ToneFault.Aggressive, "stuuuupid question")]
    [InlineData("f*ck off", ToneFault.Aggressive, "f*ck off")]
    [InlineData("CALM   down!", ToneFault.Dismissive, "CALM   down")]
    [InlineData("Calmez-vous, on s'en occupe.", ToneFault.Dismissive, "Calmez-vous")]
    [InlineData("Comme je vous l’ai deja dit, c'est en route.", ToneFault.Dismissive, "Comme je vous l’ai deja dit")]
    [InlineData("Ce n'est pas notre problème, madame.", ToneFault.Dismissive, "Ce n'est pas notre problème")]
    [InlineData("Vous auriez dû lire les conditions.", ToneFault.Blaming, "Vous auriez dû lire")]
    [InlineData("Vous êtes vraiment un imbécile.", ToneFault.Aggressive, "Vous êtes vraiment un imbécile")]
    [InlineData("Eso no es nuestro problema.", ToneFault.Dismissive, "Eso no es nuestro problema")]
    [InlineData("Como ya le dije, el reembolso tarda.", ToneFault.Dismissive, "Como ya le dije")]
    [InlineData("Debió leer las condiciones antes de comprar.", ToneFault.Blaming, "Debió leer")]
    [InlineData("Usted es un IDIOTA, señor.", ToneFault.Aggressive, "Usted es un IDIOTA")]
    public void Rude_words_are_marked_with_what_is_wrong(string text, ToneFault fault, string words)
    {
        var verdict = Reader.Judge(text, null);

        verdict.Faults[0].ShouldBe(fault);
        verdict.Marks.ShouldContain(m => text.Substring(m.Start, m.Length) == words);
        verdict.Severity.ShouldBeInRange(0.25, 1);
    }

    [Theory]
    [InlineData("I understand how frustrating this is. We will call you back today.")]
    [InlineData("We know you should not have to wait, and we are sorry.")]
    [InlineData("You wrote: calm down, idiot. An agent must never say that to you, and we are sorry.")]
    [InlineData("We read “shut up, you moron” in the call notes and apologise.")]
    [InlineData("> calm down\nWe are sorry somebody wrote this to you.")]
    [InlineData("Please send us the ORDER NUMBER, e.g. AB-1234-XYZ, by DM. NASA, IBM and SNCF are fine. ^JK")]
    [InlineData("Thank you so much!!! We are happy it works again!")]
    [InlineData("We are very sorry for your loss.")]
    [InlineData("You should have received our mail by now.")]
    [InlineData("Bonjour, votre colis arrive demain. Bonne journée !")]
    [InlineData("Nous savons que vous n'auriez pas dû attendre, nous en sommes désolés.")]
    [InlineData("Hola, su pedido llega mañana. ¡Gracias por su paciencia!")]
    [InlineData("Sabemos que no debería haber esperado y lo sentimos.")]
    [InlineData("Puede leer las condiciones en nuestra página.")]
    public void Ordinary_care_language_raises_no_alarm(string text) => Reader.Judge(text, null).Fine.ShouldBeTrue();

    [Theory]
    [InlineData("Calm down, we're on it.", "I understand this is frustrating, we're on it.")]
    [InlineData("As I already told you, the refund takes 5 days!!!", "To go over it once more, the refund takes 5 days.")]
    [InlineData("Are you stupid? If you had read our email, you would know that the fee is 5 €.", "As described in our email, the fee is 5 €.")]
    [InlineData("What the hell do you want from us?", "How can I help?")]
    [InlineData("WE ALREADY REFUNDED YOU TWICE SIR", "We already refunded you twice sir")]
    [InlineData("@ann shut up. Your parcel 📦 left on Monday.", "@ann Your parcel 📦 left on Monday.")]
    [InlineData("You are an idiot!", "")]
    [InlineData("Calmez-vous, on s'en occupe.", "Je comprends que ce soit pénible, on s'en occupe.")]
    [InlineData("Combien de fois faut-il vous le répéter ? Le colis est parti lundi.", "Pour reprendre le point. Le colis est parti lundi.")]
    [InlineData("Vous auriez dû lire les conditions !!!", "Il est utile de lire les conditions.")]
    [InlineData("¿Cuántas veces tengo que repetirle lo mismo? Ya salió.", "Para repasarlo de nuevo. Ya salió.")]
    [InlineData("Si hubiera leído nuestro correo, sabría que el cargo es de 5 €.", "Como se indica en nuestro correo, el cargo es de 5 €.")]
    public void The_calmer_wording_stands_in_its_sentence(string text, string calm) =>
        ToneReader.Soften(text, Reader.Judge(text, null)).ShouldBe(calm);

    [Theory]
    [InlineData("Das ist nicht unser Problem, lesen Sie die Anleitung und beruhigen Sie sich bitte.", null)]
    [InlineData("请稍等", null)]
    [InlineData("Ok 👍", null)]
    public void What_is_in_no_language_of_ours_is_not_judged(string text, string? language)
    {
        Reader.Judge(text, language).Language.ShouldBeNull();
        Reader.Judge(text, language).Fine.ShouldBeTrue();
    }

    [Fact]
    public void A_short_draft_is_read_in_the_language_of_its_case()
    {
        Reader.Judge("Ok, no", "es").Language.ShouldBe("es");
        Reader.Judge("Calmos", "fr-CA").Language.ShouldBe("fr");
        Reader.Judge("Shut up", "fr").Fine.ShouldBeFalse();
    }

    [Fact]
    public void Each_fault_adds_to_the_severity()
    {
        var one = Reader.Judge("That is not our problem.", "en").Severity;
        var two = Reader.Judge("That is not our problem. You should have read the terms.", "en").Severity;

        two.ShouldBeGreaterThan(one);
        two.ShouldBeLessThanOrEqualTo(1);
    }

    [Fact]
    public void A_model_alone_advises_marks_its_strongest_words_and_stops_nothing()
    {
        var reader = new ToneReader((text, _) => new ToneScore("en", 0.9, true, [(ToneFault.Dismissive, 0.9)], 0.1, [new TokenWeight(text.IndexOf("yours", StringComparison.Ordinal), 5, 1)]));
        const string Text = "The trouble with this order is yours.";

        var verdict = reader.Judge(Text, "en");

        verdict.Severity.ShouldBeInRange(ToneLevel.Curt, ToneLevel.Plain);
        verdict.Severity.ShouldBeLessThan(ToneLevel.Plain);
        verdict.Marks.ShouldHaveSingleItem().Calmer.ShouldBeNull();
        ToneReader.Soften(Text, verdict).ShouldBe(Text);
    }

    [Theory]
    [InlineData("you fucking idiots, give me my money back", true)]
    [InlineData("bande de connards", true)]
    [InlineData("son unos hijos de puta", true)]
    [InlineData("this is the worst service I ever had, calm down yourselves", false)]
    public void Insults_are_told_from_complaints(string text, bool insults) => ToneReader.Insults(text, null).ShouldBe(insults);
}
