using System.Globalization;

namespace Heed.Server.Figures.Infographic.Layout;

/// <summary>When matters begin: weekday by hour, the darker the more.</summary>
internal static class Hours
{
    public static double Draw(Sheet s, Story story, HoursPart part, double x, double width)
    {
        var (form, palette) = (s.Form, s.Palette);
        var y = Heading.Draw(s, story.Say("hours.title"), x, width);
        var text = form.IsNarrow ? 14 : s.Of(16.5);
        var small = form.IsNarrow ? 12 : s.Of(13);
        y = s.Paragraph(x, y + (text * 0.9), part.Busiest, Face.Regular, text, Colour.Ink, width, 1.3, 2) + (form.IsNarrow ? 18 : s.Of(20));

        var days = Enumerable.Range(0, 7).Select(d => story.Language.DateTimeFormat.AbbreviatedDayNames[(d + 1) % 7].TrimEnd('.')).ToList();
        var name = days.Max(d => Typefaces.Width(d, Face.Regular, small)) + s.Of(10);
        var pitch = (width - name) / 24;
        var row = form.IsNarrow ? Math.Max(pitch, 19) : Math.Max(pitch, s.Of(21));
        var most = Math.Max(1, part.Counts.Max());
        for (var day = 0; day < 7; day++)
        {
            s.Line(x, y + (day * row) + (row / 2) + (small * 0.34), days[day], Face.Regular, small, Palette.Soft);
            for (var hour = 0; hour < 24; hour++)
            {
                // By the root: quiet hours differ too.
                var share = Math.Sqrt((double)part.Counts[(day * 24) + hour] / most);
                s.Add(new Mark.Rect(x + name + (hour * pitch), y + (day * row), pitch * 0.9, row * 0.9, palette.First.With(Colour.White, 0.93 * (1 - share)), 1.5));
            }
        }

        var foot = y + (7 * row) + (small * 1.1);
        foreach (var hour in new[] { 0, 6, 12, 18 })
            s.Line(x + name + (hour * pitch), foot, hour.ToString(CultureInfo.InvariantCulture) + " h", Face.Regular, small, Palette.Soft);
        s.Line(x + width, foot, "24 h", Face.Regular, small, Palette.Soft, anchor: Anchor.End);
        return s.Paragraph(x, foot + (small * 1.8), part.Base, Face.Regular, small, Palette.Soft, width, 1.35, 2);
    }
}
