using System.Numerics;
using Heed.Core.Guard;

namespace Heed.Server.Figures.Infographic.Layout;

/// <summary>The four reasons why customers leave: published, as they happened, as customers say; one scale for all.</summary>
internal static class Reasons
{
    public static double Draw(Sheet s, Story story, CausePart part)
    {
        var (form, palette) = (s.Form, s.Palette);
        var inside = new Sheet(form, palette, s.Of(1));
        var pad = form.IsNarrow ? 26 : s.Of(34);
        var heading = Heading.Draw(inside, story.Say("causes.title"));
        var small = form.IsNarrow ? 12 : s.Of(13.5);
        var legend = Legend(inside, story, part, heading + (small * 0.9), small);

        var most = Math.Max(0.4, Math.Ceiling(part.Rows.SelectMany(r => new[] { r.Seen.High ?? 0, r.Said?.High ?? 0, r.Published.Value }).Max() * 10) / 10);
        var y = legend + (form.IsNarrow ? 44 : s.Of(24));
        foreach (var row in part.Rows)
            y = form.IsNarrow ? Narrow(inside, story, row, y, most, small) : Wide(inside, story, row, y, most, small);
        y = inside.Paragraph(form.Margin, y + (small * (form.IsNarrow ? 0.4 : 1.5)), $"{part.Base} {(part.Rows[0].Seen.Share is null ? Sentence(story) + " " : "")}{part.Caution}", Face.Regular, small, Palette.Soft, form.Inner, 1.4, 4);

        var height = y + (2 * pad) - (small * 0.2);
        s.Add(new Mark.Rect(0, 0, form.Width, height, palette.Tint));
        s.Add(inside.At(pad));
        return height;
    }

    private static double Legend(Sheet s, Story story, CausePart part, double y, double size)
    {
        var palette = s.Palette;
        var x = s.Form.Margin;
        var entries = new List<(string Words, Action<double> Draw)>
        {
            (story.Say("published"), at => Published.Diamond(s, at + (size * 0.5), y - (size * 0.36), size * 0.42, Colour.White, Colour.Ink)),
            (story.Say("causes.seen"), at => s.Add(new Mark.Rect(at, y - (size * 0.72), size, size * 0.72, palette.First))),
        };
        if (part.Rows.Any(r => r.Said is not null))
            entries.Add((story.Say("causes.said"), at => s.Add(new Mark.Rect(at, y - (size * 0.56), size, size * 0.4, palette.Second))));
        foreach (var (words, draw) in entries)
        {
            var width = size * 1.5 + Typefaces.Width(words, Face.Regular, size);
            if (x > s.Form.Margin && x + width > s.Form.Width - s.Form.Margin)
            {
                x = s.Form.Margin;
                y += size * 1.6;
            }

            draw(x);
            s.Line(x + (size * 1.5), y, words, Face.Regular, size, Colour.Ink);
            x += width + (size * 1.7);
        }

        return y;
    }

    private static double Wide(Sheet s, Story story, CauseRow row, double y, double most, double small)
    {
        var (form, palette) = (s.Form, s.Palette);
        var height = s.Of(58);
        var (name, icon) = (s.Of(226), s.Of(42));
        var numbers = s.Of(252);
        var (left, right) = (form.Margin + name + s.Of(16), form.Width - form.Margin - numbers - s.Of(20));
        s.Add(new Mark.Line(form.Margin, y, form.Width - form.Margin, y, Palette.Line, 1));
        var lines = Sheet.Wrap(row.Name, Face.Strong, s.Of(17), name - icon).Count;
        Sign(s, row.Cause, form.Margin, y + (height / 2) - s.Of(14), s.Of(28));
        s.Paragraph(form.Margin + icon, y + (height / 2) + s.Of(lines > 1 ? -4 : 6), row.Name, Face.Strong, s.Of(17), Colour.Ink, name - icon, 1.22, 2);
        Bars(s, story, row, left, right - left, y + (height / 2), most, small, s.Of(1));

        var at = right + s.Of(20);
        var first = y + (height / 2) + (row.Said is null ? small * 0.4 : -s.Of(4));
        Pair(s, row.Seen, at, first, palette.First, small, numbers);
        if (row.Said is { } said)
            Pair(s, said, at, first + s.Of(22), palette.Second, small, numbers);
        return y + height;
    }

