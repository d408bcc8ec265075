namespace Heed.Server.Figures.Infographic.Layout;

/// <summary>The form of a page: its sheet and how wide its columns are.</summary>
/// <param name="Width">In units of the scene, as its height and margin.</param>
/// <param name="Height">Null: as high as it needs.</param>
/// <param name="Points">Width of the sheet on paper, in points.</param>
internal sealed record Form(string Word, double Width, double Margin, double? Height, double Points)
{
    /// <summary>210 × 297 mm.</summary>
    public static readonly Form A4 = new("a4", 1080, 60, 1080 * 297 / 210d, 210 / 25.4 * 72);

    /// <summary>One column, to be scrolled.</summary>
    public static readonly Form Phone = new("phone", 430, 24, null, 430 * 0.75);

    public static readonly IReadOnlyList<Form> All = [A4, Phone];

    public bool IsNarrow => Width < 600;

    /// <summary>What lies between the margins.</summary>
    public double Inner => Width - (2 * Margin);
}
