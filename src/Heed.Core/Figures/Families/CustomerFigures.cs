using System.Globalization;

namespace Heed.Core.Figures.Families;

/// <summary>How often the same person has to come back.</summary>
internal static class CustomerFigures
{
    private const int Many = 10;

    public static readonly IReadOnlyList<FigureDefinition> All =
    [
        new("customers.by-cases", FigureUnit.Customers,
            new("Customers by number of cases", "Clients par nombre de dossiers", "Clientes por número de casos"),
            new("Customers who had a case opened in the period, by how many they had. Over all brands a customer is counted once, with the cases of all brands together.",
                "Clients pour lesquels un dossier a été ouvert pendant la période, selon leur nombre de dossiers. Toutes marques confondues, un client compte une fois, avec l’ensemble de ses dossiers.",
                "Clientes con algún caso abierto en el periodo, según cuántos tuvieron. Para todas las marcas, un cliente cuenta una vez, con los casos de todas ellas."),
            "count(customers) by count(cases opened)", new(RowSet.Cases), (f, _) => Reading.Parts(Cells(f))) { Group = FigureGroup.Cases, Source = "F-6" },
    ];

    private static IReadOnlyList<FigureCell> Cells(FigureFacts facts) =>
    [
        .. facts.CustomersByCases
            .GroupBy(c => Math.Min(c.Key, Many))
            .OrderBy(g => g.Key)
            .Select(g => new FigureCell(g.Key == Many ? "10+" : g.Key.ToString(CultureInfo.InvariantCulture), g.Sum(c => c.Value))),
    ];
}
