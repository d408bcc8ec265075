namespace Heed.Server.Figures.Infographic.Layout;

/// <summary>A large number, what it says, and its small print.</summary>
internal static class Number
{
    /// <summary>The number itself; a unit of letters is set smaller beside it.</summary>
    /// <returns>Its width.</returns>
    public static double Value(Sheet s, double x, double y, string value, double size, Colour fill, double width)
    {
        const double tracking = -0.03;
        var cut = value.IndexOf('\u00a0', StringComparison.Ordinal);
        if (cut < 0 || !char.IsAsciiDigit(value[0]) || !char.IsLetter(value[cut + 1]))
            return s.Line(x, y, value, Face.DisplayStrong, Sheet.FitSize(value, Face.DisplayStrong, size, width, tracking), fill, tracking: tracking);
        var (number, unit) = (value[..cut], value[(cut + 1)..]);
        var room = width - Typefaces.Width(unit, Face.Display, size * 0.46) - (size * 0.1);
        var used = s.Line(x, y, number, Face.DisplayStrong, Sheet.FitSize(number, Face.DisplayStrong, size, room, tracking), fill, tracking: tracking) + (size * 0.1);
        return used + s.Line(x + used, y, unit, Face.Display, size * 0.46, fill);
    }

    /// <summary>Count and interval: in one line where they fit, else in two.</summary>
    /// <returns>The last baseline.</returns>
    public static double SmallPrint(Sheet s, double x, double y, Told told, double size, double width)
    {
        if (told.Interval is null || Typefaces.Width(told.SmallPrint, Face.Regular, size) <= width)
            return s.Paragraph(x, y, told.SmallPrint, Face.Regular, size, Palette.Soft, width, 1.35, 2);
        s.Line(x, y, told.Base, Face.Regular, size, Palette.Soft, width);
        s.Line(x, y + (size * 1.35), told.Interval, Face.Regular, size, Palette.Soft, width);
        return y + (size * 1.35);
    }

    /// <summary>Text beside a number, its lines around the middle of the digits.</summary>
    /// <returns>The last baseline.</returns>
    public static double Beside(Sheet s, double x, double baseline, double number, string words, double text, double width, Colour fill)
    {
        var lines = Math.Min(3, Sheet.Wrap(words, Face.Regular, text, width).Count);
        return s.Paragraph(x, baseline - (number * 0.364) + (text * 0.36) - ((lines - 1) * text * 1.22 / 2), words, Face.Regular, text, fill, width, 1.22, 3);
    }

    /// <param name="more">One more line of its own, and the figure it tells; its count is that of the first.</param>
    /// <returns>The last baseline.</returns>
    public static double Draw(Sheet s, double x, double y, double width, Told told, string label, (string Words, Told Told)? more, double size)
    {
        var (narrow, palette) = (s.Form.IsNarrow, s.Palette);
        size = narrow ? size : s.Of(size);
        var text = narrow ? 14 : s.Of(16.5);
        var small = narrow ? 12 : s.Of(13);
        var baseline = y + (size * 0.76);
        Value(s, x - (size * 0.02), baseline, told.Value, size, palette.First, width);
        var last = s.Paragraph(x, baseline + (text * 1.65), label, Face.Regular, text, Colour.Ink, width, 1.3, 4);
        last = SmallPrint(s, x, last + (small * 1.65), told, small, width);
        if (more is not { } second)
            return last;
        last = s.Paragraph(x, last + (text * 1.6), second.Words, Face.Strong, text * 0.94, Colour.Ink, width, 1.3, 2);
        return second.Told.Interval is { } interval ? s.Paragraph(x, last + (small * 1.5), interval, Face.Regular, small, Palette.Soft, width, 1.35, 2) : last;
    }
}
