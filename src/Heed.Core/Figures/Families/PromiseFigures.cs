using Heed.Core.Guard;

namespace Heed.Core.Figures.Families;

/// <summary>What customers were told, and what became of it.</summary>
internal static class PromiseFigures
{
    public static readonly IReadOnlyList<FigureDefinition> All =
    [
        new("promises.kept", FigureUnit.Share,
            new("Promises kept", "Promesses tenues", "Promesas cumplidas"),
            new("Among the promises made in the cases resolved in the period that a customer had opened, and that were kept or broken, the share kept in time. Those renewed before they were broken, or no longer needed, are in neither. The parts are what was promised.",
                "Parmi les promesses faites dans les dossiers clos pendant la période et ouverts par un client, et qui ont été tenues ou rompues, la part tenue à temps. Celles renouvelées avant d’être rompues, ou devenues inutiles, ne comptent d’aucun côté. Les parties sont l’objet de la promesse.",
                "Entre las promesas hechas en los casos cerrados en el periodo y abiertos por un cliente, y que se cumplieron o incumplieron, la proporción cumplida a tiempo. Las renovadas antes de incumplirse, o que ya no hacían falta, no cuentan en ningún lado. Las partes son lo que se prometió."),
            "count(promises kept) / count(promises kept or broken)",
            new(RowSet.PromisesJudged, row => row.PromiseEnd == PromiseEnd.Kept),
            (f, _) => Kept(f, _ => true) with
            {
                Cells = [.. Enum.GetValues<PromiseKind>().Select(kind => (Word(kind), Kept(f, p => p == kind))).Where(k => k.Item2.N > 0).Select(k => new FigureCell(k.Item1, k.Item2.N, k.Item2.Value))],
            }) { Group = FigureGroup.Promises, Source = "F-14" },

        new("promises.by-end", FigureUnit.Promises,
            new("Promises made", "Promesses faites", "Promesas hechas"),
            new("Promises made in the cases resolved in the period that a customer had opened, by how they ended: kept in time, broken, dropped (the customer no longer needed it, or the case ended), renewed before they were broken.",
                "Promesses faites dans les dossiers clos pendant la période et ouverts par un client, selon leur fin : tenues à temps, rompues, abandonnées (le client n’en avait plus besoin, ou le dossier s’est clos), renouvelées avant d’être rompues.",
                "Promesas hechas en los casos cerrados en el periodo y abiertos por un cliente, según cómo terminaron: cumplidas a tiempo, incumplidas, retiradas (el cliente ya no la necesitaba, o el caso terminó), renovadas antes de incumplirse."),
            "count(promises) by end", new(RowSet.Promises),
            (f, _) => Parts(f, p => p.End == PromiseEnd.Open ? "open" : Word(p.End), ["kept", "broken", "renewed", "dropped", "open"])) { Group = FigureGroup.Promises, Source = "F-14" },

        new("promises.by-kind", FigureUnit.Promises,
            new("What was promised", "Ce qui a été promis", "Lo prometido"),
            new("Promises made in the cases resolved in the period that a customer had opened, by what was promised: an answer, a call back, or that something is done.",
                "Promesses faites dans les dossiers clos pendant la période et ouverts par un client, selon leur objet : une réponse, un rappel, ou que quelque chose soit fait.",
                "Promesas hechas en los casos cerrados en el periodo y abiertos por un cliente, según lo prometido: una respuesta, devolver la llamada o hacer algo."),
            "count(promises) by kind", new(RowSet.Promises),
            (f, _) => Parts(f, p => Word(p.Kind), ["answer", "callback", "action"])) { Group = FigureGroup.Promises, Source = "F-14" },

        new("promises.by-maker", FigureUnit.Promises,
            new("Who promised", "Qui a promis", "Quién prometió"),
            new("Promises made in the cases resolved in the period that a customer had opened: told by Heed itself (the expected wait), or made by people.",
                "Promesses faites dans les dossiers clos pendant la période et ouverts par un client : annoncées par Heed lui-même (l’attente prévue), ou faites par des personnes.",
                "Promesas hechas en los casos cerrados en el periodo y abiertos por un cliente: anunciadas por Heed (la espera prevista), o hechas por personas."),
            "count(promises) by maker", new(RowSet.Promises),
            (f, _) => Parts(f, p => p.ByHeed ? "heed" : "people", ["people", "heed"])) { Group = FigureGroup.Promises, Source = "F-14" },
    ];

    private static Reading Kept(FigureFacts facts, Func<PromiseKind, bool> which)
    {
        var kept = facts.Care.PromisesOf(p => which(p.Kind) && p.End == PromiseEnd.Kept);
        return Reading.Share(kept, kept + facts.Care.PromisesOf(p => which(p.Kind) && p.End == PromiseEnd.Broken));
    }

    private static Reading Parts(FigureFacts facts, Func<(PromiseKind Kind, PromiseEnd End, bool ByHeed), string> key, IReadOnlyList<string> order) =>
        Reading.Parts([.. order.Select(word => new FigureCell(word, facts.Care.PromisesOf(p => key(p) == word))).Where(c => c.Count > 0)]);

    private static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
