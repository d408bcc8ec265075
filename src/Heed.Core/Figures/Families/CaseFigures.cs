using Heed.Core.Channels;

namespace Heed.Core.Figures.Families;

/// <summary>Matters rather than messages: how many, answered or not, where they began, through how many hands they went.</summary>
internal static class CaseFigures
{
    public static readonly IReadOnlyList<FigureDefinition> All =
    [
        new("cases", FigureUnit.Cases,
            new("Cases", "Dossiers", "Casos"),
            new("Cases opened in the period: one matter of one customer, on any number of channels. Also counts the ones known only by the brand's own message.",
                "Dossiers ouverts pendant la période : une affaire d’un client, quel que soit le nombre de canaux. Compte aussi ceux connus par le seul message de la marque.",
                "Casos abiertos en el periodo: un asunto de un cliente, en cualquier número de canales. Incluye los que solo se conocen por el mensaje de la marca."),
            "count(cases opened)", new(RowSet.Cases), (f, _) => Reading.Count(f.Cases)) { Group = FigureGroup.Cases },

        new("case-answer-rate", FigureUnit.Share,
            new("Cases answered", "Dossiers répondus", "Casos respondidos"),
            new("Share of the cases opened by a customer's message in which the brand wrote at least once afterwards, in any way and on any channel.",
                "Part des dossiers ouverts par un message de client dans lesquels la marque a écrit au moins une fois ensuite, de quelque façon et sur quelque canal que ce soit.",
                "Proporción de los casos abiertos por un mensaje de un cliente en los que la marca escribió al menos una vez después, de cualquier forma y por cualquier canal."),
            "count(cases opened by a customer with a later message of the brand) / count(cases opened by a customer)",
            new(RowSet.CasesAsked, row => row.Wait is not null),
            (f, _) => Reading.Share(f.FirstAnswerTimes.Count, f.CasesAsked)) { Group = FigureGroup.Answers, Source = "F-11" },

        new("began-on-social", FigureUnit.Share,
            new("Began on social media", "Nés sur les réseaux sociaux", "Nacidos en redes sociales"),
            new("Share of the cases opened by a customer's message whose opening message came by a social network (X, Facebook), in public or in private.",
                "Part des dossiers ouverts par un message de client dont le message d’ouverture est venu d’un réseau social (X, Facebook), en public ou en privé.",
                "Proporción de los casos abiertos por un mensaje de un cliente cuyo primer mensaje llegó por una red social (X, Facebook), en público o en privado."),
            "count(cases opened by a customer on a social network) / count(cases opened by a customer)",
            new(RowSet.CasesAsked, row => Network.IsSocial(row.Network)),
            (f, _) => Reading.Share(f.CasesAskedOnSocial, f.CasesAsked))
        {
            Group = FigureGroup.Cases,
            Published = new(0.25, "F-3", new(
                "At large retailers, 25 % of service requests start on social networks.",
                "Chez les grandes entreprises de distribution, 25 % des demandes de service démarrent via les réseaux sociaux.",
                "En las grandes empresas de distribución, el 25 % de las peticiones de servicio empieza en las redes sociales.")),
        },

        new("cases.several-agents", FigureUnit.Share,
            new("Touched by several agents", "Passés par plusieurs agents", "Pasados por varios agentes"),
            new("Among the cases with two or more answers whose author is known (an agent of Heed, or the signature at the end of the brand's text), the share answered by two or more different people.",
                "Parmi les dossiers ayant au moins deux réponses dont l’auteur est connu (un agent de Heed, ou la signature à la fin du texte de la marque), la part répondue par au moins deux personnes différentes.",
                "Entre los casos con dos o más respuestas de autor conocido (un agente de Heed, o la firma al final del texto de la marca), la proporción respondida por dos o más personas distintas."),
            "count(cases with ≥ 2 signed answers and ≥ 2 signers) / count(cases with ≥ 2 signed answers)",
            new(RowSet.CasesSigned, row => row.Agents >= 2),
            (f, _) => Reading.Share(f.CasesSeveralAgents, f.CasesSigned))
        {
            Group = FigureGroup.HandOvers,
            Published = new(0.26, "S-4", new(
                "26 % name being passed from one operator to another as their reason to complain and leave: a reason told, not a share of cases.",
                "26 % citent le fait de passer d’un opérateur à l’autre comme motif de plainte et d’abandon : un motif déclaré, non une part de dossiers.",
                "El 26 % cita que lo pasen de un operador a otro como motivo de queja y abandono: un motivo declarado, no una proporción de casos.")),
        },
    ];
}
