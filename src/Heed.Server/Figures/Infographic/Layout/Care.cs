namespace Heed.Server.Figures.Infographic.Layout;

/// <summary>What was done about the four reasons: promises, hand-overs, boomerangs.</summary>
internal static class Care
{
    public static double Draw(Sheet s, Story story)
    {
        var (form, palette) = (s.Form, s.Palette);
        var gap = form.IsNarrow ? 0 : s.Of(36);
        var count = story.Stats.Count;
        var width = form.IsNarrow ? form.Inner : (form.Inner - (2 * gap)) / 3;
        var (y, bottom) = (0d, 0d);
        for (var i = 0; i < count; i++)
        {
            var stat = story.Stats[i];
            var x = form.IsNarrow ? form.Margin : form.Margin + (i * (width + gap));
            var size = form.IsNarrow ? 42 : s.Of(52);
            var small = form.IsNarrow ? 12 : s.Of(13);
            var text = form.IsNarrow ? 14 : s.Of(16.5);
            s.Add(new Mark.Rect(x, y, width, 3, Palette.Track));
            if (stat.Figure.Share is { } share)
                s.Add(new Mark.Rect(x, y, width * share, 3, palette.First));
            var baseline = y + s.Of(18) + (size * 0.76);
            var used = Number.Value(s, x - (size * 0.02), baseline, stat.Figure.Value, size, palette.First, width * 0.46);
            var at = x + used + s.Of(14);
            Number.Beside(s, at, baseline, size, stat.Label, text, x + width - at, Colour.Ink);
            var last = s.Paragraph(x, baseline + (small * 2.1), $"{(stat.Figure.Share is null ? Capital(stat.Figure.SmallPrint, story) : stat.Figure.SmallPrint)}. {Capital(stat.Detail, story)}.", Face.Regular, small, Palette.Soft, width, 1.35, 2);
            bottom = Math.Max(bottom, last);
            if (form.IsNarrow)
                y = last + 26;
        }

        return bottom;
    }

    private static string Capital(string text, Story story) => char.ToUpper(text[0], story.Language) + text[1..];
}
