using System.Numerics;

namespace Heed.Server.Figures.Infographic.Layout;

/// <summary>One part of a page while it is laid out: its marks, from its own top. All text is measured with the type it is set in.</summary>
internal sealed class Sheet(Form form, Palette palette, double scale)
{
    private const string Dots = "…";

    private readonly List<Mark> marks = [];

    public Form Form { get; } = form;

    public Palette Palette { get; } = palette;

    public IReadOnlyList<Mark> Marks => marks;

    /// <summary>A size or a distance; smaller where a page is crowded.</summary>
    public double Of(double size) => size * scale;

    public void Add(Mark mark) => marks.Add(mark);

    /// <summary>One line; smaller, and in the end cut, where it would not fit.</summary>
    /// <returns>Its width.</returns>
    public double Line(double x, double y, string words, Face face, double size, Colour fill, double width = double.MaxValue, Anchor anchor = Anchor.Start, double tracking = 0)
    {
        var fits = FitSize(words, face, size, width, tracking, size * 0.7);
        var shown = Cut(words, face, fits, width, tracking);
        marks.Add(new Mark.Text(x, y, shown, face, fits, fill, anchor, tracking));
        return Typefaces.Width(shown, face, fits, tracking);
    }

    /// <summary>Lines of text below each other; <paramref name="y"/> is the first baseline.</summary>
    /// <returns>The baseline of the last line.</returns>
    public double Paragraph(double x, double y, string words, Face face, double size, Colour fill, double width, double leading = 1.35, int most = 4, Anchor anchor = Anchor.Start)
    {
        var lines = Wrap(words, face, size, width);
        for (var smaller = size; lines.Count > most && smaller > size * 0.75;)
            lines = Wrap(words, face, size = smaller -= 0.5, width);
        if (lines.Count > most)
            lines = [.. lines.Take(most - 1), Cut(string.Join(' ', lines.Skip(most - 1)), face, size, width, 0)];
        foreach (var line in lines)
        {
            marks.Add(new Mark.Text(x, y, Cut(line, face, size, width, 0), face, size, fill, anchor));
            y += size * leading;
        }

        return y - (size * leading);
    }

    /// <summary>A number as large as its place allows.</summary>
    public static double FitSize(string words, Face face, double size, double width, double tracking = 0, double least = 8)
    {
        var needed = Typefaces.Width(words, face, size, tracking);
        return needed <= width ? size : Math.Max(least, size * width / needed);
    }

    /// <summary>The marks of this part, in their place on the page.</summary>
    public Mark.Group At(double y) => new(Matrix3x2.CreateTranslation(0, (float)y), marks);

    /// <summary>Breaks at spaces; a number stays with its sign, which a no-break space joins.</summary>
    public static IReadOnlyList<string> Wrap(string words, Face face, double size, double width)
    {
        var lines = new List<string>();
        var line = "";
        foreach (var word in words.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var longer = line.Length == 0 ? word : $"{line} {word}";
            if (line.Length > 0 && Typefaces.Width(longer, face, size) > width)
            {
                lines.Add(line);
                line = word;
            }
            else
            {
                line = longer;
            }
        }

        if (line.Length > 0)
            lines.Add(line);
        return lines;
    }

    private static string Cut(string words, Face face, double size, double width, double tracking)
    {
        if (Typefaces.Width(words, face, size, tracking) <= width + 0.01)
            return words;
        var runes = words.EnumerateRunes().Select(r => r.ToString()).ToList();
        while (runes.Count > 1 && Typefaces.Width(string.Concat(runes) + Dots, face, size, tracking) > width)
            runes.RemoveAt(runes.Count - 1);
        return string.Concat(runes).TrimEnd() + Dots;
    }
}
