using Heed.Core.Guard;

namespace Heed.Core.Figures.Families;

/// <summary>The four reasons why customers leave: what happened, and what customers complain of. The two are never added together.</summary>
public static class FourCauses
{
    /// <summary>A cause with what is published about it.</summary>
    private sealed record Told(Cause Cause, string Word, double Published, Trilingual Name, Trilingual Happened, Trilingual Complaint, Trilingual Reason);

    private static readonly IReadOnlyList<Told> Causes =
    [
        new(Cause.AggressiveAnswer, "aggressive", 0.33,
            new("Aggressive answer", "Réponse agressive", "Respuesta agresiva"),
            new("an answer went out that is plainly aggressive, dismissive or the like", "une réponse clairement agressive, méprisante ou semblable est partie", "salió una respuesta claramente agresiva, despectiva o similar"),
            new("of an aggressive answer", "d’une réponse agressive", "de una respuesta agresiva"),
            new("33 % name an aggressive answer", "33 % citent une réponse agressive", "El 33 % cita una respuesta agresiva")),
        new(Cause.HandedOver, "handed-over", 0.26,
            new("Handed from one to another", "Passé d’un opérateur à l’autre", "Pasado de un operador a otro"),
            new("the case was handed over to another person or department", "le dossier a été transmis à une autre personne ou à un autre service", "el caso se traspasó a otra persona o departamento"),
            new("of being passed from one operator to another", "d’être passés d’un opérateur à l’autre", "de que los pasen de un operador a otro"),
            new("26 % name being passed from one operator to another", "26 % citent le fait de passer d’un opérateur à l’autre", "El 26 % cita que lo pasen de un operador a otro")),
        new(Cause.LongWait, "long-wait", 0.10,
            new("Long wait", "Longue attente", "Larga espera"),
            new("an answer came after its due time, or a promise was broken", "une réponse est venue après son délai, ou une promesse n’a pas été tenue", "una respuesta llegó después de su plazo, o se incumplió una promesa"),
            new("of a long wait", "d’une longue attente", "de una larga espera"),
            new("10 % name long waits", "10 % citent les longues attentes", "El 10 % cita las largas esperas")),
        new(Cause.Boomerang, "boomerang", 0.10,
            new("Boomerang", "Boomerang", "Bumerán"),
            new("the case went back to a department that had already had it", "le dossier est revenu à un service qui l’avait déjà eu", "el caso volvió a un departamento que ya lo había tenido"),
            new("of being sent back to a department already visited", "d’être renvoyés à un service déjà visité", "de que los devuelvan a un departamento ya visitado"),
            new("10 % name being sent back to a department already visited", "10 % citent le renvoi à un service déjà visité", "El 10 % cita que lo devuelvan a un departamento ya visitado")),
    ];

    public static readonly IReadOnlyList<FigureDefinition> All =
    [
        .. Causes.SelectMany(cause => new[] { Seen(cause), Said(cause) }),
        new("cause.read", FigureUnit.Share,
            new("Cases that could be read", "Dossiers lisibles", "Casos que se pudieron leer"),
            new("Share of the cases resolved in the period that a customer had opened in which Heed could read something of a message: a topic or a mood. Only in these can a complaint be found; Heed reads English, French and Spanish.",
                "Part des dossiers clos pendant la période et ouverts par un client dans lesquels Heed a pu lire quelque chose d’un message : un sujet ou une humeur. Une plainte ne peut être trouvée que dans ceux-là ; Heed lit l’anglais, le français et l’espagnol.",
                "Proporción de los casos cerrados en el periodo y abiertos por un cliente en los que Heed pudo leer algo de un mensaje: un tema o un ánimo. Solo en estos puede encontrarse una queja; Heed lee inglés, francés y español."),
            "count(resolved cases with a topic or a sentiment) / count(resolved cases)",
            new(RowSet.CasesResolved, row => row.Read),
            (f, _) => f.Care.Share(c => c.Read)) { Group = FigureGroup.Causes, Source = "S-4" },
    ];

    /// <summary>The figure of a cause.</summary>
    /// <param name="byCustomer">As customers complain of it; else as it happened.</param>
    public static string IdOf(Cause cause, bool byCustomer) => $"cause.{Causes.First(c => c.Cause == cause).Word}.{(byCustomer ? "said" : "seen")}";

    /// <summary>Whether it is one of the eight that are told side by side.</summary>
    public static bool IsOne(string id) => CauseSets.All.Any(c => id == IdOf(c, byCustomer: false) || id == IdOf(c, byCustomer: true));

    private static FigureDefinition Seen(Told cause) => new(
        IdOf(cause.Cause, byCustomer: false), FigureUnit.Share,
        new($"{cause.Name.En}: happened", $"{cause.Name.Fr} : arrivé", $"{cause.Name.Es}: ocurrió"),
        new($"Share of the cases resolved in the period that a customer had opened in which it happened that {cause.Happened.En}. Read from the events of the case; people can correct the mark.",
            $"Part des dossiers clos pendant la période et ouverts par un client dans lesquels il est arrivé ceci : {cause.Happened.Fr}. Lu dans les événements du dossier ; la marque peut être corrigée.",
            $"Proporción de los casos cerrados en el periodo y abiertos por un cliente en los que ocurrió esto: {cause.Happened.Es}. Se lee en los eventos del caso; la marca puede corregirse."),
        $"count(resolved cases with {cause.Word} seen) / count(resolved cases)",
        new(RowSet.CasesResolved, row => row.Seen.Has(cause.Cause)),
        (f, _) => f.Care.Share(c => c.With(cause.Cause, byCustomer: false)))
    { Group = FigureGroup.Causes, Published = Reason(cause) };

    private static FigureDefinition Said(Told cause) => new(
        IdOf(cause.Cause, byCustomer: true), FigureUnit.Share,
        new($"{cause.Name.En}: customers say so", $"{cause.Name.Fr} : les clients le disent", $"{cause.Name.Es}: lo dicen los clientes"),
        new($"Share of the cases resolved in the period that a customer had opened in which the customer complains {cause.Complaint.En}. Known only where Heed reads the language (see the cases that could be read), so the true share is rather larger; people can correct the mark. Never added to what happened: the same case may be in both.",
            $"Part des dossiers clos pendant la période et ouverts par un client dans lesquels le client se plaint {cause.Complaint.Fr}. Connu seulement là où Heed lit la langue (voir les dossiers lisibles) : la part réelle est plutôt plus grande ; la marque peut être corrigée. Ne s’ajoute jamais à ce qui est arrivé : un même dossier peut être dans les deux.",
            $"Proporción de los casos cerrados en el periodo y abiertos por un cliente en los que el cliente se queja {cause.Complaint.Es}. Solo se sabe donde Heed lee el idioma (véanse los casos que se pudieron leer), así que la proporción real es más bien mayor; la marca puede corregirse. Nunca se suma a lo ocurrido: un mismo caso puede estar en ambas."),
        $"count(resolved cases with {cause.Word} said) / count(resolved cases)",
        new(RowSet.CasesResolved, row => row.Said.Has(cause.Cause)),
        (f, _) => f.Care.Share(c => c.With(cause.Cause, byCustomer: true)))
    { Group = FigureGroup.Causes, Published = Reason(cause) };

    private static Published Reason(Told cause) => new(cause.Published, "S-4", new(
        cause.Reason.En + " as their reason to complain and leave: a reason told, not a share of cases.",
        cause.Reason.Fr + " comme motif de plainte et d’abandon : un motif déclaré, non une part de dossiers.",
        cause.Reason.Es + " como motivo de queja y abandono: un motivo declarado, no una proporción de casos."));
}
