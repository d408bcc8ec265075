using System.Numerics;
using Heed.Server.Figures.Infographic.Layout;

namespace Heed.Server.Figures.Infographic;

/// <summary>A brand's mark, ready to be drawn: a picture, or shapes in their own units.</summary>
/// <param name="Png">Null: shapes.</param>
internal sealed record Logo(double Width, double Height, byte[]? Png, IReadOnlyList<Mark> Shapes)
{
    /// <summary>As large as its place allows, at its left.</summary>
    public void Draw(Sheet sheet, double x, double y, double width, double height, string name)
    {
        var scale = Math.Min(width / Width, height / Height);
        var top = y + ((height - (Height * scale)) / 2);
        if (Png is not null)
            sheet.Add(new Mark.Picture(x, top, Width * scale, Height * scale, Png, name));
        else
            sheet.Add(new Mark.Group(Matrix3x2.CreateScale((float)scale) * Matrix3x2.CreateTranslation((float)x, (float)top), Shapes));
    }
}
