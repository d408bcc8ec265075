using System.Numerics;

namespace Heed.Server.Figures.Infographic;

/// <summary>A page, laid out: what SVG, PNG and PDF are written from. Its own units; y grows downwards.</summary>
/// <param name="Language">Two letters.</param>
/// <param name="Description">All that the page tells, in sentences: for those who cannot see it.</param>
internal sealed record Scene(double Width, double Height, string Language, string Title, string Description, IReadOnlyList<Mark> Marks);

/// <summary>One thing on the page.</summary>
internal abstract record Mark
{
    private Mark()
    {
    }

    /// <param name="Y">The baseline.</param>
    /// <param name="Tracking">Space between letters, in parts of the size.</param>
    public sealed record Text(double X, double Y, string Words, Face Face, double Size, Colour Fill, Anchor Anchor = Anchor.Start, double Tracking = 0) : Mark;

    public sealed record Rect(double X, double Y, double Width, double Height, Colour Fill, double Radius = 0) : Mark;

    public sealed record Circle(double X, double Y, double Radius, Colour Fill) : Mark;

    public sealed record Line(double X1, double Y1, double X2, double Y2, Colour Stroke, double Width) : Mark;

    /// <param name="Data">As in the <c>d</c> of an SVG path.</param>
    public sealed record Path(string Data, Colour? Fill, Colour? Stroke = null, double StrokeWidth = 0, bool EvenOdd = false, double Opacity = 1) : Mark;

    /// <param name="Png">A PNG file.</param>
    public sealed record Picture(double X, double Y, double Width, double Height, byte[] Png, string Name) : Mark;

    /// <summary>Marks in a place of their own.</summary>
    public sealed record Group(Matrix3x2 Place, IReadOnlyList<Mark> Marks) : Mark;
}

internal enum Anchor
{
    Start,
    Middle,
    End,
}

/// <summary>The cuts of the type the page is set in.</summary>
internal enum Face
{
    Regular,
    Strong,

    /// <summary>Drawn for large sizes.</summary>
    Display,
    DisplayStrong,
}
