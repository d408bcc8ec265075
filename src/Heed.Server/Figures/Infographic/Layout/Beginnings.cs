namespace Heed.Server.Figures.Infographic.Layout;

/// <summary>Where matters begin: the share of social networks beside the published one, and the messages of every channel.</summary>
internal static class Beginnings
{
    private const int MostChannels = 6;

    public static double Draw(Sheet s, Story story, BeginningPart part, double x, double width)
    {
        var (form, palette) = (s.Form, s.Palette);
        var y = Heading.Draw(s, story.Say("begin.title"), x, width);
        var small = form.IsNarrow ? 12 : s.Of(13);
        if (part.Social is { } social)
        {
            var size = form.IsNarrow ? 46 : s.Of(62);
            var used = Number.Value(s, x - (size * 0.02), y + (size * 0.76), social.Value, size, palette.First, width * 0.42);
            var at = x + used + (form.IsNarrow ? 14 : s.Of(18));
            var text = form.IsNarrow ? 14 : s.Of(16.5);
            var last = s.Paragraph(at, y + (size * 0.3), story.Say("begin.social"), Face.Regular, text, Colour.Ink, x + width - at, 1.25, 3);
            last = Number.SmallPrint(s, at, last + (small * 1.5), social, small, x + width - at);
            y = Math.Max(y + (size * 0.76), last) + (form.IsNarrow ? 32 : s.Of(34));
            if (social.Share is { } share)
                y = Bar(s, story, part.Published, share, social, x, y, width, small);
        }

        return Channels(s, story, part, x, y, width, small);
    }

    private static double Bar(Sheet s, Story story, Core.Figures.Published published, double share, Told told, double x, double y, double width, double small)
    {
        var palette = s.Palette;
        var thick = s.Form.IsNarrow ? 12 : s.Of(14);
        s.Add(new Mark.Rect(x, y, width, thick, Palette.Track));
        s.Add(new Mark.Rect(x, y, width * share, thick, palette.First));
        if (told is { Low: { } low, High: { } high })
        {
            // On the bar in white, past its end in ink.
            s.Add(new Mark.Line(x + (width * low), y + (thick / 2), x + (width * share), y + (thick / 2), Colour.White, 1.4));
            s.Add(new Mark.Line(x + (width * share), y + (thick / 2), x + (width * high), y + (thick / 2), Colour.Ink, 1.4));
        }

        var at = x + (width * published.Value);
        s.Add(new Mark.Line(at, y - (thick * 0.5), at, y + thick + (thick * 0.3), Colour.Ink, 1.6));
        Published.Diamond(s, at, y - (thick * 0.5), small * 0.42, Colour.White, Colour.Ink);
        s.Line(at + (small * 0.9), y - (thick * 0.25), story.Say("published-mark", Told.Percent(published.Value, story.Language), published.Source), Face.Strong, small, Colour.Ink, x + width - at - small);
        return y + thick + (s.Form.IsNarrow ? 32 : s.Of(34));
    }

    private static double Channels(Sheet s, Story story, BeginningPart part, double x, double y, double width, double small)
    {
        var (form, palette) = (s.Form, s.Palette);
        s.Line(x, y, story.Say("begin.volume"), Face.Strong, form.IsNarrow ? 14 : s.Of(15), Colour.Ink, width);
        var text = form.IsNarrow ? 13.5 : s.Of(15);
        var shown = part.Channels.Take(MostChannels).ToList();
        var name = Math.Min(width * 0.34, shown.Max(c => Typefaces.Width(c.Name, Face.Regular, text)) + s.Of(12));
        string Tell(ChannelVolume c) => $"{Told.Count(c.Messages, story.Language)} · {Told.Percent(c.Share, story.Language)}";
        var numbers = shown.Max(c => Typefaces.Width(Tell(c), Face.Regular, small)) + s.Of(12);
        var room = width - name - numbers;
        var step = form.IsNarrow ? 26 : s.Of(27);
        y += step;
        foreach (var channel in shown)
        {
            s.Line(x, y, channel.Name, Face.Regular, text, Colour.Ink, name - s.Of(8));
            var wide = Math.Max(2, room * channel.Share / shown[0].Share);
            s.Add(new Mark.Rect(x + name, y - (text * 0.76), wide, text * 0.84, palette.First.With(Colour.White, 0.3)));
            s.Line(x + name + wide + s.Of(8), y, Tell(channel), Face.Regular, small, Palette.Soft);
            y += step;
        }

        return y - step;
    }
}
