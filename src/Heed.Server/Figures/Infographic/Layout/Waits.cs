namespace Heed.Server.Figures.Infographic.Layout;

/// <summary>How long people waited: two numbers, and what became of all messages on one bar.</summary>
internal static class Waits
{
    // Narrower than this a step is no more than a line.
    private const double Seen = 0.0005;

    public static double Draw(Sheet s, Story story, WaitPart part)
    {
        var form = s.Form;
        var heading = Heading.Draw(s, story.Say("wait.title"));
        var numbers = new (Told? Told, string Label)[] { (part.Median, story.Say("wait.median")), (part.WithinHour, story.Say("wait.hour")) }.Where(n => n.Told is not null).ToList();
        var gap = form.IsNarrow ? 16 : s.Of(28);
        var column = form.IsNarrow ? (form.Inner - gap) / 2 : s.Of(206);
        var bottom = heading;
        for (var i = 0; i < numbers.Count; i++)
        {
            var (told, label) = numbers[i];
            (string, Told)? ninety = i == 0 && part.Median is not null && part.Ninety is { } p90 ? (story.Say("wait.ninety", p90.Value), p90) : null;
            bottom = Math.Max(bottom, Number.Draw(s, form.Margin + (i * (column + gap)), heading, column, told!, label, ninety, form.IsNarrow ? 46 : 62));
        }

        if (part.Steps.Count == 0)
            return bottom;
        var left = form.IsNarrow ? form.Margin : form.Margin + (numbers.Count * (column + gap));
        var bar = Bar(s, story, part, left, form.IsNarrow ? bottom + 26 : heading, form.Width - form.Margin - left);
        return Math.Max(bottom, bar);
    }

    // Steps in ever lighter shades, what got no answer hatched by absence: only an outline.
    private static double Bar(Sheet s, Story story, WaitPart part, double x, double y, double width)
    {
        var (form, palette) = (s.Form, s.Palette);
        var small = form.IsNarrow ? 12 : s.Of(13.5);
        var height = form.IsNarrow ? 34 : s.Of(48);
        var top = y + (form.IsNarrow ? 20 : s.Of(26));
        double[] lightness = [0, 0.3, 0.55, 0.76];
        var before = 0d;
        var parts = part.Steps.Select((step, i) =>
        {
            var share = Math.Max(0, step.Share - before);
            var from = before;
            before = Math.Max(before, step.Share);
            return (Name: step.Name, From: from, Share: share, Fill: palette.First.With(Colour.White, lightness[i]));
        }).ToList();
        parts.Add((story.Say("within.never"), before, 1 - before, Colour.White));

        s.Add(new Mark.Path(Box(x + 0.75, top + 0.75, width - 1.5, height - 1.5), null, Palette.Line, 1.5));
        foreach (var (_, from, share, fill) in parts.Where(p => p.Share > Seen))
        {
            var (left, wide) = (x + (from * width), share * width);
            if (fill != Colour.White)
                s.Add(new Mark.Rect(left, top, Math.Max(1, wide - 1.5), height, fill));
            var percent = Told.Percent(share, story.Language);
            var ink = fill.Against(Colour.White) >= Palette.Readable ? Colour.White : Colour.Ink;
            if (Typefaces.Width(percent, Face.Strong, small * 1.2) < wide - s.Of(10))
                s.Line(left + (wide / 2), top + (height / 2) + (small * 0.43), percent, Face.Strong, small * 1.2, ink, anchor: Anchor.Middle);
        }

        // Names under their own step; where two would touch, the smaller step goes without.
        var taken = new List<(double From, double To)>();
        foreach (var (name, from, share, _) in parts.Where(p => p.Share > Seen).OrderByDescending(p => p.Share))
        {
            var half = Typefaces.Width(name, Face.Regular, small) / 2;
            var middle = Math.Clamp(x + ((from + (share / 2)) * width), x + half, x + width - half);
            if (taken.Exists(t => middle - half < t.To + s.Of(8) && middle + half > t.From - s.Of(8)))
                continue;
            s.Line(middle, top + height + (small * 1.6), name, Face.Regular, small, Palette.Soft, anchor: Anchor.Middle);
            taken.Add((middle - half, middle + half));
        }

        var foot = top + height + (small * 3.6);
        return s.Paragraph(x, foot, story.Say("within.base"), Face.Regular, small, Palette.Soft, width, 1.35, 2);
    }

    private static string Box(double x, double y, double width, double height) =>
        FormattableString.Invariant($"M{x:0.##} {y:0.##}h{width:0.##}v{height:0.##}h{-width:0.##}z");
}
