using Heed.Core.Figures.Families;

namespace Heed.Core.Figures;

/// <summary>Every figure Heed tells, in the order it tells them.</summary>
public static class FigureCatalog
{
    public static readonly IReadOnlyList<FigureDefinition> All =
    [
        .. ResponseRates.All,
        .. AnswerTimes.All,
        .. AnsweredWithin.All,
        .. FourCauses.All,
        .. ToneFigures.All,
        .. CaseFigures.All,
        .. HandOverFigures.All,
        .. PromiseFigures.All,
        .. VolumeFigures.All,
        .. HourFigures.All,
        .. CustomerFigures.All,
    ];

    /// <summary>The definition, or null when there is no such figure.</summary>
    public static FigureDefinition? Find(string id) => All.FirstOrDefault(d => d.Id == id);

    /// <summary>Reads all figures of a scope from what was counted about it.</summary>
    public static IReadOnlyList<Figure> Read(FigureFacts facts, FigureScope scope) =>
        [.. All.Select(d => new Figure(d, scope, d.Read(facts, scope.Zone)))];
}
