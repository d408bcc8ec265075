namespace Heed.Core.Figures.Families;

/// <summary>Through how many hands a case goes, how long each department has it, and whether it comes back.</summary>
internal static class HandOverFigures
{
    public static readonly IReadOnlyList<FigureDefinition> All =
    [
        new("hand-overs.to-department", FigureUnit.Share,
            new("Handed to another department", "Transmis à un autre service", "Traspasados a otro departamento"),
            new("Share of the cases resolved in the period that a customer had opened which were handed over to another department at least once.",
                "Part des dossiers clos pendant la période et ouverts par un client qui ont été transmis au moins une fois à un autre service.",
                "Proporción de los casos cerrados en el periodo y abiertos por un cliente que se traspasaron al menos una vez a otro departamento."),
            "count(resolved cases with department_hand_overs > 0) / count(resolved cases)",
            new(RowSet.CasesResolved, row => row.DepartmentHandOvers > 0),
            (f, _) => f.Care.Share(c => c.ToDepartment)) { Group = FigureGroup.HandOvers, Source = "S-4" },

        new("hand-overs.within-team", FigureUnit.Share,
            new("Handed over within the team", "Transmis au sein de l’équipe", "Traspasados dentro del equipo"),
            new("Share of the cases resolved in the period that a customer had opened which were handed over to another person of the same department at least once. A case may be in both kinds.",
                "Part des dossiers clos pendant la période et ouverts par un client qui ont été transmis au moins une fois à une autre personne du même service. Un dossier peut relever des deux sortes.",
                "Proporción de los casos cerrados en el periodo y abiertos por un cliente que se traspasaron al menos una vez a otra persona del mismo departamento. Un caso puede ser de ambas clases."),
            "count(resolved cases with hand_overs > department_hand_overs) / count(resolved cases)",
            new(RowSet.CasesResolved, row => row.HandOvers > row.DepartmentHandOvers),
            (f, _) => f.Care.Share(c => c.WithinTeam)) { Group = FigureGroup.HandOvers, Source = "S-4" },

        new("hand-overs.second", FigureUnit.Share,
            new("Handed over twice or more", "Transmis deux fois ou plus", "Traspasados dos veces o más"),
            new("Share of the cases resolved in the period that a customer had opened with two hand-overs or more, of any kind. From the second on, a lead decides.",
                "Part des dossiers clos pendant la période et ouverts par un client avec au moins deux transmissions, de toute sorte. À partir de la deuxième, un responsable décide.",
                "Proporción de los casos cerrados en el periodo y abiertos por un cliente con dos traspasos o más, de cualquier clase. A partir del segundo decide un responsable."),
            "count(resolved cases with hand_overs ≥ 2) / count(resolved cases)",
            new(RowSet.CasesResolved, row => row.HandOvers >= 2),
            (f, _) => f.Care.Share(c => c.HandedOverTwice)) { Group = FigureGroup.HandOvers, Source = "S-4" },

        new("hand-overs.average", FigureUnit.PerCase,
            new("Hand-overs per case", "Transmissions par dossier", "Traspasos por caso"),
            new("Average number of hand-overs, of any kind, of the cases resolved in the period that a customer had opened.",
                "Nombre moyen de transmissions, de toute sorte, des dossiers clos pendant la période et ouverts par un client.",
                "Número medio de traspasos, de cualquier clase, de los casos cerrados en el periodo y abiertos por un cliente."),
            "sum(hand_overs) / count(resolved cases)",
            new(RowSet.CasesResolved),
            (f, _) => Of(f, c => Reading.Average(c.HandOvers, c.HandOversSquared, c.Cases))) { Group = FigureGroup.HandOvers, Source = "S-4" },

        Stay("stay.median", 0.5,
            new("In one department’s hands, median", "Entre les mains d’un service, médiane", "En manos de un departamento, mediana"),
            new("Median of the", "Médiane des", "Mediana de los")),
        Stay("stay.p90", 0.9,
            new("In one department’s hands, 90th percentile", "Entre les mains d’un service, 90e centile", "En manos de un departamento, percentil 90"),
            new("90th percentile of the", "90e centile des", "Percentil 90 de los")),

        new("boomerangs.happened", FigureUnit.Cases,
            new("Boomerangs that happened", "Boomerangs arrivés", "Bumeranes ocurridos"),
            new("Cases resolved in the period that a customer had opened which went back to a department that had already had them.",
                "Dossiers clos pendant la période et ouverts par un client qui sont revenus à un service qui les avait déjà eus.",
                "Casos cerrados en el periodo y abiertos por un cliente que volvieron a un departamento que ya los había tenido."),
            "count(resolved cases with boomerangs > 0)",
            new(RowSet.CasesTurnedBack),
            (f, _) => Of(f, c => Reading.Count(c.Boomerangs))) { Group = FigureGroup.HandOvers, Source = "S-4" },

        new("boomerangs.prevented", FigureUnit.Share,
            new("Boomerangs prevented", "Boomerangs évités", "Bumeranes evitados"),
            new("Among the cases resolved in the period that a customer had opened which were about to go back to a department that had already had them, the share that was kept from it every time.",
                "Parmi les dossiers clos pendant la période et ouverts par un client qui allaient revenir à un service qui les avait déjà eus, la part qui en a été préservée à chaque fois.",
                "Entre los casos cerrados en el periodo y abiertos por un cliente que iban a volver a un departamento que ya los había tenido, la proporción en la que se evitó siempre."),
            "count(resolved cases with boomerangs_stopped > 0 and boomerangs = 0) / count(resolved cases with boomerangs_stopped > 0 or boomerangs > 0)",
            new(RowSet.CasesTurningBack, row => row.Boomerangs == 0),
            (f, _) => Of(f, c => Reading.Share(c.BoomerangsPrevented, c.BoomerangsPrevented + c.Boomerangs))) { Group = FigureGroup.HandOvers, Source = "S-4" },

        new("cases.returned", FigureUnit.Share,
            new("Back with the same matter", "Revenus pour la même affaire", "De vuelta con el mismo asunto"),
            new("Share of the cases resolved in the period that a customer had opened which bring back a matter that an earlier, closed case of the same customer was about.",
                "Part des dossiers clos pendant la période et ouverts par un client qui ramènent une affaire dont traitait déjà un dossier clos du même client.",
                "Proporción de los casos cerrados en el periodo y abiertos por un cliente que traen de vuelta un asunto que ya trataba un caso cerrado del mismo cliente."),
            "count(resolved cases with return_of) / count(resolved cases)",
            new(RowSet.CasesResolved, row => row.Returned),
            (f, _) => f.Care.Share(c => c.Returns)) { Group = FigureGroup.HandOvers, Source = "S-4" },
    ];

