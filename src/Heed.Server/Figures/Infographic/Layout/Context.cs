namespace Heed.Server.Figures.Infographic.Layout;

/// <summary>Published figures that are not measured here, marked as such: grey, and under a name that says so.</summary>
internal static class Context
{
    public static double Draw(Sheet s, Story story)
    {
        var (form, palette) = (s.Form, s.Palette);
        var small = form.IsNarrow ? 12 : s.Of(13);
        s.Add(new Mark.Line(form.Margin, 0, form.Width - form.Margin, 0, Palette.Line, 1));
        var y = s.Of(24);
        s.Line(form.Margin, y, story.Say("context.title"), Face.Strong, form.IsNarrow ? 13 : s.Of(14), Palette.Soft, form.Inner);
        var gap = form.IsNarrow ? 0 : s.Of(36);
        var width = form.IsNarrow ? form.Inner : (form.Inner - (2 * gap)) / 3;
        var bottom = y;
        var top = y;
        for (var i = 0; i < story.Context.Count; i++)
        {
            var part = story.Context[i];
            var x = form.IsNarrow ? form.Margin : form.Margin + (i * (width + gap));
            var size = form.IsNarrow ? 20 : s.Of(24);
            var used = s.Line(x, top + s.Of(42), part.Value, Face.Display, size, Palette.Soft, width * 0.5, tracking: -0.02);
            var at = x + used + s.Of(10);
            var last = Number.Beside(s, at, top + s.Of(42), size, $"{part.Text} ({part.Source})", small, x + width - at, Palette.Soft);
            bottom = Math.Max(bottom, Math.Max(last, top + s.Of(42)));
            if (form.IsNarrow)
                top = bottom + 8;
        }

        return bottom;
    }
}
