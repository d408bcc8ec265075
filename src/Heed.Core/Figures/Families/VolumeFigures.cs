using Heed.Core.Messages;

namespace Heed.Core.Figures.Families;

/// <summary>Where the conversation takes place.</summary>
internal static class VolumeFigures
{
    public static readonly IReadOnlyList<FigureDefinition> All =
    [
        new("volume.by-channel", FigureUnit.Messages,
            new("Messages received by channel", "Messages reçus par canal", "Mensajes recibidos por canal"),
            new("Messages written by customers in the period, by the network they came by.",
                "Messages écrits par des clients pendant la période, selon le réseau par lequel ils sont venus.",
                "Mensajes escritos por clientes en el periodo, según la red por la que llegaron."),
            "count(inbound) by network", new(RowSet.Inbound), (f, _) => Reading.Parts(ByChannel(f))) { Group = FigureGroup.Volume, Source = "F-4" },

        new("volume.public", FigureUnit.Share,
            new("Public share", "Part publique", "Parte pública"),
            new("Share of all messages, both ways, that everybody could read.",
                "Part de tous les messages, dans les deux sens, que tout le monde pouvait lire.",
                "Proporción de todos los mensajes, en ambos sentidos, que todos podían leer."),
            "count(public messages) / count(messages)", new(RowSet.Messages, row => row.Visibility == Visibility.Public),
            (f, _) => Share(f, Visibility.Public)) { Group = FigureGroup.Volume },

        new("volume.private", FigureUnit.Share,
            new("Private share", "Part privée", "Parte privada"),
            new("Share of all messages, both ways, that only the two sides could read.",
                "Part de tous les messages, dans les deux sens, que seules les deux parties pouvaient lire.",
                "Proporción de todos los mensajes, en ambos sentidos, que solo las dos partes podían leer."),
            "count(private messages) / count(messages)", new(RowSet.Messages, row => row.Visibility == Visibility.Private),
            (f, _) => Share(f, Visibility.Private)) { Group = FigureGroup.Volume },
    ];

    private static IReadOnlyList<FigureCell> ByChannel(FigureFacts facts) =>
    [
        .. facts.Volume.Where(v => v.Key.Direction == Direction.Inbound)
            .GroupBy(v => v.Key.Network)
            .Select(g => new FigureCell(g.Key, g.Sum(v => v.Value)))
            .OrderByDescending(c => c.Count).ThenBy(c => c.Key, StringComparer.Ordinal),
    ];

    private static Reading Share(FigureFacts facts, Visibility visibility) => Reading.Share(
        facts.Volume.Where(v => v.Key.Visibility == visibility).Sum(v => v.Value), facts.Volume.Values.Sum());
}
