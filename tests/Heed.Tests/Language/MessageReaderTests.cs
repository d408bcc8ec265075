using CsCheck;
using Heed.Core.Guard;
using Heed.Core.Language;
using Shouldly;
using Xunit;

namespace Heed.Tests.Language;

public sealed class MessageReaderTests
{
    [Theory]
    [InlineData("This is the worst service ever, I am so angry and disappointed", Sentiment.Negative)]
    [InlineData("Thank you so much, you were amazing and I love it", Sentiment.Positive)]
    [InlineData("Service lamentable, je suis très déçue et en colère, quelle honte", Sentiment.Negative)]
    [InlineData("Merci beaucoup, vous êtes géniaux, c'est parfait !", Sentiment.Positive)]
    [InlineData("Pésimo servicio, qué vergüenza, estoy harto de ustedes", Sentiment.Negative)]
    [InlineData("Muchas gracias, excelente atención, estoy muy feliz", Sentiment.Positive)]
    public void Plain_feelings_are_read(string text, Sentiment feeling) => Read(text).Sentiment.ShouldBe(feeling);

    [Theory]
    [InlineData("Where is my order? It should have arrived on Monday", true)]
    [InlineData("My internet has been broken for two days, please help me", true)]
    [InlineData("Thanks, all good now!", false)]
    [InlineData("Où est passé mon colis, s'il vous plaît ?", true)]
    [InlineData("¿Cuándo llega mi pedido, por favor?", true)]
    public void Who_wants_an_answer_is_told_from_who_says_thanks(string text, bool wants) => Read(text).NeedsAnswer.ShouldBe(wants);

    [Theory]
    [InlineData("I am stranded at the airport and my card was stolen", Urgency.Now)]
    [InlineData("Please call me back as soon as possible", Urgency.Soon)]
    [InlineData("I want to know your opening hours", Urgency.Normal)]
    [InlineData("Il y a une fuite de gaz dans l'immeuble, aidez-nous", Urgency.Now)]
    [InlineData("Me robaron la cartera, es una emergencia de verdad", Urgency.Now)]
    public void What_can_not_wait_is_seen(string text, Urgency urgency) => Read(text).Urgency.ShouldBe(urgency);

    [Theory]
    [InlineData("I'm cancelling my contract and switching to another provider", true)]
    [InlineData("My flight was not cancelled, thank you for telling me", false)]
    [InlineData("Je vais résilier mon contrat dès demain matin", true)]
    [InlineData("Me voy a dar de baja mañana mismo", true)]
    [InlineData("The parcel arrived this morning, thanks", false)]
    public void Who_may_leave_is_seen(string text, bool leaving) => Read(text).Leaving.ShouldBe(leaving);

    [Theory]
    [InlineData("I left my basket because the checkout shows an error", true)]
    [InlineData("Je voudrais acheter ce téléphone, vous l'avez en stock ?", true)]
    [InlineData("Quiero comprar dos entradas y la página da error", true)]
    [InlineData("You lost my suitcase and nobody helps me", false)]
    public void A_purchase_that_hangs_on_the_answer_is_seen(string text, bool buying) => Read(text).Buying.ShouldBe(buying);

    [Theory]
    [InlineData("I have been on hold for two hours with your helpline", Cause.LongWait)]
    [InlineData("Your agent was so rude and hung up on me yesterday", Cause.AggressiveAnswer)]
    [InlineData("I was transferred to another department and had to repeat everything", Cause.HandedOver)]
    [InlineData("They sent me back to the same department again, going in circles", Cause.Boomerang)]
    [InlineData("Personne ne répond, j'attends depuis une heure au téléphone", Cause.LongWait)]
    [InlineData("Llevo horas esperando y nadie contesta el teléfono", Cause.LongWait)]
    [InlineData("On me balade de service en service depuis une semaine", Cause.HandedOver)]
    public void The_reason_a_customer_complains_of_is_named(string text, Cause cause) => Read(text).Causes.ShouldNotBeNull().ShouldContain(cause);

