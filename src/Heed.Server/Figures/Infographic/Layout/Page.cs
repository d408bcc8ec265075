namespace Heed.Server.Figures.Infographic.Layout;

/// <summary>Lays a story out on one page. What is left of the sheet goes between the parts; a crowded page is set smaller.</summary>
internal static class Page
{
    private const double LeastGap = 30;
    private const double MostGap = 52;
    private const double LeastScale = 0.7;

    public static Scene Lay(Story story, Palette palette, Logo? logo, Form form)
    {
        for (var scale = 1.0; ; scale -= 0.025)
        {
            if (Try(story, palette, logo, form, scale) is { } scene)
                return scene;
        }
    }

    private static Scene? Try(Story story, Palette palette, Logo? logo, Form form, double scale)
    {
        var parts = Parts(story, logo, form).Select(draw =>
        {
            var sheet = new Sheet(form, palette, scale);
            return (Sheet: sheet, Height: draw(sheet));
        }).ToList();

        // The masthead and what follows touch: the band is the first thing below the name.
        var gaps = parts.Count - 2;
        var margin = form.IsNarrow ? 28 : 36 * scale;
        var used = parts.Sum(p => p.Height) + margin;
        if (form.Height is { } whole && used + (gaps * LeastGap * scale) > whole && scale > LeastScale)
            return null;
        var gap = form.Height is { } height ? Math.Clamp((height - used) / gaps, LeastGap * scale * 0.5, MostGap) : 34;

        var marks = new List<Mark>();
        var y = 0d;
        for (var i = 0; i < parts.Count; i++)
        {
            if (i == parts.Count - 1 && form.Height is { } sheet)
                y = sheet - margin - parts[i].Height;
            marks.Add(parts[i].Sheet.At(y));
            y += parts[i].Height + (i == 0 ? 0 : gap);
        }

        return new Scene(
            form.Width, form.Height ?? (y - gap + margin), story.Language.TwoLetterISOLanguageName, story.Say("title", story.Brand, story.Period), Telling.Of(story), marks);
    }

    private static IEnumerable<Func<Sheet, double>> Parts(Story story, Logo? logo, Form form)
    {
        yield return s => Masthead.Draw(s, story, logo);
        if (story.Answered is { } answered)
            yield return s => Hero.Draw(s, story, answered);
        if (story.IsEmpty)
            yield return s => Empty(s, story);
        if (story.Wait is { } wait)
            yield return s => Waits.Draw(s, story, wait);
        if (story.Causes is { } causes)
            yield return s => Reasons.Draw(s, story, causes);
        if (form.IsNarrow)
        {
            if (story.Beginnings is { } where)
                yield return s => Beginnings.Draw(s, story, where, form.Margin, form.Inner);
            if (story.Hours is { } when)
                yield return s => Hours.Draw(s, story, when, form.Margin, form.Inner);
        }
        else if (story.Beginnings is not null || story.Hours is not null)
        {
            yield return s => SideBySide(s, story);
        }

        if (story.Stats.Count > 0)
            yield return s => Care.Draw(s, story);
        yield return s => Context.Draw(s, story);
        yield return s => Foot.Draw(s, story);
    }

    private static double SideBySide(Sheet s, Story story)
    {
        var gap = s.Of(52);
        var width = (s.Form.Inner - gap) / 2;
        var left = story.Beginnings is { } where ? Beginnings.Draw(s, story, where, s.Form.Margin, width) : 0;
        var x = story.Beginnings is null ? s.Form.Margin : s.Form.Margin + width + gap;
        return Math.Max(left, story.Hours is { } when ? Hours.Draw(s, story, when, x, width) : 0);
    }

    private static double Empty(Sheet s, Story story)
    {
        var size = s.Form.IsNarrow ? 30 : 54;
        var last = s.Paragraph(s.Form.Margin, size * 1.4, story.Say("empty.title"), Face.DisplayStrong, size, s.Palette.First, s.Form.Inner, 1.1, 2);
        return s.Paragraph(s.Form.Margin, last + size, story.Say("empty.text"), Face.Regular, s.Form.IsNarrow ? 15 : 20, Colour.Ink, s.Form.IsNarrow ? s.Form.Inner : s.Form.Inner * 0.7, 1.4, 6);
    }
}
