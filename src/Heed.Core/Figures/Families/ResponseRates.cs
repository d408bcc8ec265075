namespace Heed.Core.Figures.Families;

/// <summary>Nobody unheard: how much was asked, and how much of it was answered.</summary>
internal static class ResponseRates
{
    private static readonly Published Sixty = new(0.60, "F-11", new(
        "Large consumer companies answer about 60 % of the tweets addressed to their service account.",
        "Les grandes entreprises B2C répondent à environ 60 % des tweets adressés à leur service client.",
        "Las grandes empresas de consumo responden a cerca del 60 % de los tuits dirigidos a su cuenta de atención."));

    public static readonly IReadOnlyList<FigureDefinition> All =
    [
        new("inbound-messages", FigureUnit.Messages,
            new("Messages received", "Messages reçus", "Mensajes recibidos"),
            new("Messages written by customers in the period, on public and private channels. Messages written by machines (out of office, list mail) are not counted.",
                "Messages écrits par des clients pendant la période, sur les canaux publics et privés. Les messages de machines (absence du bureau, listes) ne comptent pas.",
                "Mensajes escritos por clientes en el periodo, en canales públicos y privados. No se cuentan los mensajes de máquinas (fuera de la oficina, listas)."),
            "count(inbound)", new(RowSet.Inbound), (f, _) => Reading.Count(f.Inbound)) { Group = FigureGroup.Volume },

        new("direct-answer-rate", FigureUnit.Share,
            new("Messages answered", "Messages répondus", "Mensajes respondidos"),
            new("Share of customers' messages that got a direct answer: a message of the brand that replies to that very message and was not written before it. Where a private channel names no reply, the next message of the brand in the same thread answers all that waited in it.",
                "Part des messages de clients ayant reçu une réponse directe : un message de la marque qui répond à ce message précis et n’a pas été écrit avant lui. Là où un canal privé ne nomme pas de réponse, le message suivant de la marque dans le même fil répond à tous ceux qui y attendaient.",
                "Proporción de mensajes de clientes con respuesta directa: un mensaje de la marca que responde a ese mismo mensaje y no se escribió antes. Donde un canal privado no indica la respuesta, el siguiente mensaje de la marca en el mismo hilo responde a todos los que esperaban."),
            "count(inbound with a direct answer) / count(inbound)", Answered(RowSet.Inbound),
            (f, _) => Reading.Share(f.Answered, f.Inbound)) { Group = FigureGroup.Answers, Published = Sixty },

        new("response-rate.public", FigureUnit.Share,
            new("Public messages answered", "Messages publics répondus", "Mensajes públicos respondidos"),
            new("Share of customers' public messages (mentions, comments, reviews) that got a direct answer.",
                "Part des messages publics de clients (mentions, commentaires, avis) ayant reçu une réponse directe.",
                "Proporción de mensajes públicos de clientes (menciones, comentarios, reseñas) con respuesta directa."),
            "count(public inbound with a direct answer) / count(public inbound)", Answered(RowSet.InboundPublic),
            (f, _) => Reading.Share(f.AnsweredPublic, f.InboundPublic)) { Group = FigureGroup.Answers, Published = Sixty },

        new("response-rate.private", FigureUnit.Share,
            new("Private messages answered", "Messages privés répondus", "Mensajes privados respondidos"),
            new("Share of customers' private messages (direct messages, messenger, mail) that got a direct answer.",
                "Part des messages privés de clients (messages directs, messagerie, courriel) ayant reçu une réponse directe.",
                "Proporción de mensajes privados de clientes (mensajes directos, mensajería, correo) con respuesta directa."),
            "count(private inbound with a direct answer) / count(private inbound)", Answered(RowSet.InboundPrivate),
            (f, _) => Reading.Share(f.AnsweredPrivate, f.InboundPrivate)) { Group = FigureGroup.Answers, Source = "F-11" },
    ];

    private static RowsBehind Answered(RowSet set) => new(set, row => row.Wait is not null);
}
