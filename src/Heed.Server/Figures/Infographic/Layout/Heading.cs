namespace Heed.Server.Figures.Infographic.Layout;

/// <summary>The heading of a part.</summary>
internal static class Heading
{
    /// <returns>Where its content may begin.</returns>
    public static double Draw(Sheet s, string words, double? x = null, double? width = null)
    {
        var size = s.Form.IsNarrow ? 21 : s.Of(26);
        var last = s.Paragraph(x ?? s.Form.Margin, size * 0.76, words, Face.DisplayStrong, size, Colour.Ink, width ?? s.Form.Inner, 1.15, 2);
        return last + (size * 0.95);
    }
}
