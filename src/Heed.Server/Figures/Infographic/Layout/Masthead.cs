namespace Heed.Server.Figures.Infographic.Layout;

/// <summary>Whose page it is, and of when.</summary>
internal static class Masthead
{
    public static double Draw(Sheet s, Story story, Logo? logo)
    {
        var (form, palette) = (s.Form, s.Palette);
        var right = form.Width - form.Margin;
        var top = s.Of(form.IsNarrow ? 24 : 44);
        var side = form.IsNarrow ? form.Inner : form.Inner * 0.56;
        var height = s.Of(form.IsNarrow ? 34 : 46);
        if (logo is not null)
        {
            logo.Draw(s, form.Margin, top, Math.Min(side, height * 6), height, story.Brand);
        }
        else
        {
            s.Line(form.Margin, top + (height * 0.76), story.Brand, Face.DisplayStrong, height * 0.84, palette.FirstWasDarkened ? Colour.Ink : palette.First, side, tracking: -0.018);
        }

        if (form.IsNarrow)
        {
            s.Paragraph(form.Margin, top + height + 22, $"{story.Say("masthead")} · {story.Period}", Face.Strong, 13.5, Colour.Ink, form.Inner, 1.3, 2);
            var y = top + height + 22;
            if (story.Department is { } narrow)
                s.Line(form.Margin, y += 20, narrow, Face.Regular, 13, Palette.Soft, form.Inner);
            return y + 18;
        }

        var width = form.Inner * 0.4;
        s.Line(right, top + s.Of(15), story.Say("masthead"), Face.Regular, s.Of(16), Palette.Soft, width, Anchor.End);
        s.Line(right, top + s.Of(39), story.Period, Face.Display, s.Of(20), Colour.Ink, width, Anchor.End);
        if (story.Department is { } department)
            s.Line(right, top + s.Of(60), department, Face.Regular, s.Of(14.5), Palette.Soft, width, Anchor.End);
        return top + s.Of(story.Department is null ? 66 : 80);
    }
}