    private static double Narrow(Sheet s, Story story, CauseRow row, double y, double most, double small)
    {
        var (form, palette) = (s.Form, s.Palette);
        Sign(s, row.Cause, form.Margin, y - 17, 22);
        s.Line(form.Margin + 32, y, row.Name, Face.Strong, 15, Colour.Ink, form.Inner - 32);
        Bars(s, story, row, form.Margin, form.Inner - 8, y + 34, most, small, 1);
        Pair(s, row.Seen, form.Margin, y + 70, palette.First, small, form.Inner / 2);
        if (row.Said is { } said)
            Pair(s, said, form.Margin + (form.Inner / 2), y + 70, palette.Second, small, form.Inner / 2);
        return y + 108;
    }

    private static string Sentence(Story story)
    {
        var words = story.Say("too-few");
        return $"{char.ToUpper(words[0], story.Language)}{words[1..]}.";
    }

    // A harsh word, from hand to hand, the clock, the way back.
    private static void Sign(Sheet s, Cause cause, double x, double y, double size)
    {
        string[] strokes = cause switch
        {
            Cause.AggressiveAnswer => ["M4 4.5h16v11.5h-8.5l-4.5 4v-4h-3z", "M12 7.3v4.2", "M12 13.2v.9"],
            Cause.HandedOver => ["M3.5 8h14", "M13.5 4l4 4l-4 4", "M20.5 16h-14", "M10.5 12l-4 4l4 4"],
            Cause.LongWait => ["M12 3.5a8.5 8.5 0 1 0 0 17a8.5 8.5 0 1 0 0 -17z", "M12 7.2v5l3.4 2"],
            Cause.Boomerang => ["M8.5 13.5l-5 -5l5 -5", "M3.5 8.5h11a6 6 0 0 1 0 12h-4"],
        };
        s.Add(new Mark.Group(
            Matrix3x2.CreateScale((float)(size / 24)) * Matrix3x2.CreateTranslation((float)x, (float)y), [.. strokes.Select(d => new Mark.Path(d, null, s.Palette.First, 1.9))]));
    }

    // Value and interval; the count is the same for all and stands below.
    private static void Pair(Sheet s, Told told, double x, double y, Colour fill, double small, double width)
    {
        var used = s.Line(x, y, told.Value, Face.Strong, small * 1.28, fill, width * 0.45);
        var column = Math.Max(used, Typefaces.Width("88,8 %", Face.Strong, small * 1.28));
        if (told.Interval is { } interval)
            s.Line(x + column + (small * 0.7), y, interval, Face.Regular, small * 0.94, Palette.Soft, width - column - (small * 0.7));
    }

    private static void Bars(Sheet s, Story story, CauseRow row, double x, double width, double middle, double most, double small, double unit)
    {
        var palette = s.Palette;
        double At(double share) => x + (Math.Min(share, most) / most * width);
        s.Add(new Mark.Rect(x, middle - (1.5 * unit), width, 3 * unit, Palette.Track, 1.5 * unit));
        if (row.Seen.Share is { } seen)
            s.Add(new Mark.Rect(x, middle - (13 * unit), Math.Max(At(seen) - x, 2 * unit), 12 * unit, palette.First));
        if (row.Said?.Share is { } said)
            s.Add(new Mark.Rect(x, middle + unit, Math.Max(At(said) - x, 2 * unit), 7 * unit, palette.Second));
        Whisker(s, row.Seen, At, middle - (7 * unit), 4 * unit);
        if (row.Said is { } also)
            Whisker(s, also, At, middle + (4.5 * unit), 3 * unit);

        var published = At(row.Published.Value);
        s.Add(new Mark.Line(published, middle - (14 * unit), published, middle + (12 * unit), Colour.Ink, 1.6 * unit));
        Published.Diamond(s, published, middle - (1 * unit), 6.5 * unit, Colour.White, Colour.Ink);
        s.Line(published + (10 * unit), middle - (6 * unit), $"{Told.Percent(row.Published.Value, story.Language)} · {row.Published.Source}", Face.Strong, small * 0.96, Colour.Ink);
    }

    private static void Whisker(Sheet s, Told told, Func<double, double> at, double y, double half)
    {
        if (told is not { Low: { } low, High: { } high })
            return;
        s.Add(new Mark.Line(at(low), y, at(high), y, Colour.Ink, 1.2));
        s.Add(new Mark.Line(at(low), y - half, at(low), y + half, Colour.Ink, 1.2));
        s.Add(new Mark.Line(at(high), y - half, at(high), y + half, Colour.Ink, 1.2));
    }
}