    [Fact]
    public void A_customer_in_a_shop_is_seen_with_the_shop()
    {
        IReadOnlyList<ShopWords> shops = [new("M12", ["Gran Vía", "Madrid Centro"]), new("M13", ["Atocha"])];
        MessageReader.Shipped.Read(new ReadingInput("Estoy en la tienda de Gran Vía y nadie atiende en la caja", null, null, shops)).ShouldSatisfyAllConditions(
            r => r.InStore.ShouldBeTrue(), r => r.Shop.ShouldBe("M12"));
        MessageReader.Shipped.Read(new ReadingInput("I'm standing in shop m13 right now", null, null, shops)).Shop.ShouldBe("M13");
        MessageReader.Shipped.Read(new ReadingInput("nobody at the till", "en", "Madrid Centro", shops)).ShouldSatisfyAllConditions(
            r => r.InStore.ShouldBeTrue(), r => r.Shop.ShouldBe("M12"));
        MessageReader.Shipped.Read(new ReadingInput("Your website does not load my order", null, null, shops)).ShouldSatisfyAllConditions(
            r => r.InStore.ShouldBeFalse(), r => r.Shop.ShouldBeNull());
    }

    [Fact]
    public void A_topic_of_the_company_wins_over_ours()
    {
        var reader = MessageReader.Shipped.With([new TopicWords("loyalty", ["loyalty points", "puntos de lealtad"])]);
        reader.Read(ReadingInput.Of("Where is the refund of my loyalty points?")).Topic.ShouldBe("loyalty");
        reader.Read(ReadingInput.Of("¿Dónde están mis puntos de lealtad?")).Topic.ShouldBe("loyalty");
        MessageReader.Shipped.Read(ReadingInput.Of("¿Dónde están mis puntos de lealtad?")).Topic.ShouldNotBe("loyalty");
    }

    [Theory]
    [InlineData("I want a refund for my returned shoes please", Topics.Refund)]
    [InlineData("Someone hacked my account and I forgot my password, I cannot log in", Topics.Account)]
    [InlineData("Ma facture est fausse, j'ai été prélevé deux fois", Topics.Billing)]
    [InlineData("Mi maleta no aparece, el vuelo llegó con retraso", Topics.Delivery)]
    [InlineData("Il y a une panne, plus de réseau depuis ce matin", Topics.Outage)]
    public void A_plain_topic_is_read(string text, string topic) => Read(text).Topic.ShouldBe(topic);

    [Theory]
    [InlineData("Mzigo wangu haujafika na hakuna anayejibu simu", "sw")]
    [InlineData("Moja paczka nie dotarła i nikt nie odpowiada na telefon", "pl")]
    [InlineData("荷物がまだ届いていません。誰も電話に出ません。", "ja")]
    public void Where_there_is_no_model_nothing_is_guessed(string text, string stated)
    {
        var unstated = Read(text);
        unstated.Language.ShouldBeNull();
        unstated.ShouldBe(Reading.None);
        MessageReader.Shipped.Read(new ReadingInput(text, stated, null, [])).ShouldBe(Reading.None with { Language = stated });
    }

    [Fact]
    public void What_the_platform_says_of_the_language_comes_first() =>
        MessageReader.Shipped.Read(new ReadingInput("ok", "FR-fr", null, [])).Language.ShouldBe("fr");

    [Fact]
    public void Nothing_written_is_nothing_read() => Read("   ").ShouldBe(Reading.None);

    [Fact]
    public void Any_text_is_read_without_a_fall_and_the_same_twice() => Gen.Char.Array[0, 200].Select(c => new string(c)).Sample(text =>
    {
        foreach (var language in new[] { null, "en", "es" })
        {
            var input = new ReadingInput(text, language, text, [new ShopWords("7", ["x"])]);
            MessageReader.Shipped.Read(input).Write().ShouldBe(MessageReader.Shipped.Read(input).Write());
        }
    });

    private static Reading Read(string text) => MessageReader.Shipped.Read(ReadingInput.Of(text));
}
