using System.Globalization;

namespace Heed.Server.Figures.Infographic.Layout;

/// <summary>The mark of a published value: a diamond, the same wherever one stands.</summary>
internal static class Published
{
    public static void Diamond(Sheet s, double x, double y, double half, Colour fill, Colour stroke) =>
        s.Add(new Mark.Path(string.Create(CultureInfo.InvariantCulture, $"M{x:0.##} {y - half:0.##}L{x + half:0.##} {y:0.##}L{x:0.##} {y + half:0.##}L{x - half:0.##} {y:0.##}Z"), fill, stroke, half * 0.36));
}
