namespace Heed.Core.Figures;

/// <summary>A figure told about a scope.</summary>
public sealed record Figure(FigureDefinition Definition, FigureScope Scope, Reading Reading)
{
    /// <summary>As the API and <c>figures --json</c> write it.</summary>
    public FigureView View() => new(
        Definition.Id, Scope.Brand, Scope.Channel, Scope.Department, Scope.From, Scope.To, Reading.Value, Definition.Unit.Word(), Reading.N, Reading.Low, Reading.High,
        Definition.Published?.Value, Definition.Text.En, Definition.Published?.Source ?? Definition.Source, Reading.Cells);
}

/// <param name="Brand">Null: all brands.</param>
/// <param name="Department">Null: all departments.</param>
/// <param name="Low">Ends of the 95 % interval; null where there is none.</param>
/// <param name="Published">The published value, in the same unit; null when nobody publishes one.</param>
/// <param name="Source">Its line in the founding documents.</param>
/// <param name="Cells">The parts, for figures that are more than one number.</param>
public sealed record FigureView(
    string Id, string? Brand, string? Channel, Guid? Department, DateTimeOffset? From, DateTimeOffset? To, double? Value, string Unit, long N,
    double? Low, double? High, double? Published, string Definition, string? Source, IReadOnlyList<FigureCell>? Cells);
