namespace Heed.Learning.Data;

/// <param name="Language">Two-letter code: of the text; the model of that language learns from it.</param>
/// <param name="Source">Name of the set it comes from.</param>
internal sealed record Example(string Text, string Language, string Label, string Source)
{
    public float Weight { get; init; } = 1;

    /// <summary>What a company really answered.</summary>
    public bool IsOfAgent => Source.StartsWith("agents", StringComparison.Ordinal);

    public Part Part { get; init; }
}
