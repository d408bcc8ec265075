namespace Heed.Core.Figures.Families;

/// <summary>The share of all that was asked and answered in time: silence counts as late.</summary>
internal static class AnsweredWithin
{
    public static readonly IReadOnlyList<FigureDefinition> All =
    [
        Of("answered-within.15m", TimeSpan.FromMinutes(15), new("15 minutes", "15 minutes", "15 minutos")),
        Of("answered-within.1h", TimeSpan.FromHours(1), new("1 hour", "1 heure", "1 hora")),
        Of("answered-within.24h", TimeSpan.FromHours(24), new("24 hours", "24 heures", "24 horas")),
    ];

    private static FigureDefinition Of(string id, TimeSpan limit, Trilingual words) => new(
        id, FigureUnit.Share,
        new($"Answered within {words.En}", $"Répondus en {words.Fr}", $"Respondidos en {words.Es}"),
        new($"Share of all customers' messages that got a direct answer within {words.En} (the limit included). A message without an answer counts as not answered in time.",
            $"Part de tous les messages de clients ayant reçu une réponse directe en {words.Fr} au plus. Un message sans réponse compte comme non répondu à temps.",
            $"Proporción de todos los mensajes de clientes con respuesta directa en {words.Es} como máximo. Un mensaje sin respuesta cuenta como no respondido a tiempo."),
        FormattableString.Invariant($"count(inbound with answered_at − at ≤ {limit.TotalMinutes:0} min) / count(inbound)"),
        new(RowSet.Inbound, row => row.Wait <= limit),
        (f, _) => Reading.Share(f.AnswerTimes.Within((long)limit.TotalSeconds), f.Inbound))
    { Group = FigureGroup.Answers, Source = "F-14" };
}
