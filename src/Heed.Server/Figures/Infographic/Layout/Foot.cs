namespace Heed.Server.Figures.Infographic.Layout;

/// <summary>How it was computed, and what could not be told.</summary>
internal static class Foot
{
    public static double Draw(Sheet s, Story story)
    {
        var (form, palette) = (s.Form, s.Palette);
        var small = form.IsNarrow ? 11.5 : s.Of(12.5);
        var text = story.Say("method", story.Made, Told.Count(story.Messages, story.Language), Told.Count(story.Cases, story.Language));
        if (story.Untold.Count > 0 && !story.IsEmpty)
            text += " " + story.Say("untold", string.Join(", ", story.Untold));
        return s.Paragraph(form.Margin, small, text, Face.Regular, small, Palette.Soft, form.Inner, 1.42, form.IsNarrow ? 12 : 4);
    }
}
