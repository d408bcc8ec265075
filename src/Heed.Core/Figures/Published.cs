namespace Heed.Core.Figures;

/// <summary>The value the field publishes for a figure.</summary>
/// <param name="Value">In the figure's own unit.</param>
/// <param name="Source">Its line in the founding documents: <c>F-11</c>, <c>S-4</c>.</param>
/// <param name="Says">What exactly was published, so that nobody compares what cannot be compared.</param>
public sealed record Published(double Value, string Source, Trilingual Says);
