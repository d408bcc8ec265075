namespace Heed.Server.Figures.Infographic.Layout;

/// <summary>The first thing a board sees: how much was answered, of a hundred messages a dot each, beside what is published.</summary>
internal static class Hero
{
    private const int Rows = 5;
    private const int Columns = 20;

    public static double Draw(Sheet s, Story story, AnsweredPart part)
    {
        var (form, palette) = (s.Form, s.Palette);
        var (x, width) = (form.Margin, form.IsNarrow ? form.Inner : form.Inner * 0.41);
        var (number, beside) = (new Sheet(form, palette, s.Of(1)), new Sheet(form, palette, s.Of(1)));

        // The number.
        var size = Sheet.FitSize(part.All.Value, Face.DisplayStrong, form.IsNarrow ? 118 : s.Of(206), width, -0.045);
        var baseline = (form.IsNarrow ? 26 : s.Of(44)) + (size * 0.728);
        number.Line(x - (size * 0.045), baseline, part.All.Value, Face.DisplayStrong, size, palette.OnBand, tracking: -0.045);
        var text = form.IsNarrow ? 19 : s.Of(26);
        var lines = Sheet.Wrap(story.Say("answered.text"), Face.Display, text, width);
        var under = baseline + (text * 1.75);
        number.Paragraph(x, under, story.Say("answered.text"), Face.Display, text, palette.OnBand, width, 1.22);
        var small = form.IsNarrow ? 12.5 : s.Of(14.5);
        var print = under + ((lines.Count - 1) * text * 1.22) + (small * 1.95);
        number.Line(x, print, part.All.SmallPrint, Face.Regular, small, palette.OnBandSoft, width);

        // The dots.
        var left = form.IsNarrow ? x : x + (form.Inner * 0.47);
        var room = form.Width - form.Margin - left;
        var pitch = room / (Columns - 0.28);
        var label = form.IsNarrow ? 13 : s.Of(15);
        var dots = form.IsNarrow ? print + 62 : s.Of(92);
        Dots(beside, story, part, left, dots, pitch, label);
        var below = dots + (Rows * pitch) + (form.IsNarrow ? 20 : s.Of(26));
        var bottom = beside.Paragraph(left, below, story.Say("answered.above", Told.Percent(part.Published.Value, story.Language)), Face.Regular, small, palette.OnBandSoft, room, 1.35, 3);

        // Public and private.
        var sides = new[] { ("answered.public", part.Public), ("answered.private", part.Private) }.Where(p => p.Item2 is not null).ToList();
        if (sides.Count > 1)
        {
            var y = bottom + (form.IsNarrow ? 54 : s.Of(68));
            var half = room / 2;
            for (var i = 0; i < sides.Count; i++)
            {
                var at = left + (i * half);
                var told = sides[i].Item2!; // filtered above
                var value = form.IsNarrow ? 28 : s.Of(38);
                beside.Add(new Mark.Line(at, y - (value * 1.12), at + half - s.Of(20), y - (value * 1.12), palette.OnBandFaint, 1.5));
                var used = beside.Line(at, y, told.Value, Face.Display, value, palette.OnBand, half * 0.6, tracking: -0.02);
                beside.Line(at + used + s.Of(9), y, story.Say(sides[i].Item1), Face.Regular, form.IsNarrow ? 13.5 : s.Of(16), palette.OnBand, half - used - s.Of(24));
                beside.Line(at, y + (small * 1.7), told.SmallPrint, Face.Regular, small * 0.92, palette.OnBandSoft, half - s.Of(20));
            }

            bottom = y + (small * 1.7);
        }

        // Beside each other, the two stand around one middle.
        var height = Math.Max(bottom, print) + (form.IsNarrow ? 28 : s.Of(44));
        s.Add(new Mark.Rect(0, 0, form.Width, height, palette.Band));
        var spare = form.IsNarrow ? 0 : (bottom - print) / 2;
        s.Add(number.At(Math.Max(0, spare)));
        s.Add(beside.At(Math.Max(0, -spare)));
        return height;
    }

    private static void Dots(Sheet s, Story story, AnsweredPart part, double left, double top, double pitch, double label)
    {
        var palette = s.Palette;
        var radius = pitch * 0.36;
        var full = part.All.Share is { } share ? Math.Clamp((int)Math.Round(share * 100), share > 0 ? 1 : 0, share < 1 ? 99 : 100) : 0;
        for (var i = 0; i < Rows * Columns; i++)
            s.Add(new Mark.Circle(left + radius + (i / Rows * pitch), top + radius + (i % Rows * pitch), radius, i < full ? palette.OnBand : palette.OnBandFaint));

        // Between two columns: 60 of a hundred dots are twelve of them.
        var at = left + (part.Published.Value * Columns * pitch) - (pitch * 0.14);
        var foot = top + ((Rows - 1) * pitch) + (2 * radius);
        s.Add(new Mark.Line(at, top - (label * 1.1), at, foot + (pitch * 0.2), palette.OnBand, 2));
        Published.Diamond(s, at, top - (label * 1.1), label * 0.42, palette.Band, palette.OnBand);
        var words = story.Say("published-mark", Told.Percent(part.Published.Value, story.Language), part.Published.Source);
        s.Line(at, top - (label * 1.9), words, Face.Strong, label, palette.OnBand, anchor: Anchor.Middle);
    }
}
