using Heed.Core.Figures;

namespace Heed.Storage.Figures;

/// <summary>Tells the figures of a scope, each with its definition, count and interval.</summary>
public sealed class FigureBook(FigureCounts counts)
{
    /// <summary>All figures of one scope; a scope without a brand is told over all brands together.</summary>
    public async Task<IReadOnlyList<Figure>> ComputeAsync(FigureScope scope, CancellationToken ct)
    {
        var facts = await counts.LoadAsync(scope, ct);
        return FigureCatalog.Read(facts.Total, Named(scope, facts));
    }

    /// <summary>All figures of the scope over all brands together, then the same for each brand. With a brand given: of that brand alone.</summary>
    public async Task<IReadOnlyList<Figure>> ComputeEachAsync(FigureScope scope, CancellationToken ct)
    {
        if (scope.Brand is not null)
            return await ComputeAsync(scope, ct);
        var facts = await counts.LoadAsync(scope, ct);
        return
        [
            .. FigureCatalog.Read(facts.Total, scope),
            .. facts.ByBrand.OrderBy(b => b.Key, StringComparer.OrdinalIgnoreCase)
                .SelectMany(b => FigureCatalog.Read(b.Value, scope with { Brand = b.Key })),
        ];
    }

    // A brand may be asked for in any case; it is told by its own name.
    private static FigureScope Named(FigureScope scope, CountedFacts facts) =>
        scope.Brand is null ? scope : scope with { Brand = facts.ByBrand.Keys.FirstOrDefault() ?? scope.Brand };
}
