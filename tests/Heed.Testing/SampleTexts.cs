namespace Heed.Testing;

/// <summary>What customers and agents of the sample brand say, by language. All invented.</summary>
internal static class SampleTexts
{
    public static readonly string[] Languages = ["fr", "en", "es"];

    public static readonly IReadOnlyDictionary<string, string[]> Names = new Dictionary<string, string[]>
    {
        ["fr"] = ["Inès Lefèvre", "Hugo Marchand", "Amélie Roux-Delacroix", "Étienne Morel", "Chloé Garnier", "Bastien Fournier", "Maëlys N’Guyen", "Loïc Perrin"],
        ["en"] = ["Harper Clarke", "Noah Bennett", "Priya Nair", "Callum Whitfield", "Orla Byrne", "Jamal Ortega", "Freya Lindqvist", "Sam Okafor"],
        ["es"] = ["Álvaro Castro", "Lucía Peña", "Diego García Ibáñez", "Marta Núñez", "Iñaki Etxeberria", "Valentina Rojas", "Sofía Cañas", "Pablo Quintero"],
    };

    public static readonly IReadOnlyDictionary<string, string[]> Openings = new Dictionary<string, string[]>
    {
        ["fr"] =
        [
            "Bonjour, ma commande n° 48213 n’est toujours pas arrivée alors que le suivi indique « livrée » depuis lundi. Que s’est-il passé ?",
            "@solane troisième message sans réponse… Je voudrais juste récupérer mon remboursement de 64,90 €.",
            "Le code BIENVENUE10 ne fonctionne pas dans le panier, il affiche « code expiré ». Vous pouvez vérifier ?",
            "La fermeture éclair de la veste a lâché après deux lavages. Est-ce que c’est couvert par la garantie ?",
            "Votre boutique de Lyon était fermée à 18 h hier alors que le site annonce 19 h. J’ai fait 40 minutes de route pour rien.",
        ],
        ["en"] =
        [
            "Hi, I was charged twice for the same order (£43.20 each). Could you refund one of them please?",
            "@solane the zip on my jacket broke after two washes. Is that covered by the warranty?",
            "Third time I ask: where is my parcel? Tracking says it has been “out for delivery” since Tuesday.",
            "Do you ship to Northern Ireland? The checkout won’t take my postcode.",
            "The blue in the photo is nothing like the blue I got. How do I send it back without paying for postage?",
        ],
        ["es"] =
        [
            "Hola, pagué dos veces por el mismo pedido. ¿Me pueden devolver uno de los cargos, por favor?",
            "@solane la talla M me queda grande, ¿cómo hago el cambio sin pagar otro envío?",
            "La tienda de Calle Mayor estaba cerrada a las 10:30 y en la web pone que abre a las diez. ¿A qué hora abren de verdad?",
            "Llevo una semana esperando el reembolso del pedido 51877 y nadie me contesta.",
            "El paquete llegó abierto y falta una de las dos camisas. Adjunto foto de la caja.",
        ],
    };

    public static readonly IReadOnlyDictionary<string, string[]> Answers = new Dictionary<string, string[]>
    {
        ["fr"] = ["Bonjour, merci de nous avoir écrit. Je regarde tout de suite avec le transporteur et je reviens vers vous avant 18 h. ^NR", "Le remboursement est parti ce matin, il arrive sous trois jours ouvrés. Toutes nos excuses pour l’attente. ^MD"],
        ["en"] = ["Hi, thanks for telling us. I have refunded the second charge; it will be on your card within three days. ^TW", "So sorry about the wait. I have asked the depot to look for it and will come back to you before 6 pm. See https://solane.example/returns for the label. ^EV"],
        ["es"] = ["Hola, gracias por avisarnos. Acabo de pedir la devolución; la verá en su cuenta en tres días laborables. ^EV", "Sentimos la espera. He preguntado a la tienda y le contesto hoy antes de las seis. ^NR"],
    };

    public static readonly IReadOnlyDictionary<string, string[]> Followings = new Dictionary<string, string[]>
    {
        ["fr"] = ["Merci pour votre réponse rapide ! Je vous envoie la photo de l’étiquette tout de suite.", "Et donc ? Il est 18 h 30 et je n’ai rien reçu.", "Parfait, merci beaucoup."],
        ["en"] = ["Great, that worked. Thank you!", "It is now past six and I have heard nothing.", "Here is the label: SN-4471-22. Anything else you need?"],
        ["es"] = ["Perfecto, muchísimas gracias. Quedo pendiente del correo de confirmación.", "Sigo esperando una respuesta…", "Aquí está el número de seguimiento: SN-4471-22."],
    };

    public const string Note = "Second parcel lost on this round this week: the depot knows. If it is not found by Thursday, send a new one without asking again.";
}
