namespace Heed.Core.Figures.Families;

/// <summary>How long people waited: for the answer to a message, and for the brand's first word in a case.</summary>
internal static class AnswerTimes
{
    public static readonly IReadOnlyList<FigureDefinition> All =
    [
        .. Percentiles(
            "answer-time",
            new("Answer time", "Délai de réponse", "Tiempo de respuesta"),
            new("minutes from a customer's message to the brand's first direct answer to it, over the messages that got one. Unanswered messages do not enter: see the share answered within a time.",
                "minutes entre le message d’un client et la première réponse directe de la marque, pour les messages qui en ont reçu une. Les messages sans réponse n’entrent pas : voir la part répondue dans un délai.",
                "minutos entre el mensaje de un cliente y la primera respuesta directa de la marca, en los mensajes que la tuvieron. Los mensajes sin respuesta no entran: véase la proporción respondida en un plazo."),
            "answered_at − at", RowSet.InboundAnswered, f => f.AnswerTimes),
        .. Percentiles(
            "first-answer-time",
            new("Time to first answer", "Délai de première réponse", "Tiempo hasta la primera respuesta"),
            new("minutes from the customer's message that opened a case to the brand's first message in that case, over the cases opened in the period that were answered.",
                "minutes entre le message du client qui a ouvert un dossier et le premier message de la marque dans ce dossier, pour les dossiers ouverts pendant la période et répondus.",
                "minutos entre el mensaje del cliente que abrió un caso y el primer mensaje de la marca en ese caso, en los casos abiertos en el periodo que fueron respondidos."),
            "first_answer_at − opened_at", RowSet.CasesAnswered, f => f.FirstAnswerTimes),
    ];

    private static IEnumerable<FigureDefinition> Percentiles(string id, Trilingual name, Trilingual minutes, string difference, RowSet rows, Func<FigureFacts, TimeHistogram> times) =>
        FigureFacts.Percentiles.Select(share => new FigureDefinition(
            share == 0.5 ? $"{id}.median" : FormattableString.Invariant($"{id}.p{share * 100:0}"), FigureUnit.Minutes,
            Joined(name, ", ", Percentile(share)),
            Joined(Opening(share), " ", minutes),
            FormattableString.Invariant($"percentile({share:0.##}, {difference}), linear interpolation"),
            new(rows),
            (f, _) => Reading.Minutes(times(f), share))
        { Group = FigureGroup.Waits, Source = "F-14" });

    private static Trilingual Percentile(double share) => share == 0.5
        ? new("median", "médiane", "mediana")
        : new($"{share * 100:0}th percentile", $"{share * 100:0}e centile", $"percentil {share * 100:0}");

    // The sentence opens the way each language does.
    private static Trilingual Opening(double share) => share == 0.5
        ? new("Median of the", "Médiane des", "Mediana de los")
        : new($"{share * 100:0}th percentile of the", $"{share * 100:0}e centile des", $"Percentil {share * 100:0} de los");

    private static Trilingual Joined(Trilingual first, string between, Trilingual second) =>
        new(first.En + between + second.En, first.Fr + between + second.Fr, first.Es + between + second.Es);
}