    private static FigureDefinition Stay(string id, double share, Trilingual name, Trilingual opening) => new(
        id, FigureUnit.Minutes, name,
        new($"{opening.En} times a case that a customer opened spent in one department’s hands, over the times that ended in the period: it was handed on, or resolved there. By the clock on the wall, nights and days off included. A case that visits two departments counts once for each; the parts are the departments.",
            $"{opening.Fr} temps qu’un dossier ouvert par un client a passés entre les mains d’un service, pour les temps finis pendant la période : le dossier a été transmis ou y a été clos. En temps réel, nuits et jours fermés compris. Un dossier qui passe par deux services compte une fois pour chacun ; les parties sont les services.",
            $"{opening.Es} tiempos que un caso abierto por un cliente pasó en manos de un departamento, en los tiempos terminados en el periodo: se traspasó o se cerró allí. En tiempo real, con noches y días cerrados. Un caso que pasa por dos departamentos cuenta una vez en cada uno; las partes son los departamentos."),
        FormattableString.Invariant($"percentile({share:0.##}, until − since), linear interpolation"),
        new(RowSet.Stays),
        (f, _) => Reading.Minutes(f.Care.Stays, share) with
        {
            Cells =
            [
                .. f.Care.StaysByDepartment
                    .Select(d => new FigureCell(d.Key.ToString(), d.Value.Count, Reading.Minutes(d.Value, share).Value))
                    .OrderByDescending(c => c.Value).ThenBy(c => c.Key, StringComparer.Ordinal),
            ],
        })
    { Group = FigureGroup.HandOvers, Source = "F-14" };

    private static Reading Of(FigureFacts facts, Func<ResolvedCases, Reading> read) => read(facts.Care.Total);
}
