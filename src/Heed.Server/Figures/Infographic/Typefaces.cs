using SkiaSharp;

namespace Heed.Server.Figures.Infographic;

/// <summary>The type the page is set in: it ships with the program, so a page looks and measures the same on every machine.</summary>
internal static class Typefaces
{
    private static readonly SKTypeface[] Faces = [.. Enum.GetValues<Face>().Select(face => Load($"{NameOf(face)}.ttf"))];

    /// <summary>Width of a line, in the unit of <paramref name="size"/>.</summary>
    public static double Width(string words, Face face, double size, double tracking = 0)
    {
        var width = Runs(words, face).Sum(run => Measure(run.Words, run.Typeface, size));
        return width + (tracking * size * Math.Max(0, words.Length - 1));
    }

    /// <summary>The line in pieces that one typeface can set: a name in another script borrows from the machine, if it has what it takes.</summary>
    public static IReadOnlyList<(string Words, SKTypeface Typeface)> Runs(string words, Face face)
    {
        var own = Faces[(int)face];
        using var font = At(own, 10);
        if (font.ContainsGlyphs(words))
            return [(words, own)];
        var runs = new List<(string Words, SKTypeface Typeface)>();
        foreach (var rune in words.EnumerateRunes())
        {
            var typeface = font.ContainsGlyph(rune.Value) ? own : SKFontManager.Default.MatchCharacter(rune.Value) ?? own;
            if (runs.Count > 0 && runs[^1].Typeface.FamilyName == typeface.FamilyName)
                runs[^1] = (runs[^1].Words + rune, runs[^1].Typeface);
            else
                runs.Add((rune.ToString(), typeface));
        }

        return runs;
    }

    public static SKFont At(SKTypeface typeface, double size) =>
        new(typeface, (float)size) { Edging = SKFontEdging.Antialias, Hinting = SKFontHinting.None, Subpixel = true, LinearMetrics = true };

    /// <summary>The same cut for browsers, Latin letters only.</summary>
    public static byte[] Web(Face face)
    {
        using var stream = Open($"{NameOf(face)}.woff2");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>Family and weight as CSS names them.</summary>
    public static (string Family, int Weight) Css(Face face) => face switch
    {
        Face.Regular => ("Inter", 400),
        Face.Strong => ("Inter", 600),
        Face.Display => ("Inter Display", 600),
        Face.DisplayStrong => ("Inter Display", 700),
    };

    private static double Measure(string words, SKTypeface typeface, double size)
    {
        using var font = At(typeface, size);
        return font.MeasureText(words);
    }

    private static string NameOf(Face face) => face switch
    {
        Face.Regular => "Inter-Regular",
        Face.Strong => "Inter-SemiBold",
        Face.Display => "InterDisplay-SemiBold",
        Face.DisplayStrong => "InterDisplay-Bold",
    };

    private static SKTypeface Load(string file)
    {
        using var stream = Open(file);
        using var data = SKData.Create(stream);
        return SKTypeface.FromData(data);
    }

    private static Stream Open(string file) =>
        typeof(Typefaces).Assembly.GetManifestResourceStream($"infographic/{file}") ?? throw new InvalidOperationException($"The font {file} is missing from the program.");
}
