namespace Heed.Load.Reading;

/// <summary>Answers as long as agents write them, calm and less so.</summary>
internal static class Drafts
{
    public static readonly IReadOnlyList<(string Language, IReadOnlyList<string> Texts)> All =
    [
        ("en",
        [
            "Hi Jo, thanks for reaching out. I have checked with the depot and your parcel left this morning; it should be with you by Friday noon. If it is not, write to me here and I will chase it myself.",
            "As I already told you, this is not our problem. You should have read the terms before you ordered.",
            "We are sorry to hear this. Please DM us your order number and the email on the account so that we can look into it.",
            "Hello Maria, I am sorry that the lamp stopped working after only two weeks. That should not happen. You have two choices: we send you a new one tomorrow, at no cost and without waiting for the old one, or we give you your money back to the card you paid with, which takes three to five working days. Tell me which you prefer. The return label comes by e-mail in either case, and the courier picks the parcel up at your door. Thank you for your patience.",
            "Calm down. It is on its way!!!",
        ]),
        ("fr",
        [
            "Bonjour Jo, merci pour votre message. J'ai vérifié auprès du dépôt : votre colis est parti ce matin et devrait arriver vendredi avant midi. Si ce n'est pas le cas, écrivez-moi ici et je m'en occupe personnellement.",
            "Comme je vous l'ai déjà dit, ce n'est pas notre problème. Vous auriez dû lire les conditions avant de commander.",
            "Nous sommes désolés de l'apprendre. Envoyez-nous votre numéro de commande en message privé afin que nous puissions regarder votre dossier.",
            "Bonjour Maria, je suis désolée que la lampe soit tombée en panne au bout de deux semaines seulement. Cela ne devrait pas arriver. Deux possibilités : nous vous en envoyons une nouvelle dès demain, sans frais et sans attendre l'ancienne, ou nous vous remboursons sur la carte utilisée, ce qui prend trois à cinq jours ouvrés. Dites-moi ce que vous préférez. L'étiquette de retour arrive par courriel dans les deux cas, et le transporteur passe chez vous. Merci de votre patience.",
            "Calmez-vous. Il est en route !!!",
        ]),
        ("es",
        [
            "Hola Jo, gracias por escribirnos. He preguntado en el almacén y su paquete salió esta mañana; debería llegar el viernes antes del mediodía. Si no es así, escríbame aquí y me encargo yo mismo.",
            "Como ya le he dicho, no es nuestro problema. Debería haber leído las condiciones antes de comprar.",
            "Sentimos mucho lo ocurrido. Envíenos por mensaje privado su número de pedido para que podamos revisar su caso.",
            "Hola María, siento que la lámpara dejara de funcionar a las dos semanas. Eso no debería pasar. Hay dos opciones: le enviamos una nueva mañana mismo, sin coste y sin esperar la antigua, o le devolvemos el dinero a la tarjeta con la que pagó, lo que tarda de tres a cinco días laborables. Dígame qué prefiere. La etiqueta de devolución llega por correo en ambos casos y el mensajero pasa por su casa. Gracias por su paciencia.",
            "Cálmese. ¡¡¡Está en camino!!!",
        ]),
    ];
}
